//! How timeline and tasks are written anew: in one shape, as a list or a table, on another clock, in shorter entries,
//! with checkboxes; where new text belongs, and what it is before somebody writes. Pure functions of a snapshot; rules mend
//! with them, and an editor offers them anywhere in the section.

pub mod clock;
pub mod collect;
pub mod conversion;
pub mod diagram;
pub mod entry;
pub mod extract;
pub mod import;
pub mod lines;
pub mod list;
pub mod marker;
pub mod picture;
pub mod placement;
pub mod prompt;
pub mod relocate;
pub mod scaffold;
pub mod shape;
pub mod split;
pub mod table;
pub mod task;
pub mod task_table;

#[cfg(test)]
mod tests;

use crate::clock::Time;
use crate::profile::Role;
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span};

use clock::Clock;

/// A way to write a section anew.
#[derive(Clone, Debug)]
pub struct Rewriting {
    /// As a command.
    pub title: &'static str,
    /// All in the text as it is; they do not overlap.
    pub edits: Vec<Edit>,
}

/// The ways that are open to a timeline, for a selection in it. One after which the times would be read otherwise is
/// none.
pub fn of_timeline(snapshot: &Snapshot, selected: Span) -> Vec<Rewriting> {
    let entries = &snapshot.postmortem().timeline.entries;
    let Some(most) = Clock::of_most(entries).filter(|_| scaffold::written(snapshot, Role::Timeline).is_some()) else {
        return Vec::new();
    };
    let other = match most {
        Clock::Twelve => Clock::TwentyFour,
        Clock::TwentyFour => Clock::Twelve,
    };
    let all = [
        ("Write all entries in one shape", list::normalised(snapshot)),
        ("Turn the timeline into a table", table::from_list(snapshot).map(|it| vec![it])),
        ("Turn the table into a list", table::into_list(snapshot).map(|it| vec![it])),
        (other.title(), clock::converted(snapshot, other)),
    ];
    let rewriting = |(title, edits): (&'static str, Option<Vec<Edit>>)| Some(Rewriting { title, edits: edits? });
    let whole = all.into_iter().filter_map(rewriting).filter(|it| keeps_times(snapshot, it));
    let entry = entries.iter().find(|it| it.span.touches(selected));
    let shorter = entry.and_then(|it| split::split(snapshot.text(), it, split::Into::Entries));
    let shorter = shorter.map(|edits| Rewriting { title: split::Into::Entries.title(), edits });
    whole.chain(shorter).collect()
}

/// The ways that are open to the tasks.
pub fn of_tasks(snapshot: &Snapshot) -> Vec<Rewriting> {
    let all = [
        ("Turn the tasks into checkboxes", task::checkboxes(snapshot)),
        ("Turn the tasks into a table", task_table::table(snapshot)),
        ("Turn the table of tasks into a list", task_table::list(snapshot)),
    ];
    all.into_iter().filter_map(|(title, edits)| Some(Rewriting { title, edits: edits? })).collect()
}

/// Whether the timeline has the same times afterwards, in the same order.
fn keeps_times(snapshot: &Snapshot, rewriting: &Rewriting) -> bool {
    let times = |it: &Snapshot| -> Vec<Option<Time>> {
        it.postmortem().timeline.entries.iter().map(crate::model::Entry::time).collect()
    };
    times(snapshot) == times(&snapshot.with(&rewriting.edits))
}
