//! Pictures of an incident: a Mermaid timeline for the document, an SVG to embed. Each is a function of what is told here.

pub mod mermaid;
pub mod svg;

/// An incident as it is drawn.
#[derive(Clone, Debug, Default)]
pub struct Incident {
    pub title: String,
    /// In the order of their time.
    pub moments: Vec<Moment>,
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
        start: Some(23 * 60),
        detected: Some(23 * 60 + 10),
        mitigated: None,
        end: Some(25 * 60 + 20),
    }
}
