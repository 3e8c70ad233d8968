//! `textDocument/codeLens`: exactly one, on the title: words, requirements and length of the outage.

use serde_json::json;
use tower_lsp::lsp_types::{CodeLens, Command, Url};

use crate::features::lsp;
use crate::model::course;
use crate::snapshot::Snapshot;
use crate::text::{Encoding, Span};

/// The command that the lens runs, with one argument: `{"uri": …}`.
pub const COMMAND: &str = "postmortem-ls.showChecklist";

/// The lens of a postmortem: always there and always one, so that no line jumps while somebody types.
pub fn answer(snapshot: &Snapshot, encoding: Encoding, url: &Url) -> Vec<CodeLens> {
    let postmortem = snapshot.postmortem();
    if !postmortem.recognised {
        return Vec::new();
    }
    let place = postmortem.title.as_ref().map_or(Span::at(0), |it| it.span);
    let command = Command::new(title(snapshot), COMMAND.to_owned(), Some(vec![json!({ "uri": url })]));
    vec![CodeLens { range: lsp::range(snapshot.text(), place, encoding), command: Some(command), data: None }]
}

/// `412 words · 13 of 17 requirements · 2 h 15 min`
pub fn title(snapshot: &Snapshot) -> String {
    let postmortem = snapshot.postmortem();
    let words = postmortem.words;
    let mut parts = vec![format!("{words} word{}", if words == 1 { "" } else { "s" })];
    let (met, all) = postmortem.checklist.score();
    if all > 0 {
        parts.push(format!("{met} of {all} requirements"));
    }
    parts.extend(postmortem.outage.minutes().map(course::in_short));
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::snapshot;

    #[track_caller]
    fn check(text: &str, expected: &[(u32, &str)]) {
        let url = Url::parse("file:///a.md").expect("a URL");
        let lenses = answer(&snapshot(text), Encoding::Utf16, &url);
        let shown: Vec<(u32, &str)> = lenses
            .iter()
            .map(|it| (it.range.start.line, it.command.as_ref().expect("a lens has a command").title.as_str()))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_title_tells_words_requirements_and_length() {
        check(
            "\n# Postmortem: the shop\n\n## Issue Summary\n\nDown from 14:30 to 16:45 UTC for 40% of users.\n\n## Timeline\n\n- 14:30 - An alert fired\n",
            &[(1, "20 words · 7 of 17 requirements · 2 h 15 min")],
        );
    }

    #[test]
    fn without_a_title_it_stands_on_the_first_line() {
        check(
            "## Issue Summary\n\nThis postmortem tells of an outage from 14:30 UTC on.\n\n## Timeline\n\n- 14:30 - Down\n- 14:40 - Up\n\n## Root cause and resolution\n\nA disk.\n",
            &[(0, "23 words · 2 of 17 requirements")],
        );
    }

    #[test]
    fn what_is_no_postmortem_has_none() {
        check("# Shopping\n\n- milk\n", &[]);
    }
}
