//! Times to detect, mitigate and repair that a document states itself, under whatever heading.

use super::outline::Outline;
use super::reading::At;
use super::{Measure, Stated};
use crate::clock;

/// What follows `time to` in a label, as word beginnings, and the measure that it names.
static TIME_TO: &[(&str, Measure)] = &[
    ("detect", Measure::Detect),
    ("acknowledg", Measure::Acknowledge),
    ("engage", Measure::Acknowledge),
    ("mitigat", Measure::Mitigate),
    ("repair", Measure::Repair),
    ("recover", Measure::Repair),
    ("restor", Measure::Repair),
    ("fix", Measure::Repair),
    ("resol", Measure::Resolve),
];

static ABBREVIATIONS: &[(&str, Measure)] =
    &[("ttd", Measure::Detect), ("tta", Measure::Acknowledge), ("ttm", Measure::Mitigate), ("ttr", Measure::Resolve)];

/// The measures in the order of the document; a label without a length (`Time to detection: ?`) states none.
pub(super) fn read(lines: &[At], outline: &Outline) -> Vec<Stated> {
    lines.iter().filter(|it| it.line.is_written(outline.in_fence)).filter_map(|it| stated(*it)).collect()
}

fn stated(at: At) -> Option<Stated> {
    let label = at.line.label.as_ref().filter(|it| !it.rest.is_empty())?;
    let measure = measure(&label.key)?;
    let (minutes, span) = clock::length(at.text(label.rest))?;
    Some(Stated { measure, minutes, span: at.place(span.shifted(label.rest.start)) })
}

fn measure(key: &str) -> Option<Measure> {
    if let Some((_, measure)) = ABBREVIATIONS.iter().find(|(short, _)| key == *short) {
        return Some(*measure);
    }
    let rest = key.strip_prefix("mean ").unwrap_or(key).strip_prefix("time to ")?;
    TIME_TO.iter().find(|(word, _)| rest.starts_with(word)).map(|(_, measure)| *measure)
}
