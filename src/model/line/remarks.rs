//! The wording of a line that a reviewer would ask to change, outside of quotations, code, links and section headings.

use crate::profile::{Profile, Remark};
use crate::syntax::Inline;
use crate::text::Span;

use super::{Kind, Line, Marker};

/// What there is to remark on in a line; spans count from the start of its chunk.
pub(super) fn remarks(text: &str, line: &Line, profile: &Profile, inlines: &[Inline]) -> Vec<Remark> {
    let is_prose = matches!(line.kind, Kind::Text | Kind::Heading { .. } | Kind::Indented | Kind::Html | Kind::Table);
    if !is_prose || line.is_brief || line.marker == Some(Marker::Quote) {
        return Vec::new();
    }
    // A heading that names a section is the template's; what follows on its line is the author's.
    let body = match &line.name {
        Some(name) => name.rest.unwrap_or(Span::at(line.body.end)),
        None => line.body,
    };
    let raw = &text[body.range()];
    let place = |it: Remark| Remark { span: it.span.shifted(body.start), ..it };
    let is_own = |it: &Remark| !is_quoted(raw, it.span) && !is_marked_up(inlines, it.span.shifted(body.start));
    profile.wording.remarks(raw).into_iter().filter(is_own).map(place).collect()
}

/// Whether a span stands between quotation marks.
fn is_quoted(text: &str, span: Span) -> bool {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let straight = before.matches('"').count() % 2 == 1 && after.contains('"');
    let opens = |open: char, close: char| {
        before.rfind(open).is_some_and(|it| !before[it..].contains(close)) && after.contains(close)
    };
    straight || opens('“', '”') || opens('«', '»')
}

/// Whether a span shares a byte with code, a link, an image or a tag.
fn is_marked_up(inlines: &[Inline], span: Span) -> bool {
    let before = inlines.iter().take_while(|it| it.span.start < span.end);
    before.into_iter().any(|it| span.start < it.span.end)
}
