//! What a line has, at a glance: who walks over all lines of a document stops only at those that have what is sought.

use bitflags::bitflags;

use super::{Kind, Line};
use crate::text::Span;

/// Kept beside the lines, so that a walk need not touch them.
#[derive(Clone, Copy, Debug)]
pub struct Glance {
    pub kind: Kind,
    pub has: Has,
    /// Words of prose.
    pub words: u32,
    /// As [`Line::span`].
    start: u32,
    end: u32,
}

impl Glance {
    pub fn at(line: &Line) -> Glance {
        let Span { start, end } = line.span;
        Glance { kind: line.kind, has: Has::of(line), words: line.words as u32, start: start as u32, end: end as u32 }
    }

    pub fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

bitflags! {
    /// Some of the things that a line can have.
    #[derive(Clone, Copy, Debug)]
    pub struct Has: u16 {
        const NAME = 1;
        const LABEL = 1 << 1;
        const STAMPS = 1 << 2;
        const DATES = 1 << 3;
        const ZONES = 1 << 4;
        const AFFECTED = 1 << 5;
        const PLACEHOLDERS = 1 << 6;
        const REMARKS = 1 << 7;
        const DIRECTIVES = 1 << 8;
        const BRIEF = 1 << 9;
        /// Links, images or secrets.
        const SHOWN = 1 << 10;
        const ANCHORS = 1 << 11;
        const MEASURE = 1 << 12;
        const POINT = 1 << 13;
        /// The author's word whether the document is a postmortem.
        const WORD = 1 << 14;
        /// The heading of a conclusion or the like.
        const CLOSING = 1 << 15;
    }
}

impl Has {
    fn of(line: &Line) -> Has {
        let shown = &line.shown;
        let is_shown = !shown.links.is_empty() || !shown.malformed_images.is_empty() || !shown.secrets.is_empty();
        let all = [
            (Has::NAME, line.name.is_some()),
            (Has::LABEL, line.label.is_some()),
            (Has::STAMPS, !line.stamps.is_empty()),
            (Has::DATES, !line.dates.is_empty()),
            (Has::ZONES, !line.zones.is_empty()),
            (Has::AFFECTED, !line.affected.is_empty()),
            (Has::PLACEHOLDERS, !line.placeholders.is_empty()),
            (Has::REMARKS, !line.remarks.is_empty()),
            (Has::DIRECTIVES, !line.directives.is_empty()),
            (Has::BRIEF, line.is_brief),
            (Has::SHOWN, is_shown || shown.is_picture),
            (Has::ANCHORS, !shown.anchors.is_empty()),
            (Has::MEASURE, line.measure.is_some()),
            (Has::POINT, line.point.is_some()),
            (Has::WORD, line.is_postmortem.is_some()),
            (Has::CLOSING, line.is_closing),
        ];
        all.into_iter().filter(|it| it.1).map(|it| it.0).collect()
    }
}
