//! A task out of a sentence: "We should add an alert on disk usage." asks for `- [ ] Add an alert on disk usage`.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Action, Form, cells};
use crate::profile::{Evidence, Requirement, Role, key, words};
use crate::rewrite::marker::marker;
use crate::rewrite::placement::{self, is_blank};
use crate::rewrite::split::{is_closed, paragraph, sentences};
use crate::snapshot::Snapshot;
use crate::syntax::{BlockKind, plain};
use crate::text::{Edit, Span, Text};

/// What somebody says before what is to be done.
static WISH: LazyLock<Regex> = LazyLock::new(|| {
    let subject = r"(?:we|i|you|the team|our team|somebody|someone)";
    let modal = r"(?:should|must|shall|will|(?:need|have|want|ought|plan|intend|are going)\s+to)";
    let other = r"(?:we'll|let's|let us|it would be (?:good|better|best|helpful|useful|wise) to|(?:the next step|the plan|our plan) is to)";
    let adverb = r"(?:also|always|definitely|really|therefore|then|at least|now|at once|better)";
    let wish = format!(r"(?i)\b(?:{subject}\s+(?:{adverb}\s+)?{modal}|{other})\s+(?:{adverb}\s+)*");
    Regex::new(&wish).expect("a pattern")
});

/// What follows no wish that somebody could tick off: `we should have known`, `we will not wait`.
const NO_VERBS: &[&str] =
    &["be", "been", "have", "not", "never", "know", "see", "say", "admit", "note", "thank", "like"];

/// Words that go on: `we should check for` and a list below.
const OPEN_ENDS: &[&str] =
    &["a", "about", "and", "by", "for", "from", "in", "of", "on", "or", "that", "the", "to", "with"];

/// Fewer words are no task, and more are a story.
const WORDS: std::ops::RangeInclusive<usize> = 2..=30;

/// Writes the task that a sentence at the cursor asks for into the list of tasks; the sentence stays. `None` where no
/// sentence asks for one, where it is a task already, and where the list has no place for it.
pub fn task(snapshot: &Snapshot, selected: Span) -> Option<Edit> {
    let postmortem = snapshot.postmortem();
    if postmortem.tasks().any(|it| it.line.touches(selected)) {
        return None;
    }
    let task = asked(snapshot, selected)?;
    let same = |it: &Action| key(&plain(&snapshot.text().slice(it.phrase))) == key(&plain(&task));
    if postmortem.actions.iter().any(same) {
        return None;
    }
    let spec = snapshot.profile.section(Role::Corrective)?;
    let tasks: Vec<&Action> = postmortem.tasks().collect();
    let text = snapshot.text();
    // A prompt waits for its first task.
    let is_prompt = |it: &&&Action| spec.scaffold.lines().any(|line| line.trim() == text.slice(it.line).trim());
    if let Some(prompt) = tasks.iter().find(is_prompt) {
        return Some(Edit::replace(prompt.span, task));
    }
    match tasks.last() {
        Some(last) => behind(text, &tasks, last, &task),
        None => first(snapshot, &task),
    }
}

/// What the sentence at the cursor asks for, as a task.
fn asked(snapshot: &Snapshot, selected: Span) -> Option<String> {
    let text = snapshot.text();
    let blanks = |it: &str| it.len() - it.trim_start().len();
    let start = selected.start + blanks(&text.slice(selected));
    let selected = Span::new(start, start + text.slice(Span::new(start, selected.end)).trim_end().len());
    let is_around = |it: Span| it.start <= selected.start && selected.end <= it.end;
    let blocks = snapshot.document.blocks();
    let block =
        blocks.filter(|it| matches!(it.kind, BlockKind::Paragraph | BlockKind::Item) && is_around(it.span)).last()?;
    let source = text.slice(block.span);
    let (_, length) = marker(&source);
    let prose = paragraph(source.get(length..)?);
    let start = block.span.start + length;
    let touched = sentences(prose).into_iter().filter(|it| it.shifted(start).touches(selected));
    touched.map(|it| &prose[it.range()]).find_map(|it| of_sentence(snapshot, it))
}

/// `So we should add an alert.` asks to `Add an alert`.
fn of_sentence(snapshot: &Snapshot, sentence: &str) -> Option<String> {
    let line: Vec<&str> = sentence.split_whitespace().filter(|it| *it != ">").collect();
    let line = line.join(" ").replace('’', "'");
    let wish = WISH.find_iter(&line).last()?;
    let task = line[wish.end()..].trim_end_matches(['.', '!', ' ', ';', ',']);
    let verb: String = task.chars().take_while(|it| it.is_alphabetic()).collect();
    let is_verb = !verb.is_empty() && verb.chars().all(char::is_lowercase) && !NO_VERBS.contains(&verb.as_str());
    let asks = requirement(snapshot).is_none_or(|it| it.phrases.is_empty() || it.phrases.opens(&words(task)));
    let goes_on = task.ends_with([':', '?']) || OPEN_ENDS.iter().any(|it| task.ends_with(&format!(" {it}")));
    let is_told = WORDS.contains(&task.split_whitespace().count()) && is_closed(task) && !goes_on;
    (is_verb && asks && is_told).then(|| {
        let mut letters = task.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect()
    })
}

/// What the profile knows a task by.
fn requirement(snapshot: &Snapshot) -> Option<&Requirement> {
    let spec = snapshot.profile.section(Role::Corrective)?;
    spec.requirements.iter().find(|it| it.evidence == Evidence::Tasks)
}

/// A task behind the last one, in its shape.
fn behind(text: &Text, tasks: &[&Action], last: &Action, task: &str) -> Option<Edit> {
    let line = text.line(text.line_of(last.line.start));
    let source = text.slice(line);
    let indent = &source[..source.len() - source.trim_start().len()];
    let new = match last.form {
        Form::Row { .. } => {
            let of_task = |it: &Span| it.shifted(line.start).touches(last.phrase);
            let told =
                |it: Span| if of_task(&it) { format!(" {} ", task.replace('|', "\\|")) } else { "  ".to_owned() };
            let row: Vec<String> = cells(&source).into_iter().map(told).collect();
            format!("{indent}|{}|", row.join("|"))
        }
        Form::Item => {
            let (_, length) = marker(&source[indent.len()..]);
            let head = source[indent.len()..indent.len() + length].replace("[x]", "[ ]").replace("[X]", "[ ]");
            format!("{indent}{}{task}", counted_on(&head))
        }
        // Lines without a marker would flow into one.
        Form::Line => return None,
    };
    let end = last_line(text, last);
    let is_loose = tasks.windows(2).any(|it| {
        let above = text.line_of(it[1].line.start).checked_sub(1);
        above.is_some_and(|above| is_blank(text, above) && it[0].form == it[1].form)
    });
    let line_break = text.line_ending().as_str();
    let gap = if is_loose && last.form == Form::Item { line_break.repeat(2) } else { line_break.to_owned() };
    Some(Edit::insert(text.line(end).end, gap + &new))
}

/// The last line of a task: what is indented below it or goes on with it is its own.
fn last_line(text: &Text, task: &Action) -> usize {
    let last = text.line_of(task.line.end);
    if task.form != Form::Item {
        return last;
    }
    let goes_on = |line: usize| {
        let source = text.slice(text.line(line));
        let bare = source.trim_start();
        !bare.is_empty() && !bare.starts_with('#') && (source.len() > bare.len() || marker(bare).0.is_none())
    };
    (last + 1..text.line_count()).take_while(|it| goes_on(*it)).last().unwrap_or(last)
}

/// `3. ` behind `2. `; every other marker again.
fn counted_on(head: &str) -> String {
    let digits = head.bytes().take_while(u8::is_ascii_digit).count();
    match head[..digits].parse::<u32>() {
        Ok(number) => format!("{}{}", number + 1, &head[digits..]),
        Err(_) => head.to_owned(),
    }
}

/// The first task: below the label of tasks, at the end of the section, or in a section of its own.
fn first(snapshot: &Snapshot, task: &str) -> Option<Edit> {
    let (text, postmortem) = (snapshot.text(), snapshot.postmortem());
    let spec = snapshot.profile.section(Role::Corrective)?;
    let item = format!("- [ ] {task}\n");
    let is_label = |it: &str| requirement(snapshot).is_some_and(|asked| asked.labels.contains(&key(it)));
    let label = spec.scaffold.lines().find(|it| is_label(it)).map_or(String::new(), |it| format!("{it}\n\n"));
    let Some(section) = postmortem.section(Role::Corrective) else {
        let signs = "#".repeat(placement::heading_level(snapshot).into());
        let lines = format!("{signs} {}\n\n{label}{item}", spec.title);
        return placement::insert_lines(snapshot, placement::line_for(snapshot, Role::Corrective), &lines);
    };
    let labelled = placement::body_lines(text, section).find(|it| is_label(&plain(&text.slice(text.line(*it)))));
    match labelled {
        Some(line) => placement::insert_lines(snapshot, line + 1, &item),
        None => placement::insert_lines(snapshot, placement::end_line(snapshot, section), &format!("{label}{item}")),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::Fixture;
    use crate::text::apply;

    /// The text behind the heading of the measures, or the whole text where the fixture has no such heading.
    fn check(source: &str, expected: Expect) {
        let after = |source: &str| {
            let fixture = Fixture::parse(source);
            let snapshot = fixture.snapshot();
            let edit = task(&snapshot, fixture.cursor.expect("a cursor"));
            let text = edit.map_or_else(|| "nothing\n".to_owned(), |it| apply(&fixture.text, &[it]));
            text.replace("\r\n", "\n").rsplit_once("\n## Corrective").map_or(text.clone(), |it| it.1.to_owned())
        };
        expected.assert_eq(&after(source));
        assert_eq!(after(source), after(&source.replace('\n', "\r\n")), "with CR LF");
    }

    fn draft(sentence: &str, measures: &str) -> String {
        format!(
            "# Postmortem: the shop\n\n## Root cause and resolution\n\n{sentence}\n\n## Corrective measures\n\n{measures}"
        )
    }

    const SENTENCE: &str = "A disk was full. We should<|> add an alert on disk usage. It was late.";

    #[test]
    fn a_sentence_becomes_a_task_in_the_shape_of_the_list() {
        check(
            &draft(SENTENCE, "- [ ] Rotate the logs\n- [x] Free the disk\n"),
            expect![[r#"
             measures

            - [ ] Rotate the logs
            - [x] Free the disk
            - [ ] Add an alert on disk usage
        "#]],
        );
        check(
            &draft(SENTENCE, "Tasks:\n\n1. Rotate the logs\n   of all hosts\n2. Free the disk\n\nThanks.\n"),
            expect![[r#"
                 measures

                Tasks:

                1. Rotate the logs
                   of all hosts
                2. Free the disk
                3. Add an alert on disk usage

                Thanks.
            "#]],
        );
        check(
            &draft(SENTENCE, "* Rotate the logs\n\n* Free the disk\n  Owner: Ann\n"),
            expect![[r#"
             measures

            * Rotate the logs

            * Free the disk
              Owner: Ann

            * Add an alert on disk usage
        "#]],
        );
        check(
            &draft(SENTENCE, "| # | Task | Owner |\n| --- | --- | --- |\n| 1 | Rotate the logs | Ann |\n"),
            expect![[r#"
                 measures

                | # | Task | Owner |
                | --- | --- | --- |
                | 1 | Rotate the logs | Ann |
                |  | Add an alert on disk usage |  |
            "#]],
        );
    }

    #[test]
    fn the_first_task_gets_its_place() {
        check(
            &draft(
                SENTENCE,
                "Improvements:\n\n- <what can be improved, broadly>\n\nTasks:\n\n- [ ] <verb> <one specific thing>\n- [ ] <verb> <one specific thing>\n",
            ),
            expect![[r#"
                 measures

                Improvements:

                - <what can be improved, broadly>

                Tasks:

                - [ ] Add an alert on disk usage
                - [ ] <verb> <one specific thing>
            "#]],
        );
        check(
            &draft(SENTENCE, "Disks fill.\n\n**Tasks:**\n"),
            expect![[r#"
             measures

            Disks fill.

            **Tasks:**

            - [ ] Add an alert on disk usage
        "#]],
        );
        check(
            &draft(&(SENTENCE.replace("<|>", "").replace("A disk", "<|A disk") + "\n|>"), "Disks fill.\n"),
            expect![[r#"
             measures

            Disks fill.

            Tasks:

            - [ ] Add an alert on disk usage
        "#]],
        );
        check(
            "# Postmortem: the shop\n\n## Root cause and resolution\n\nWe must ro<|>tate the logs.\n",
            expect![[r#"
                 and Preventative Measures

                Tasks:

                - [ ] Rotate the logs
            "#]],
        );
    }

    #[test]
    fn the_wish_is_found_wherever_it_stands() {
        let asked = |sentence: &str| of_sentence(&crate::testing::snapshot("# Postmortem: a\n"), sentence);
        let task = Some("Add an alert on disk usage".to_owned());
        for sentence in [
            "We should add an alert on disk usage.",
            "The disk was full, so we also need to add an alert\n> on disk usage!",
            "Next time, let’s add an alert on disk usage",
            "It would be good to add an alert on disk usage.",
            "We should have known that we will add an alert on disk usage.",
        ] {
            assert_eq!(asked(sentence), task, "{sentence}");
        }
        for sentence in [
            "We should have added an alert.",
            "We should not add an alert on disk usage.",
            "We added an alert on disk usage.",
            "Should we add an alert on disk usage?",
            "We will Add it.",
            "We should check for",
            "We should add:",
            "We should add (an alert on disk usage.",
            "Nobody could see it.",
            "We will thank everyone who helped.",
        ] {
            assert_eq!(asked(sentence), None, "{sentence}");
        }
    }

    #[test]
    fn a_task_is_not_told_twice() {
        let nothing = || expect![["nothing\n"]];
        check(&draft(SENTENCE, "- [ ] Add an **alert** on disk usage - owner: Ann\n"), nothing());
        check(&draft("A disk.", "- We should add an a<|>lert on disk usage\n"), nothing());
        check(&draft("A disk<|>.", "- Rotate the logs\n"), nothing());
        check(&draft(SENTENCE, "```\n"), nothing());
    }
}
