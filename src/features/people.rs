//! Who is named in postmortems: owners of documents and of tasks, and authors.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::Action;
use crate::snapshot::Snapshot;

/// The people that a document names, in its order. No name comes twice; there are none where it is no postmortem.
pub fn of(snapshot: &Snapshot) -> Vec<String> {
    let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
    let owner = |it: &Action| Some(text.slice(it.owner?.value).trim().to_owned());
    let fields = postmortem.fields.iter().filter(|it| it.key.contains("owner") || it.key.contains("author"));
    let named = fields.flat_map(|it| it.value.split(',').map(|it| it.trim().to_owned()).collect::<Vec<_>>());
    let mut people: Vec<String> = Vec::new();
    for name in postmortem.actions.iter().filter_map(owner).chain(named) {
        if !name.is_empty() && !name.contains(['<', '>', '[']) && !people.contains(&name) {
            people.push(name);
        }
    }
    people
}

/// The people of several documents, who is named in the most of them first.
pub fn most_named<'a>(documents: impl Iterator<Item = &'a [String]>) -> Vec<String> {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for name in documents.flatten() {
        *counted.entry(name).or_default() += 1;
    }
    let mut names: Vec<(&str, usize)> = counted.into_iter().collect();
    names.sort_by_key(|it| Reverse(it.1));
    names.into_iter().map(|it| it.0.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::snapshot;

    #[test]
    fn owners_and_authors_are_people_and_prompts_are_not() {
        let text = "---\nauthors: Ann, Bo\n---\n# Postmortem: the shop was down\n\n## Corrective and Preventative Measures\n\n\
                    - [ ] Rotate the log - owner: Cy, due: 2024-06-12\n- [ ] Add an alert - owner: Ann\n\
                    - [ ] Add a limit - owner: <name>\n";
        assert_eq!(of(&snapshot(text)), ["Cy", "Ann", "Bo"]);
    }

    #[test]
    fn who_is_named_most_comes_first() {
        let documents = [vec!["Cy".to_owned(), "Bo".to_owned()], vec!["Bo".to_owned()], vec!["Ann".to_owned()]];
        assert_eq!(most_named(documents.iter().map(Vec::as_slice)), ["Bo", "Ann", "Cy"]);
    }
}
