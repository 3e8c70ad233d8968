//! `timeline-not-a-list`: the entries of the timeline are no items of a list.

use crate::profile::Role;
use crate::rewrite::{list, scaffold};
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "timeline-not-a-list",
    group: Group::Timeline,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"Entries of the timeline are lines, code, quotes or sentences instead of items of a list.

Tables, headings and numbered lists are left alone. The fix writes `- time - text` and keeps every word: the time and
its zone as they are, further lines under their item, several entries of one line under each other.

## Why

Lines without a bullet run together into one paragraph when the document is shown, and indented lines become code that
is cut off at the margin.

## Example

```markdown
## Timeline

14:30 UTC: A monitoring alert reported errors.
14:45 UTC: The on-call engineer restarted the service.
```

## Fixed

```markdown
## Timeline

- 14:30 UTC - A monitoring alert reported errors.
- 14:45 UTC - The on-call engineer restarted the service.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let timeline = &snapshot.postmortem().timeline;
    if scaffold::written(snapshot, Role::Timeline).is_none() || !timeline.has_times {
        return;
    }
    let text = snapshot.text();
    let first = timeline.entries.iter().filter(|it| list::is_loose(text, it)).find_map(|it| it.stamp.as_ref());
    let Some(first) = first else { return };
    findings.add(first.span, "The timeline is not a list: its entries have no bullets");
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    fix(snapshot, finding).into_iter().collect()
}

fn fix(snapshot: &Snapshot, _: &Diagnostic) -> Option<Fix> {
    let edits = list::of_loose(snapshot)?;
    Some(Fix { title: "Turn the timeline into a list".to_owned(), safety: Safety::Safe, edits })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::rules;
    use crate::testing::{check, check_fix, snapshot};

    #[test]
    fn entries_of_one_paragraph_before_a_list_with_more_keep_their_words() {
        let text = "## Timeline\n\n10:00 EAT: Down. 10:10 EAT: The log said:\n\n* one line of it\n* another line 10:20 EAT: A bolt was \
            added. 10:30 EAT: Up again.\n";
        let read = snapshot(text);
        for finding in rules::findings(&read, &[&RULE]) {
            let Some(fix) = finding.fix(&read) else { continue };
            let fixed = crate::text::apply(text, &fix.edits);
            let words = |it: &str| it.split_whitespace().filter(|it| it.chars().any(char::is_alphanumeric)).count();
            assert_eq!(words(&fixed), words(text), "{fixed}");
        }
    }

    #[test]
    fn lines_code_quotes_and_sentences_are_no_list() {
        for (timeline, time) in [
            ("10:00 UTC: Down\n10:30 UTC: Up\n", "10:00 UTC"),
            ("    10:00 AM - Down\n    10:30 AM - Up\n", "10:00 AM"),
            ("> 10:00: Down\n>\n> 10:30: Up\n", "10:00"),
            ("10:00 UTC: Down. 10:30 UTC: Up.\n", "10:00 UTC"),
        ] {
            let text = format!("## Timeline\n\n{timeline}");
            let found = rules::findings(&snapshot(&text), &[&RULE]);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(&text[found[0].span.range()], time);
        }
    }

    #[test]
    fn lists_tables_and_headings_are_forms_of_their_own() {
        for timeline in [
            "- 10:00: Down\n- 10:30: Up\n",
            "1. 10:00: Down\n2. 10:30: Up\n",
            "| Time | Event |\n|---|---|\n| 10:00 | Down |\n| 10:30 | Up |\n",
            "### 10:00\n\nDown\n\n### 10:30\n\nUp\n",
        ] {
            let text = format!("## Timeline\n\n{timeline}");
            assert!(rules::findings(&snapshot(&text), &[&RULE]).is_empty(), "{text}");
        }
    }

    #[test]
    fn only_the_first_entry_is_marked() {
        check(
            &RULE,
            expect![[r###"
                ## Timeline

                10:00 UTC: Down
                ^^^^^^^^^ warning: The timeline is not a list: its entries have no bullets
                10:30 UTC: Up
            "###]],
        );
    }

    #[test]
    fn times_zones_emphasis_and_further_lines_are_kept() {
        check_fix(
            &RULE,
            "## Timeline\n\n**10:00 AM (WAT):** Down for everybody,\nin two regions\n_10:30 AM_ – **Up**\n**11:00 AM Report sent**\nDetection (11:30 AM): an alert\n\nAll was well.\n",
            expect![[r#"
                ## Timeline

                - 10:00 AM (WAT) - Down for everybody,
                  in two regions
                - 10:30 AM - **Up**
                - **11:00 AM Report sent**
                - Detection (11:30 AM): an alert

                All was well.
            "#]],
        );
    }

    #[test]
    fn entries_of_one_line_are_parted_and_text_around_them_stays_apart() {
        check_fix(
            &RULE,
            "## Timeline\n12:00pm EAT: Down. 12:06pm EAT: Looked at logs. 12:30pm EAT: Up.\nRoot cause and resolution:\nA full disk.\n",
            expect![[r#"
                ## Timeline
                - 12:00pm EAT - Down.
                - 12:06pm EAT - Looked at logs.
                - 12:30pm EAT - Up.

                Root cause and resolution:
                A full disk.
            "#]],
        );
    }

    #[test]
    fn what_is_too_much_for_an_entry_becomes_items_below_it() {
        check_fix(
            &RULE,
            "## Timeline\n\n    10:00 UTC: First look\n        Nobody was paged.\n        The logs were read.\n        They were empty.\n\n    10:30 UTC: Up\n",
            expect![[r#"
                ## Timeline

                - 10:00 UTC - First look
                  - Nobody was paged.
                  - The logs were read.
                  - They were empty.

                - 10:30 UTC - Up
            "#]],
        );
        check_fix(
            &RULE,
            "## Timeline\n\n10:00 UTC: Down. We looked at\nthe logs. They were\nempty.\n10:30 UTC: Up\n",
            expect![[r#"
                ## Timeline

                - 10:00 UTC - Down.
                  - We looked at
                    the logs.
                  - They were
                    empty.
                - 10:30 UTC - Up
            "#]],
        );
    }

    #[test]
    fn lines_below_html_leave_it() {
        check_fix(
            &RULE,
            "<h2>Timeline</h2>\n10:00 UTC: Down. 10:30 UTC: Up.\n",
            expect![[r#"
                <h2>Timeline</h2>

                - 10:00 UTC - Down.
                - 10:30 UTC - Up.
            "#]],
        );
    }

    #[test]
    fn code_and_quotes_become_lists() {
        check_fix(
            &RULE,
            "## Timeline\n\n    10:00 - Down\n      for all\n    10:30 - Up\n",
            expect![[r#"
                ## Timeline

                - 10:00 - Down
                  for all
                - 10:30 - Up
            "#]],
        );
        check_fix(
            &RULE,
            "## Timeline\n> 10:00: Down\n>\n> 10:30: Up\n",
            expect![[r#"
                ## Timeline
                - 10:00 - Down

                - 10:30 - Up
            "#]],
        );
    }
}
