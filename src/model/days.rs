//! The days that a document names where it tells of the outage: above the summary, in it and in the timeline.

use std::ops::Range;

use super::Day;
use super::line::glance::Has;
use super::outline::{Outline, Placed};
use super::reading::At;
use crate::profile::Role;

pub(super) fn read(lines: &[At], outline: &Outline) -> Vec<Day> {
    let is_about = |it: &&Placed| matches!(it.section.role, Role::Summary | Role::Impact | Role::Timeline);
    let told = outline.sections.iter().filter(is_about).map(with_heading);
    let ranges = std::iter::once(outline.header.clone()).chain(told);
    let is_written = |it: &usize| {
        let at = lines[*it];
        at.has(Has::DATES)
            && at.is_written(outline.in_fence)
            && !outline.brief.as_ref().is_some_and(|brief| brief.contains(it))
    };
    let dates = |it: usize| lines[it].line.dates.iter().map(move |(date, span)| (*date, lines[it].place(*span)));
    ranges.flatten().filter(is_written).flat_map(dates).map(|(date, span)| Day { date, span }).collect()
}

/// The lines of a section and that of its heading, which is the first of them where text stands behind it.
fn with_heading(placed: &Placed) -> Range<usize> {
    placed.heading..placed.lines.end
}
