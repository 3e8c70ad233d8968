//! A stated length: the duration of the outage, or a time to detect, mitigate or resolve, and what it computes to.

use super::prose::Prose;
use crate::clock;
use crate::model::{Measure, Measures, Postmortem};
use crate::text::{Span, Text};

/// What there is to say about the length at a place.
pub(super) fn at(postmortem: &Postmortem, text: &Text, here: Span) -> Option<(Span, Prose)> {
    let outage = &postmortem.outage;
    if let Some(length) = outage.length.filter(|it| it.span.touches(here)) {
        let mut prose = Prose::new(format!("{} is stated", clock::in_short(length.minutes)));
        match (outage.computed_minutes(), outage.times(text)) {
            (Some(minutes), Some(times)) => {
                let times = super::prose::quoted(&text.slice(times));
                prose.bullet(format!("{times} is {}", clock::in_short(minutes)));
                prose.bullet(compared(minutes, length.minutes));
            }
            _ => prose.bullet("start and end are not both stated".to_owned()),
        }
        if let Some(minutes) = of_entries(postmortem) {
            prose.bullet(format!("first to last entry of the timeline: {}", clock::in_short(minutes)));
        }
        return Some((length.span, prose));
    }
    let stated = postmortem.stated.iter().find(|it| it.span.touches(here))?;
    let mut prose = Prose::new(format!("{} is stated", clock::in_short(stated.minutes)));
    let (computed, formula) = computed(&Measures::of(postmortem), stated.measure);
    prose.bullet(formula.to_owned());
    match computed {
        Some(minutes) => {
            prose.bullet(format!("the timeline computes to {}", clock::in_short(minutes)));
            prose.bullet(compared(minutes, stated.minutes));
        }
        None => prose.bullet("the timeline does not tell it".to_owned()),
    }
    Some((stated.span, prose))
}

fn compared(computed: i64, stated: i64) -> String {
    match computed - stated {
        0 => "both are the same".to_owned(),
        more @ 1.. => format!("that is {} more than stated", clock::in_short(more)),
        less => format!("that is {} less than stated", clock::in_short(-less)),
    }
}

/// Minutes from the first to the last entry with a time.
fn of_entries(postmortem: &Postmortem) -> Option<i64> {
    let minutes = || postmortem.timeline.entries.iter().filter_map(|it| it.minute);
    Some(minutes().max()? - minutes().min()?).filter(|it| *it > 0)
}

/// What a measure is by the timeline, and how it is counted.
fn computed(measures: &Measures, measure: Measure) -> (Option<i64>, &'static str) {
    match measure {
        Measure::Detect => (measures.to_detect(), DETECT),
        Measure::Mitigate => (measures.to_mitigate(), MITIGATE),
        Measure::Repair | Measure::Resolve => (measures.to_resolve(), RESOLVE),
        Measure::Acknowledge => (None, "counts from the detection to the first one at work"),
    }
}

const DETECT: &str = "TTD counts from the start to the first detection";
const MITIGATE: &str = "TTM counts from the start to the mitigation";
const RESOLVE: &str = "TTR counts from the start to the end";

/// The measures of an incident that are known, each with its formula.
pub(super) fn measures(postmortem: &Postmortem) -> Vec<String> {
    let measures = Measures::of(postmortem);
    [
        ("TTD", measures.to_detect(), "start to first detection"),
        ("TTM", measures.to_mitigate(), "start to mitigation"),
        ("TTR", measures.to_resolve(), "start to end"),
    ]
    .into_iter()
    .filter_map(|(name, minutes, formula)| Some(format!("{name}, {formula}: {}", clock::in_short(minutes?))))
    .collect()
}
