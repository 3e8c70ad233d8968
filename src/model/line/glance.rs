//! What a line has, at a glance: who walks over all lines of a document stops only at those that have what is sought.

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

/// Some of the things that a line can have.
#[derive(Clone, Copy, Debug)]
pub struct Has(u16);

impl Has {
    pub const NAME: Has = Has(1);
    pub const LABEL: Has = Has(1 << 1);
    pub const STAMPS: Has = Has(1 << 2);
    pub const DATES: Has = Has(1 << 3);
    pub const ZONES: Has = Has(1 << 4);
    pub const AFFECTED: Has = Has(1 << 5);
    pub const PLACEHOLDERS: Has = Has(1 << 6);
    pub const REMARKS: Has = Has(1 << 7);
    pub const DIRECTIVES: Has = Has(1 << 8);
    pub const BRIEF: Has = Has(1 << 9);
    /// Links, images or secrets.
    pub const SHOWN: Has = Has(1 << 10);
    pub const ANCHORS: Has = Has(1 << 11);
    pub const MEASURE: Has = Has(1 << 12);
    pub const POINT: Has = Has(1 << 13);
    /// The author's word whether the document is a postmortem.
    pub const WORD: Has = Has(1 << 14);

    /// The heading of a conclusion or the like.
    pub const CLOSING: Has = Has(1 << 15);

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
        Has(all.iter().filter(|it| it.1).fold(0, |sum, it| sum | it.0.0))
    }

    pub fn any(self, of: Has) -> bool {
        self.0 & of.0 != 0
    }
}
