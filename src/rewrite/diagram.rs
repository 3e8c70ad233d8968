//! The diagram of the timeline in the document: a Mermaid block between two marks, drawn from the entries.

use crate::drawing::{Incident, mermaid};
use crate::rewrite::entry::own_span;
use crate::rewrite::placement;
use crate::snapshot::Snapshot;
use crate::syntax::BlockKind;
use crate::text::{Edit, Span};

/// The marks around the diagram, each on a line of its own. What stands between them belongs to the diagram.
pub const BEGIN: &str = "<!-- postmortem-timeline:begin -->";
pub const END: &str = "<!-- postmortem-timeline:end -->";

/// Where the diagram stands, from the first byte of its first mark to the last of its second.
pub fn place(snapshot: &Snapshot) -> Option<Span> {
    let text = snapshot.text();
    let is_mark = |span: Span, mark: &str| text.slice(text.line(text.line_of(span.start))).trim() == mark;
    let mut marks = snapshot.document.blocks().filter(|it| it.kind == BlockKind::Html);
    let begin = marks.find(|it| is_mark(it.span, BEGIN))?;
    let end = marks.find(|it| is_mark(it.span, END))?;
    Some(Span::new(begin.span.start, end.span.start + END.len()))
}

/// Inserts the diagram behind the last entry of the timeline, or draws the one that is there anew. `None` where no entry
/// has a time, where a diagram cannot stand there, and where it is drawn already.
pub fn edit(snapshot: &Snapshot) -> Option<Edit> {
    let drawn = block(snapshot)?;
    let text = snapshot.text();
    if let Some(place) = place(snapshot) {
        let drawn = drawn.replace('\n', text.line_ending().as_str());
        return (*text.slice(place) != drawn).then(|| Edit::replace(place, drawn));
    }
    let last = snapshot.postmortem().timeline.entries.last()?;
    let line = text.line_of(own_span(text, last).end) + 1;
    placement::insert_lines(snapshot, line, &format!("{drawn}\n"))
}

/// Whether the diagram in the document is not the one that its entries draw.
pub fn is_stale(snapshot: &Snapshot) -> bool {
    place(snapshot).is_some() && edit(snapshot).is_some()
}

/// The marks and what stands between them, with LF, without a last line break.
fn block(snapshot: &Snapshot) -> Option<String> {
    let incident = Incident::of(snapshot.postmortem(), snapshot.text());
    let is_drawable = !incident.moments.is_empty();
    is_drawable.then(|| format!("{BEGIN}\n```mermaid\n{}```\n{END}", mermaid::timeline(&incident)))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::snapshot;
    use crate::text::apply;

    fn check(text: &str, expected: Expect) {
        let drawn = |text: &str| edit(&snapshot(text)).map(|it| apply(text, &[it]));
        let once = drawn(text).unwrap_or_else(|| text.to_owned());
        expected.assert_eq(&once);
        assert_eq!(drawn(&once), None, "drawn twice");
        assert!(!is_stale(&snapshot(&once)));
        let crlf = |it: &str| it.replace('\n', "\r\n");
        assert_eq!(drawn(&crlf(text)).unwrap_or_else(|| crlf(text)), crlf(&once), "with CR LF");
        let words = |it: &str| snapshot(it).postmortem().words;
        assert_eq!(words(text), words(&once), "a diagram has no words");
        let entries = |it: &str| snapshot(it).postmortem().timeline.entries.len();
        assert_eq!(entries(text), entries(&once), "a diagram has no entries");
    }

    const DRAFT: &str = "# Postmortem: the shop\n\n## Timeline\n\n- 14:30 UTC - An alert fired\n- 16:45 UTC - Resolved\n\n\
        ## Root cause\n\nA disk.\n";

    #[test]
    fn it_is_inserted_behind_the_last_entry() {
        check(
            DRAFT,
            expect![[r#"
                # Postmortem: the shop

                ## Timeline

                - 14:30 UTC - An alert fired
                - 16:45 UTC - Resolved

                <!-- postmortem-timeline:begin -->
                ```mermaid
                timeline
                    title Postmortem∶ the shop
                    14∶30 UTC : An alert fired
                    16∶45 UTC : Resolved
                ```
                <!-- postmortem-timeline:end -->

                ## Root cause

                A disk.
            "#]],
        );
    }

    #[test]
    fn it_is_drawn_anew_in_its_place() {
        let old = format!("Before.\n\n{BEGIN}\n```mermaid\ntimeline\n```\n{END}\n\n{DRAFT}");
        assert!(is_stale(&snapshot(&old)));
        check(
            &old,
            expect![[r#"
                Before.

                <!-- postmortem-timeline:begin -->
                ```mermaid
                timeline
                    title Postmortem∶ the shop
                    14∶30 UTC : An alert fired
                    16∶45 UTC : Resolved
                ```
                <!-- postmortem-timeline:end -->

                # Postmortem: the shop

                ## Timeline

                - 14:30 UTC - An alert fired
                - 16:45 UTC - Resolved

                ## Root cause

                A disk.
            "#]],
        );
    }

    #[test]
    fn without_a_time_there_is_no_diagram() {
        let text = "# Postmortem\n\n## Timeline\n\n- An alert fired\n";
        assert_eq!(edit(&snapshot(text)), None);
    }
}
