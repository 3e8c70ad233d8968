//! The place of the cursor: its line, and the document without that line.

use std::cell::OnceCell;

use super::{Now, Others};
use crate::features::people;
use crate::model::says_postmortem;
use crate::rewrite::placement;
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span};

/// Where something is being written.
pub(super) struct Here<'a> {
    pub snapshot: &'a Snapshot,
    /// The line of the cursor, without its line break.
    pub line: Span,
    pub content: String,
    /// The cursor, in bytes from the start of the line.
    pub at: usize,
    pub now: Now,
    others: Others<'a>,
    without: OnceCell<Snapshot>,
}

impl<'a> Here<'a> {
    pub fn new(snapshot: &'a Snapshot, cursor: usize, now: Now, others: Others<'a>) -> Here<'a> {
        let text = snapshot.text();
        let line = text.line(text.line_of(cursor));
        let content = text.slice(line).into_owned();
        Here { snapshot, line, content, at: cursor - line.start, now, others, without: OnceCell::new() }
    }

    /// The cursor in the document, in bytes.
    pub fn cursor(&self) -> usize {
        self.line.start + self.at
    }

    /// What stands on the line before the cursor.
    pub fn before(&self) -> &str {
        &self.content[..self.at]
    }

    /// What stands on the line behind it.
    pub fn behind(&self) -> &str {
        &self.content[self.at..]
    }

    /// A part of the line, in the document.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(start, end).shifted(self.line.start)
    }

    /// The document without the line. Half a line makes something else of the lines around it: a `-` below a line makes
    /// that line a heading.
    pub fn without(&self) -> &Snapshot {
        self.without.get_or_init(|| {
            let text = self.snapshot.text();
            let line = text.full_line(text.line_of(self.line.start));
            self.snapshot.edited(None, &[Edit::replace(line, "")])
        })
    }

    /// Who may own something: the people that the document names (`snapshot` is one of its states), then those of the
    /// other documents; each with where the name is from.
    pub fn people(&self, snapshot: &Snapshot) -> Vec<(String, String)> {
        let own = people::of(snapshot);
        let others = (self.others)().into_iter().filter(|it| !own.contains(it)).collect::<Vec<_>>();
        let from = |names: Vec<String>, place: &'static str| names.into_iter().map(move |it| (it, place.to_owned()));
        from(own, "named in this document").chain(from(others, "named in another postmortem")).collect()
    }

    /// Whether this is a postmortem, or is to become one: it is called so, and has nothing else yet.
    pub fn is_begun(&self) -> bool {
        let postmortem = self.without().postmortem();
        postmortem.recognised || postmortem.title.as_ref().is_some_and(|it| says_postmortem(&it.text))
    }

    /// Whether the line stands in code, HTML or front matter.
    pub fn is_verbatim(&self) -> bool {
        placement::is_verbatim(&self.without().document, self.line.start)
    }
}
