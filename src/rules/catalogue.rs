//! What there is to read about the rules: a page for each, and a table of all of them.

use std::fmt::Write;
use std::sync::Arc;

use crate::profile::Profile;
use crate::rules::{ALL, Finds, Group, Rule};

/// The profiles that are built in, whose levels the pages tell.
pub fn profiles() -> Vec<Arc<Profile>> {
    Profile::ids().filter_map(Profile::built_in).collect()
}

/// What a rule finds, in its first sentence; without markup it reads as well.
pub fn summary(rule: &Rule) -> &'static str {
    let paragraph = rule.docs.split("\n\n").next().unwrap_or_default();
    match paragraph.find(". ") {
        Some(end) => &paragraph[..=end],
        None => paragraph.trim_end(),
    }
}

/// The word for the level of a rule in a profile: its own where the profile gives it no other.
pub fn level(rule: &Rule, profile: &Profile) -> &'static str {
    profile.levels.get(rule.name).map_or(rule.severity.as_str(), |it| it.as_str())
}

/// The page of a rule, as Markdown: its docs and how to configure it.
pub fn page(rule: &Rule) -> String {
    let Rule { name, docs, .. } = rule;
    let mends = if rule.fixes.is_some() { " · can be mended" } else { "" };
    let levels = levels(rule);
    format!(
        "\
# {name}

{group} · {severity}{mends}

{docs}
## Configure

{levels}

In `postmortem.toml`, for all documents:

```toml
[rules]
{name} = \"off\" # or \"hint\", \"information\", \"warning\", \"error\"
```

In a document, for the next line or for the whole of it:

```markdown
<!-- postmortem-disable-next-line {name} -->
<!-- postmortem-disable-file {name} -->
```
",
        group = rule.group.title(),
        severity = rule.severity.as_str(),
    )
}

/// The levels of a rule in one sentence or two.
fn levels(rule: &Rule) -> String {
    let mut sentences = format!("The level is `{}`", rule.severity.as_str());
    for profile in profiles().iter().filter(|it| it.levels.contains_key(rule.name)) {
        let _ = write!(sentences, ", in the profile `{}` it is `{}`", profile.id, level(rule, profile));
    }
    sentences.push('.');
    if rule.finds == Finds::Absence {
        sentences.push_str(" In a draft (`status: draft` in the front matter) it is `hint`.");
    }
    sentences
}

/// The table of all rules, as Markdown, for the folder with their sources.
pub fn readme() -> String {
    let profiles = profiles();
    let mut out = String::from(
        "\
# Rules

One file a rule. `postmortem-ls explain NAME` prints the page of a rule; the file has the same words.
This table is generated: `UPDATE_EXPECT=1 cargo test --lib catalogue` writes it anew.
",
    );
    let heads = profiles.iter().map(|it| format!(" {} |", it.id)).collect::<String>();
    let lines = " --- |".repeat(profiles.len());
    for group in Group::ALL.iter().filter(|it| ALL.iter().any(|rule| rule.group == **it)) {
        let _ = write!(
            out,
            "\n## {}\n\n| rule | what it finds |{heads} fix |\n| --- | --- |{lines} --- |\n",
            group.title()
        );
        for rule in ALL.iter().filter(|it| it.group == *group) {
            let levels = profiles.iter().map(|it| format!(" {} |", level(rule, it))).collect::<String>();
            let fix = if rule.fixes.is_some() { "yes" } else { "" };
            let (name, file) = (rule.name, rule.name.replace('-', "_"));
            let what = summary(rule).replace('\n', " ").replace('|', "\\|");
            let _ = writeln!(out, "| [{name}]({file}.rs) | {what} |{levels} {fix} |");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use expect_test::expect_file;

    use super::*;

    #[test]
    fn the_table_beside_the_rules_is_up_to_date() {
        expect_file!["README.md"].assert_eq(&readme());
    }

    #[test]
    fn every_summary_is_a_sentence_of_one_line_in_a_table() {
        for rule in ALL {
            let summary = summary(rule);
            assert!(summary.ends_with(['.', '`', ')']) && !summary.contains("\n\n"), "{}: {summary}", rule.name);
            assert!(summary.chars().count() < 200, "{}: {summary}", rule.name);
        }
    }

    #[test]
    fn a_page_tells_what_why_and_how_to_configure() {
        for rule in ALL {
            let page = page(rule);
            for part in ["## Why", "## Example", "## Fixed", "## Configure", rule.docs, "[rules]\n"] {
                assert!(page.contains(part), "the page of {} has no {part}", rule.name);
            }
        }
    }
}
