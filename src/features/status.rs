//! `postmortem/status`: what a status bar shows of a postmortem, told after each analysis to clients that ask for it.

use serde::Serialize;
use tower_lsp::lsp_types::Url;
use tower_lsp::lsp_types::notification::Notification;

use crate::rules::{Diagnostic, Severity};
use crate::snapshot::Snapshot;

/// The notification: server to client.
#[derive(Debug)]
pub enum StatusChanged {}

impl Notification for StatusChanged {
    type Params = Status;
    const METHOD: &'static str = "postmortem/status";
}

/// The state of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    pub uri: Url,
    /// The version that was analysed; `None` for a document that was closed.
    pub version: Option<i32>,
    /// Whether it is one at all; everything below is there only if it is.
    pub postmortem: bool,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

/// What is told of a postmortem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    /// The id of its profile.
    pub profile: String,
    pub profile_title: String,
    /// Words of prose.
    pub words: usize,
    /// How many words the profile asks for; `None` where it does not.
    pub range: Option<Range>,
    pub requirements: Requirements,
    /// The length of the outage, stated or computed.
    pub minutes: Option<i64>,
    pub findings: Counts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Range {
    pub min: usize,
    pub max: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Requirements {
    pub met: usize,
    pub total: usize,
}

/// Findings by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Counts {
    pub error: usize,
    pub warning: usize,
    pub information: usize,
    pub hint: usize,
}

impl Counts {
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Counts {
        let mut counts = Counts::default();
        for finding in findings {
            let count = match finding.severity {
                Severity::Error => &mut counts.error,
                Severity::Warning => &mut counts.warning,
                Severity::Information => &mut counts.information,
                Severity::Hint => &mut counts.hint,
            };
            *count += 1;
        }
        counts
    }
}

/// The state of an open document, of whose findings these are shown.
pub fn of(snapshot: &Snapshot, url: Url, findings: Counts) -> Status {
    let recognised = snapshot.postmortem().recognised;
    Status {
        uri: url,
        version: snapshot.document.version,
        postmortem: recognised,
        told: recognised.then(|| told(snapshot, findings)),
    }
}

/// What is said of a document that was closed.
pub fn closed(url: Url) -> Status {
    Status { uri: url, version: None, postmortem: false, told: None }
}

fn told(snapshot: &Snapshot, findings: Counts) -> Told {
    let (postmortem, profile) = (snapshot.postmortem(), &snapshot.profile);
    let (met, total) = postmortem.checklist.score();
    Told {
        profile: profile.id.clone(),
        profile_title: profile.title.clone(),
        words: postmortem.words,
        range: profile.words.as_ref().map(|it| Range { min: *it.start(), max: *it.end() }),
        requirements: Requirements { met, total },
        minutes: postmortem.outage.minutes(),
        findings,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::snapshot;

    fn url() -> Url {
        Url::parse("file:///a.md").expect("a URL")
    }

    #[test]
    fn a_postmortem_tells_words_requirements_and_findings() {
        let text = "# Postmortem: the shop\n\n## Issue Summary\n\nDown from 14:30 to 16:45.\n\n## Timeline\n\n- 14:30 - An alert fired\n";
        let read = snapshot(text);
        let status =
            serde_json::to_string_pretty(&of(&read, url(), Counts::of(read.diagnostics()))).expect("plain data");
        expect![[r#"
            {
              "uri": "file:///a.md",
              "version": 1,
              "postmortem": true,
              "profile": "alx",
              "profileTitle": "ALX / Holberton postmortem",
              "words": 15,
              "range": {
                "min": 400,
                "max": 600
              },
              "requirements": {
                "met": 5,
                "total": 17
              },
              "minutes": 135,
              "findings": {
                "error": 0,
                "warning": 7,
                "information": 2,
                "hint": 2
              }
            }"#]]
        .assert_eq(&status);
    }

    #[test]
    fn what_is_none_and_what_is_closed_say_so() {
        let none = serde_json::to_string(&of(&snapshot("# Shopping\n"), url(), Counts::default())).expect("plain data");
        assert_eq!(none, r#"{"uri":"file:///a.md","version":1,"postmortem":false}"#);
        let gone = serde_json::to_string(&closed(url())).expect("plain data");
        assert_eq!(gone, r#"{"uri":"file:///a.md","version":null,"postmortem":false}"#);
    }
}
