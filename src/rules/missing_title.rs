//! `missing-title`: the document has no title, or one that Markdown does not take for a heading.

use crate::model::{HeadingStyle, Title};
use crate::rewrite::{placement, scaffold};
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity, pseudo_heading};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span, quoted};

pub static RULE: Rule = Rule {
    name: "missing-title",
    group: Group::Structure,
    finds: Finds::Absence,
    severity: Severity::Information,
    docs: r#"The document has no title, or its title is no heading to Markdown: a bare line, a bold line, or a hash sign without a
space behind it. A `title` in the front matter is one.

## Why

The title is what lists, links and search results show of a postmortem. Without one nobody finds it again.

## Example

```markdown
Postmortem: the checkout was down

## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.
```

## Fixed

```markdown
# Postmortem: the checkout was down

## Issue Summary

The checkout was down from 14:30 to 16:45 UTC for 40% of users.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let postmortem = snapshot.postmortem();
    let has_field = postmortem.field("title").is_some_and(|it| !it.value.is_empty());
    if has_field || !scaffold::is_begun(snapshot) {
        return;
    }
    match &postmortem.title {
        Some(title) if title.is_heading => {}
        Some(title) => {
            findings.add(title.span, format!("The title {} is no heading to Markdown", quoted(&title.text)));
        }
        None => {
            let Some(place) = placement::of_document(snapshot) else { return };
            findings.add(place, "The document has no title");
        }
    }
}

fn fixes(snapshot: &Snapshot, _: &Diagnostic) -> Vec<Fix> {
    let fix = match &snapshot.postmortem().title {
        Some(title) => turned(snapshot, title),
        None => inserted(snapshot),
    };
    fix.into_iter().collect()
}

fn turned(snapshot: &Snapshot, title: &Title) -> Option<Fix> {
    let text = snapshot.text();
    let number = text.line_of(title.span.start);
    let line = text.line(number);
    if placement::is_verbatim(&snapshot.document, line.start) {
        return None;
    }
    let is_blank = |it: usize| it >= text.line_count() || placement::is_blank(text, it);
    let words = pseudo_heading::words(&text.slice(line), HeadingStyle::Plain)?;
    let above = if number == 0 || is_blank(number - 1) { "" } else { "\n" };
    let below = if is_blank(number + 1) { "" } else { "\n" };
    let new = format!("{above}# {words}{below}").replace('\n', text.line_ending().as_str());
    let title = "Turn the title into a heading".to_owned();
    Some(Fix { title, safety: Safety::Safe, edits: vec![Edit::replace(Span::new(line.start, line.end), new)] })
}

fn inserted(snapshot: &Snapshot) -> Option<Fix> {
    let text = snapshot.text();
    let first = placement::front_matter(&snapshot.document).map_or(0, |it| text.line_of(it.span.end) + 1);
    let edits = vec![placement::insert_lines(snapshot, first, "# Postmortem\n")?];
    Some(Fix { title: "Insert the title \"Postmortem\"".to_owned(), safety: Safety::ForReview, edits })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix};

    #[test]
    fn a_bold_title_and_none_at_all_are_marked() {
        check(
            &RULE,
            expect![[r#"
                **Postmortem: the shop was down**
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: The title "Postmortem: the shop was down" is no heading to Markdown

                ## Timeline

                - 10:00 UTC - Down
            "#]],
        );
        check(
            &RULE,
            expect![[r#"
                ## Timeline
                ^^^^^^^^^^^ information: The document has no title

                - 10:00 UTC - Down
            "#]],
        );
    }

    #[test]
    fn a_heading_of_any_kind_and_a_field_are_titles() {
        for title in [
            "# The day the cache died",
            "<h1 align=\"center\">Downtime</h1>",
            "Postmortem\n===",
            "---\ntitle: Cache\n---",
        ] {
            let text = format!("{title}\n\n## Timeline\n\n- 10:00 UTC - Down\n");
            let found = crate::rules::findings(&crate::testing::snapshot(&text), &[&RULE]);
            assert!(found.is_empty(), "{text}");
        }
    }

    #[test]
    fn a_first_line_becomes_a_heading() {
        check_fix(
            &RULE,
            "![postmortem](shop.png)\n**Postmortem: the shop 🚒**\nIt was down.\n\n## Timeline\n\n- 10:00 UTC - Down\n",
            expect![[r#"
                ![postmortem](shop.png)

                # Postmortem: the shop 🚒

                It was down.

                ## Timeline

                - 10:00 UTC - Down
            "#]],
        );
        check_fix(
            &RULE,
            "#Postmortem\n\n## Timeline\n\n- 10:00 UTC - Down\n",
            expect![[r#"
            # Postmortem

            ## Timeline

            - 10:00 UTC - Down
        "#]],
        );
    }

    #[test]
    fn a_title_is_inserted_where_there_is_none() {
        check_fix(
            &RULE,
            "---\nstatus: final\n---\n## Timeline\n\n- 10:00 UTC - Down\n",
            expect![[r#"
            ---
            status: final
            ---

            # Postmortem

            ## Timeline

            - 10:00 UTC - Down
        "#]],
        );
    }
}
