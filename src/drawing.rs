//! Pictures of an incident: a Mermaid timeline for the document, an SVG to embed. Each is a function of what is told here.

pub mod mermaid;
pub mod svg;

use crate::clock::DAY;
use crate::model::course::zone_of;
use crate::model::{Measures, Postmortem};
use crate::syntax::plain;
use crate::text::{Span, Text};

/// An incident as it is drawn.
#[derive(Clone, Debug, Default)]
pub struct Incident {
    pub title: String,
    /// In the order of their time.
    pub moments: Vec<Moment>,
    /// The zone of the times that name none.
    pub zone: Option<String>,
    /// When the impact began and ended, when it was detected and mitigated: on the clock of the moments.
    pub start: Option<i64>,
    pub detected: Option<i64>,
    pub mitigated: Option<i64>,
    pub end: Option<i64>,
}

/// An entry of the timeline.
#[derive(Clone, Debug)]
pub struct Moment {
    /// On the clock of the timeline; minutes.
    pub minute: i64,
    /// As the document writes it: `14:30 UTC`.
    pub time: String,
    /// The day it lies on, where the document tells it: `4 March 2024`.
    pub day: Option<String>,
    /// On one line, without markup.
    pub event: String,
}

impl Incident {
    /// What a document tells of its incident.
    pub fn of(postmortem: &Postmortem, text: &Text) -> Incident {
        let measures = Measures::of(postmortem);
        let mut moments: Vec<Moment> = Vec::new();
        let mut is_dated = false;
        for entry in &postmortem.timeline.entries {
            let (Some(minute), Some(stamp)) = (entry.minute, &entry.stamp) else { continue };
            is_dated |= stamp.date.is_some();
            // The day has a place of its own in a picture.
            let behind = Span::new(stamp.time_span.start, stamp.span.end.max(stamp.time_span.end));
            moments.push(Moment {
                minute,
                time: plain(&text.slice(if stamp.date.is_some() { stamp.time_span } else { behind })),
                day: postmortem.course.date(minute).map(|it| it.to_string()),
                event: plain(&paragraph(&text.slice(entry.event))),
            });
        }
        moments.sort_by_key(|it| it.minute);
        // One day that nobody wrote beside the times needs no heading.
        let is_one_day = moments.iter().all(|it| it.minute.div_euclid(DAY) == moments[0].minute.div_euclid(DAY));
        if is_one_day && !is_dated {
            moments.iter_mut().for_each(|it| it.day = None);
        }
        let entries = || postmortem.timeline.entries.iter();
        let is_bare = entries().any(|it| it.stamp.as_ref().is_some_and(|it| it.zone.is_none()));
        let zone = zone_of(entries().find(|it| it.minute.is_some()), postmortem);
        Incident {
            title: postmortem.title.as_ref().map_or_else(|| "Incident".to_owned(), |it| it.text.clone()),
            moments,
            zone: zone.filter(|_| is_bare).map(|it| it.name.clone()),
            start: measures.start,
            // Where nothing tells what came before it, it is no span of time.
            detected: measures.to_detect().and(measures.detected),
            mitigated: measures.mitigated,
            end: measures.end,
        }
    }

    /// From the first to the last thing that is known, in minutes on the clock of the moments.
    pub fn range(&self) -> Option<(i64, i64)> {
        let moments = self.moments.iter().map(|it| it.minute);
        let known =
            || [self.start, self.detected, self.mitigated, self.end].into_iter().flatten().chain(moments.clone());
        Some((known().min()?, known().max()?))
    }

    /// The moments of each day, in order; the day is unknown where the document tells none.
    pub fn days(&self) -> Vec<(Option<&str>, &[Moment])> {
        self.moments.chunk_by(|it, next| it.day == next.day).map(|it| (it[0].day.as_deref(), it)).collect()
    }
}

/// The first paragraph of what an entry holds: comments and code below it are no part of the sentence.
fn paragraph(event: &str) -> String {
    let goes_on = |line: &str| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with("```") && !line.starts_with("<!--")
    };
    let lines = event.lines().enumerate().take_while(|(at, line)| *at == 0 || goes_on(line));
    lines.map(|it| it.1).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
fn sample() -> Incident {
    let moment = |minute: i64, day: &str, event: &str| Moment {
        minute,
        time: format!("{:02}:{:02} UTC", minute / 60 % 24, minute % 60),
        day: Some(day.to_owned()),
        event: event.to_owned(),
    };
    Incident {
        title: "Postmortem: the shop was down".into(),
        moments: vec![
            moment(23 * 60 + 10, "4 March 2024", "An alert fired: error rate at 40 %"),
            moment(23 * 60 + 30, "4 March 2024", "Suspected the database; <it> was \"fine\" & idle"),
            moment(25 * 60, "5 March 2024", "Escalated to the storage team #2;"),
            moment(25 * 60 + 20, "5 March 2024", "Resolved by removing the log"),
        ],
        zone: None,
        start: Some(23 * 60),
        detected: Some(23 * 60 + 10),
        mitigated: None,
        end: Some(25 * 60 + 20),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::snapshot;

    #[test]
    fn a_document_tells_its_moments_without_markup_and_with_their_days() {
        let text = "# Postmortem: the shop\n\n## Summary\n\nDown on 4 March 2024 from 23:30 to 00:20 UTC.\n\n## Timeline\n\n\
            - **23:30 UTC** - An *alert* fired, see [the log](log.md)\n- 00:20 UTC: Resolved by a restart of `nginx`\n";
        let read = snapshot(text);
        let incident = Incident::of(read.postmortem(), read.text());
        let moments: Vec<_> = incident.moments.iter().map(|it| (it.time.as_str(), it.event.as_str())).collect();
        assert_eq!(
            moments,
            [("23:30 UTC", "An alert fired, see the log"), ("00:20 UTC", "Resolved by a restart of nginx")]
        );
        let days: Vec<_> = incident.moments.iter().filter_map(|it| it.day.as_deref()).collect();
        assert_eq!(days, ["4 March 2024", "5 March 2024"]);
        assert_eq!((incident.start, incident.end), (Some(23 * 60 + 30), Some(24 * 60 + 20)));
    }
}
