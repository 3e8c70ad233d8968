//! The checklist of a postmortem as Markdown: every section with what it must tell, and the line where it does.

use crate::features::code_lens;
use crate::model::{Postmortem, Section};
use crate::profile::SectionSpec;
use crate::snapshot::Snapshot;

/// The whole checklist. It is no postmortem itself, whatever it looks like.
pub fn markdown(snapshot: &Snapshot) -> String {
    let (postmortem, profile) = (snapshot.postmortem(), &snapshot.profile);
    let title = postmortem.title.as_ref().map_or("Postmortem", |it| it.text.as_str());
    let mut out = format!("# {}\n\n{}\n", literal(title), code_lens::title(snapshot));
    if let Some(range) = &profile.words {
        out.push_str(&format!("\nAsked for: {} to {} words\n", range.start(), range.end()));
    }
    for spec in profile.sections.iter().filter(|it| it.required || it.asks().next().is_some()) {
        out.push_str(&section(snapshot, spec));
    }
    out.push_str(&format!("\nProfile: {}\n\n<!-- postmortem: off -->\n", literal(&profile.title)));
    out
}

/// In a line what is met, and what is not: `412 words · 13 of 17 requirements; not told yet: the root cause, …`.
pub fn summary(snapshot: &Snapshot) -> String {
    const MOST: usize = 3;
    let postmortem = snapshot.postmortem();
    let requirements = snapshot.profile.requirements().map(|it| it.1);
    let unmet: Vec<&str> = requirements.filter(|it| !is_met(postmortem, &it.id)).map(|it| it.title.as_str()).collect();
    let more = if unmet.len() > MOST { ", …" } else { "" };
    match unmet.is_empty() {
        true => code_lens::title(snapshot),
        false => {
            let first = unmet[..unmet.len().min(MOST)].join(", ");
            format!("{}; not told yet: {first}{more}", code_lens::title(snapshot))
        }
    }
}

fn section(snapshot: &Snapshot, spec: &SectionSpec) -> String {
    let postmortem = snapshot.postmortem();
    let is_of = |it: &&Section| spec.role == it.role || spec.parts.iter().any(|part| part.role == it.role);
    let found: Vec<&Section> = postmortem.sections.iter().filter(is_of).collect();
    let mut state = match &found[..] {
        [] => "no such section".to_owned(),
        found => match found.iter().map(|it| it.words).sum() {
            1 => "1 word".to_owned(),
            words => format!("{words} words"),
        },
    };
    let (met, all) = (spec.asks().filter(|it| is_met(postmortem, &it.id)).count(), spec.asks().count());
    if all > 0 {
        state.push_str(&format!(", {met} of {all}"));
    }
    let mut out = format!("\n## {}: {state}\n", literal(&spec.title));
    for (nth, requirement) in spec.asks().enumerate() {
        let evidence = postmortem.checklist.answer(&requirement.id).and_then(|it| it.evidence);
        let line = evidence.map(|it| format!(" (line {})", snapshot.text().line_of(it.start) + 1));
        let mark = if line.is_some() { 'x' } else { ' ' };
        let gap = if nth == 0 { "\n" } else { "" };
        out.push_str(&format!("{gap}- [{mark}] {}{}\n", literal(&requirement.title), line.unwrap_or_default()));
    }
    out
}

fn is_met(postmortem: &Postmortem, requirement: &str) -> bool {
    postmortem.checklist.answer(requirement).is_some_and(crate::model::Answer::is_met)
}

/// Words that somebody else wrote, on one line; nothing in them is markup.
fn literal(words: &str) -> String {
    const MARKUP: &[char] = &['\\', '`', '*', '_', '[', ']', '<', '>', '&', '#', '!', '|', '~', '$'];
    let mut out = String::with_capacity(words.len());
    for it in words.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|it| !it.is_control()) {
        if MARKUP.contains(&it) {
            out.push('\\');
        }
        out.push(it);
    }
    out
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::snapshot;

    const DRAFT: &str = "\
# Postmortem: the [shop](x) was down

## Issue Summary

The shop was down from 14:30 to 16:45 UTC for 40% of users.

## Timeline

- 14:30 UTC - An alert fired
";

    #[test]
    fn every_section_tells_what_is_met_and_where() {
        expect![[r#"
            # Postmortem: the \[shop\](x) was down

            26 words · 7 of 17 requirements · 2 h 15 min

            Asked for: 400 to 600 words

            ## Issue Summary: 13 words, 5 of 6

            - [x] when the outage began (line 5)
            - [x] when the outage ended (line 5)
            - [x] the time zone of those times (line 5)
            - [x] what was down or slow, what users saw (line 5)
            - [x] which share of users was affected (line 5)
            - [ ] the root cause

            ## Timeline: 5 words, 2 of 6

            - [x] when it was detected (line 9)
            - [x] how it was detected (line 9)
            - [ ] what was investigated and assumed
            - [ ] which paths misled
            - [ ] to whom it was escalated
            - [ ] how it was resolved

            ## Root Cause and Resolution: no such section, 0 of 2

            - [ ] what was causing the issue, in detail
            - [ ] how it was fixed, in detail

            ## Corrective and Preventative Measures: no such section, 0 of 3

            - [ ] what can be improved, broadly
            - [ ] a list of tasks
            - [ ] tasks as specific as a TODO

            Profile: ALX / Holberton postmortem

            <!-- postmortem: off -->
        "#]]
        .assert_eq(&markdown(&snapshot(DRAFT)));
    }

    #[test]
    fn the_summary_names_what_is_not_told_yet() {
        expect!["26 words · 7 of 17 requirements · 2 h 15 min; not told yet: the root cause, what was investigated and assumed, which paths misled, …"].assert_eq(&summary(&snapshot(DRAFT)));
    }

    #[test]
    fn a_checklist_is_no_postmortem() {
        assert!(!snapshot(&markdown(&snapshot(DRAFT))).postmortem().recognised);
    }

    #[test]
    fn words_of_the_author_are_no_markup() {
        assert_eq!(literal("a *b*\n<img src=x> [c](d)"), r"a \*b\* \<img src=x\> \[c\](d)");
    }
}
