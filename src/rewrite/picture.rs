//! The picture of the incident in the document: an image of the SVG file beside it.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::drawing::{Incident, svg};
use crate::model::{Link, LinkKind, Target};
use crate::rewrite::entry::own_span;
use crate::rewrite::{diagram, placement};
use crate::snapshot::Snapshot;
use crate::text::Edit;

/// What cannot stand in the address of an image.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'(')
    .add(b')')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'`');

/// A picture and the image of it.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The name of the file, which lies beside the document.
    pub name: String,
    pub svg: String,
    /// None where the image is there already, with these words.
    pub edits: Vec<Edit>,
}

/// The picture of a document whose file has this name. `None` where no entry has a time, and where an image cannot stand
/// behind the entries.
pub fn of(snapshot: &Snapshot, document: &str) -> Option<Picture> {
    let incident = Incident::of(snapshot.postmortem(), snapshot.text());
    let svg = svg::picture(&incident).filter(|_| !incident.moments.is_empty())?;
    let stem = document.rsplit_once('.').map_or(document, |it| it.0);
    let name = format!("{stem}-timeline.svg");
    let words = alt(&svg::described(&incident));
    let edits = match shown(snapshot, &name) {
        Some(link) => {
            let alt = link.alt.filter(|it| !link.is_html && *snapshot.text().slice(*it) != words);
            alt.map(|it| Edit::replace(it, words)).into_iter().collect()
        }
        None => vec![insertion(snapshot, &format!("![{words}]({})\n", utf8_percent_encode(&name, ESCAPED)))?],
    };
    Some(Picture { name, svg, edits })
}

/// The image of the file, where the document has one.
fn shown<'a>(snapshot: &'a Snapshot, name: &str) -> Option<&'a Link> {
    let is_shown = |it: &&Link| match it.target() {
        Target::File(path) => it.kind == LinkKind::Image && path.trim_start_matches("./") == name,
        _ => false,
    };
    snapshot.postmortem().publication.links.iter().find(is_shown)
}

/// Behind the diagram, where one follows the entries, or else behind the last entry.
fn insertion(snapshot: &Snapshot, image: &str) -> Option<Edit> {
    let text = snapshot.text();
    let last = own_span(text, snapshot.postmortem().timeline.entries.last()?);
    let below = diagram::place(snapshot).filter(|it| it.start >= last.end);
    let end = below.filter(|it| text.slice(crate::text::Span::new(last.end, it.start)).trim().is_empty());
    placement::insert_lines(snapshot, text.line_of(end.unwrap_or(last).end) + 1, image)
}

/// Words that stand for an image: no bracket of theirs closes them.
fn alt(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for it in words.chars() {
        if matches!(it, '[' | ']' | '\\' | '`' | '*' | '_' | '<' | '&' | '!') {
            out.push('\\');
        }
        out.push(it);
    }
    out
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::snapshot;
    use crate::text::apply;

    const DRAFT: &str = "# Postmortem: the [big] shop\n\n## Timeline\n\n- 14:30 UTC - An alert fired\n- 16:45 UTC - Resolved\n\n\
        ## Root cause\n\nA disk.\n";

    #[track_caller]
    fn check(text: &str, expected: Expect) -> String {
        let drawn = |text: &str| of(&snapshot(text), "the shop.md").map(|it| (it.name, apply(text, &it.edits)));
        let (name, after) = drawn(text).expect("a picture");
        assert_eq!(name, "the shop-timeline.svg");
        expected.assert_eq(&after);
        assert_eq!(drawn(&after).map(|it| it.1), Some(after.clone()), "inserted twice");
        let crlf = |it: &str| it.replace('\n', "\r\n");
        assert_eq!(drawn(&crlf(text)).map(|it| it.1), Some(crlf(&after)), "with CR LF");
        let words = |it: &str| snapshot(it).postmortem().timeline.entries.len();
        assert_eq!(words(text), words(&after), "an image is no entry");
        after
    }

    #[test]
    fn the_image_stands_behind_the_last_entry_and_says_what_it_shows() {
        check(
            DRAFT,
            expect![[r#"
                # Postmortem: the [big] shop

                ## Timeline

                - 14:30 UTC - An alert fired
                - 16:45 UTC - Resolved

                ![Timeline of Postmortem: the \[big\] shop, TTR 2 h 15 min, 2 entries](the%20shop-timeline.svg)

                ## Root cause

                A disk.
            "#]],
        );
    }

    #[test]
    fn the_image_that_is_there_gets_other_words() {
        let old = DRAFT.replace("A disk.", "A disk.\n\n![old](./the%20shop-timeline.svg)");
        check(
            &old,
            expect![[r#"
                # Postmortem: the [big] shop

                ## Timeline

                - 14:30 UTC - An alert fired
                - 16:45 UTC - Resolved

                ## Root cause

                A disk.

                ![Timeline of Postmortem: the \[big\] shop, TTR 2 h 15 min, 2 entries](./the%20shop-timeline.svg)
            "#]],
        );
    }

    #[test]
    fn the_image_follows_the_diagram() {
        let drawn = apply(DRAFT, &[diagram::edit(&snapshot(DRAFT)).expect("a diagram")]);
        let after = check(
            &drawn,
            expect![[r#"
                # Postmortem: the [big] shop

                ## Timeline

                - 14:30 UTC - An alert fired
                - 16:45 UTC - Resolved

                <!-- postmortem-timeline:begin -->
                ```mermaid
                timeline
                    title Postmortem∶ the [big] shop
                    14∶30 UTC : An alert fired
                    16∶45 UTC : Resolved
                ```
                <!-- postmortem-timeline:end -->

                ![Timeline of Postmortem: the \[big\] shop, TTR 2 h 15 min, 2 entries](the%20shop-timeline.svg)

                ## Root cause

                A disk.
            "#]],
        );
        assert_eq!(diagram::edit(&snapshot(&after)), None);
    }

    #[test]
    fn without_a_time_there_is_no_picture() {
        assert!(of(&snapshot("# Postmortem\n\n## Timeline\n\n- An alert fired\n"), "a.md").is_none());
    }
}
