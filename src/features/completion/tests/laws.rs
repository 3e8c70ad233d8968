//! What holds for every stamp, wherever it is offered.

use proptest::prelude::*;

use super::{accepted, stamps, with_timeline};
use crate::profile::Role;
use crate::testing::{Fixture, snapshot};
use crate::text::{Edit, Encoding, apply};

#[test]
fn accepting_leaves_the_line_endings_alone() {
    let Fixture { text, cursor } =
        Fixture::parse(&with_timeline("- 14:02 UTC - It stopped.\n- 1<|>").replace('\n', "\r\n"));
    let offset = cursor.expect("the fixture has a cursor").start;
    let before = snapshot(&text);
    let offered = stamps(&before, offset, Encoding::Utf16);
    let (_, after) = accepted(&before, offset, &offered[0], Encoding::Utf16);
    assert_eq!(after.matches("\r\n").count(), text.matches("\r\n").count());
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
}

/// Whatever is typed on a new line anywhere in the timeline of a document, the laws hold.
#[test]
fn every_stamp_offered_in_the_corpus_is_read_back() {
    let mut offered = 0;
    for file in std::fs::read_dir("tests/corpus").expect("the corpus lies beside the tests").flatten() {
        let Ok(text) = std::fs::read_to_string(file.path()) else { continue };
        let original = snapshot(&text);
        let Some(section) = original.postmortem().section(Role::Timeline) else { continue };
        let lines = original.text().line_of(section.body.start)..original.text().line_of(section.body.end);
        for at in lines.map(|it| original.text().line(it).start) {
            for typed in ["", "-", "14:3", "| "] {
                let before = snapshot(&apply(&text, &[Edit::insert(at, format!("{typed}\n"))]));
                let offset = at + typed.len();
                let items = stamps(&before, offset, Encoding::Utf16);
                for item in items.first().into_iter().chain(items.last()) {
                    accepted(&before, offset, item, Encoding::Utf16);
                }
                offered += items.len();
            }
        }
    }
    assert!(offered > 500, "only {offered} stamps were offered");
}

const TIMELINES: [&str; 8] = [
    "- 14:02 UTC - It stopped.\n@- 14:11 UTC - It ran.",
    "14:02 - It stopped.\n14:11 - It ran.\n@",
    "* **2:02 PM:** It stopped.\n* **2:11 PM:** It ran.\n@",
    "1. [14:02] It stopped.\n2. [14:11] It ran.\n@",
    "| Time | Event |\n| --- | --- |\n| 14:02 | It stopped. |\n@| 14:11 | It ran. |",
    "### 14:02\n\nIt stopped.\n\n### 14:11\n\nIt ran.\n\n@",
    "- Aug 31, 2024, 11:50 PM (EST): It stopped.\n- Aug 31, 2024, 11:58 PM (EST): It ran.\n@",
    "@",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_stands_on_the_line_the_laws_hold(
        timeline in proptest::sample::select(&TIMELINES[..]),
        marker in proptest::sample::select(&["", "-", "- ", "* ", "**", "3. ", "| ", "### ", "> ", "- [", "  ", "- [ ] "][..]),
        typed in "([0-9]{0,4}|[0-9]{1,2}:[0-9]{0,2}|[0-9]{1,2}:[0-9]{0,2} ?[aApP]?[mM]?|Au?g? ?3?|[-:.é🕑 a-z0-9]{0,6})",
        rest in "(|||||[]*)`]{1,2}|\\]? \\|? ?[a-z🕑]{0,4}| \\| +\\||[ :0-9]{1,4})",
    ) {
        let text = with_timeline(&timeline.replace('@', &format!("{marker}{typed}<|>{rest}\n")));
        let Fixture { text, cursor } = Fixture::parse(&text);
        let offset = cursor.expect("the fixture has a cursor").start;
        let before = snapshot(&text);
        for item in stamps(&before, offset, Encoding::Utf16) {
            accepted(&before, offset, &item, Encoding::Utf16);
        }
    }
}
