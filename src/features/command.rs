//! `workspace/executeCommand`: what can be asked for by name, and its one argument, an object.

use serde::Deserialize;
use serde::de::{DeserializeOwned, Error};
use serde_json::{Value, json};
use tower_lsp::lsp_types::Url;

use crate::clock::{self, Zone};
use crate::profile::{Library, hint};
use crate::rewrite::conversion::{self, Old};
use crate::rewrite::picture::{self, Picture};
use crate::rewrite::{diagram, import};
use crate::rules::{repair, skeleton};
use crate::snapshot::Snapshot;
use crate::text::Edit;

/// A command with what it needs to know.
#[derive(Debug)]
pub enum Command {
    OnDocument(Url, OnDocument),
    New(New),
    Profiles,
}

/// What is done with an open document.
#[derive(Debug)]
pub enum OnDocument {
    InsertSections,
    InsertDiagram,
    /// The name of the document's file.
    InsertPicture(String),
    ImportLines(String),
    ConvertTimeline(Zone, Old),
    ShowChecklist,
}

/// A new document.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct New {
    profile: Option<String>,
    #[serde(default, deserialize_with = "day")]
    date: Option<String>,
    title: Option<String>,
}

/// What comes of a command on a document.
#[derive(Debug)]
pub enum Effect {
    /// Edits of the document, and what there is to say about them.
    Edits(Vec<Edit>, Option<String>),
    /// A file beside the document, and the image of it.
    Picture(Picture),
    /// The checklist as Markdown, and in a line.
    Checklist { markdown: String, summary: String },
}

/// Writes the picture of a document beside it, and an image of it into the document.
pub const INSERT_PICTURE: &str = "postmortem-ls.insertPicture";

/// Every command, by its name.
pub const NAMES: &[&str] = &[
    "postmortem-ls.convertTimeline",
    "postmortem-ls.importLines",
    "postmortem-ls.insertDiagram",
    INSERT_PICTURE,
    "postmortem-ls.insertSections",
    "postmortem-ls.new",
    "postmortem-ls.profiles",
    "postmortem-ls.showChecklist",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    uri: Url,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines {
    uri: Url,
    /// Their times tell where they belong.
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Conversion {
    uri: Url,
    #[serde(deserialize_with = "zone")]
    zone: Zone,
    #[serde(default)]
    keep_local: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Reads a command; an error says what is wrong with it, and names the key.
pub fn read(name: &str, arguments: Vec<Value>) -> Result<Command, String> {
    let on = |document: Document, it: OnDocument| Command::OnDocument(document.uri, it);
    Ok(match name {
        "postmortem-ls.insertSections" => on(argument(arguments)?, OnDocument::InsertSections),
        "postmortem-ls.insertDiagram" => on(argument(arguments)?, OnDocument::InsertDiagram),
        INSERT_PICTURE => {
            let document: Document = argument(arguments)?;
            let name = file_name(&document.uri)?;
            on(document, OnDocument::InsertPicture(name))
        }
        "postmortem-ls.showChecklist" => on(argument(arguments)?, OnDocument::ShowChecklist),
        "postmortem-ls.importLines" => {
            let lines: Lines = argument(arguments)?;
            Command::OnDocument(lines.uri, OnDocument::ImportLines(lines.text))
        }
        "postmortem-ls.convertTimeline" => {
            let it: Conversion = argument(arguments)?;
            let old = if it.keep_local { Old::KeptBeside } else { Old::Replaced };
            Command::OnDocument(it.uri, OnDocument::ConvertTimeline(it.zone, old))
        }
        "postmortem-ls.new" => Command::New(argument(arguments)?),
        "postmortem-ls.profiles" => {
            let Nothing {} = argument(arguments)?;
            Command::Profiles
        }
        _ => return Err(format!("there is no command \"{name}\"{}", hint(name, NAMES.iter().copied()))),
    })
}

/// The name of a document's file. An error says why there is none.
pub fn file_name(url: &Url) -> Result<String, String> {
    let path = url.to_file_path().ok().filter(|_| url.scheme() == "file");
    let name = path.as_ref().and_then(|it| it.file_name()?.to_str());
    name.map(str::to_owned).ok_or_else(|| format!("uri: {url} is no file that a picture could lie beside"))
}

/// The one argument; nothing is as good as an empty object.
fn argument<T: DeserializeOwned>(mut arguments: Vec<Value>) -> Result<T, String> {
    if arguments.len() > 1 {
        return Err(format!("one argument is taken, an object; there are {}", arguments.len()));
    }
    let argument = arguments.pop().filter(|it| !it.is_null()).unwrap_or_else(|| json!({}));
    if !argument.is_object() {
        return Err("the argument is no object".to_owned());
    }
    serde_path_to_error::deserialize(argument).map_err(|error| match error.path().to_string().as_str() {
        "." => error.inner().to_string(),
        path => format!("{path}: {}", error.inner()),
    })
}

fn zone<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Zone, D::Error> {
    let name = String::deserialize(deserializer)?;
    clock::zone(&name).ok_or_else(|| D::Error::custom(format!("\"{name}\" is no time zone that is known")))
}

fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let Some(written) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    match written.parse::<jiff::civil::Date>() {
        Ok(date) => Ok(Some(date.to_string())),
        Err(_) => Err(D::Error::custom(format!("\"{written}\" is no day such as 2024-06-12"))),
    }
}

impl OnDocument {
    /// What comes of it; an error says why nothing does.
    pub fn run(self, snapshot: &Snapshot) -> Result<Effect, String> {
        if !snapshot.postmortem().recognised && !matches!(self, OnDocument::InsertSections) {
            return Err("This document is not read as a postmortem".to_owned());
        }
        match self {
            OnDocument::InsertSections => {
                let mut edits = repair::edits(snapshot, |it, _| it.rule.name == "missing-section");
                if edits.is_empty() {
                    edits = skeleton::edits(snapshot).unwrap_or_default();
                }
                Ok(Effect::of(edits, "No section is missing"))
            }
            OnDocument::InsertDiagram => {
                let edits = diagram::edit(snapshot).into_iter().collect();
                let why = match diagram::place(snapshot) {
                    Some(_) => "The diagram shows what the timeline tells",
                    None => "There is no entry with a time to draw",
                };
                Ok(Effect::of(edits, why))
            }
            OnDocument::InsertPicture(name) => {
                let picture = picture::of(snapshot, &name).map(Effect::Picture);
                picture.ok_or_else(|| "There is no entry with a time to draw".to_owned())
            }
            OnDocument::ImportLines(text) => {
                let imported = import::import(snapshot, &text);
                let told = imported.told();
                Ok(Effect::Edits(imported.edits, Some(told)))
            }
            OnDocument::ConvertTimeline(zone, old) => {
                let edits = conversion::converted(snapshot, &zone, old).map_err(|it| it.to_string())?;
                Ok(Effect::of(edits, &format!("All times are in {} already", zone.name)))
            }
            OnDocument::ShowChecklist => Ok(Effect::Checklist {
                markdown: super::checklist::markdown(snapshot),
                summary: super::checklist::summary(snapshot),
            }),
        }
    }
}

impl Effect {
    /// Edits, or why there are none.
    fn of(edits: Vec<Edit>, none: &str) -> Effect {
        let why = edits.is_empty().then(|| none.to_owned());
        Effect::Edits(edits, why)
    }
}

impl New {
    /// The document, from the profiles that can be named; `today` is its day where none is given.
    pub fn text(&self, library: &Library, today: &str) -> Result<String, String> {
        let profile = match &self.profile {
            None => library.fallback(),
            Some(id) => library.get(id).ok_or_else(|| {
                let ids = library.profiles().iter().map(|it| it.id.as_str());
                format!("profile: there is no profile \"{id}\"{}", hint(id, ids))
            })?,
        };
        Ok(library.document(profile, self.title.as_deref(), self.date.as_deref().unwrap_or(today)))
    }
}

/// `[{"id": "alx", "title": "ALX / Holberton postmortem"}]`, the usual one first.
pub fn profiles(library: &Library) -> Value {
    let usual = library.fallback();
    let others = library.profiles().iter().filter(|it| it.id != usual.id);
    std::iter::once(usual).chain(others).map(|it| json!({ "id": it.id, "title": it.title })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::snapshot;
    use crate::text::apply;

    const DRAFT: &str = "\
# Postmortem: the shop was down

## Issue Summary

Down from 10:00 to 11:00 UTC.

## Timeline

- 10:00 UTC - An alert fired
- 11:00 UTC - Resolved
";

    #[track_caller]
    fn error(name: &str, arguments: Value) -> String {
        let Value::Array(arguments) = arguments else { panic!("arguments are a list") };
        read(&format!("postmortem-ls.{name}"), arguments).expect_err("it is refused")
    }

    #[track_caller]
    fn edited(name: &str, argument: Value) -> (String, Option<String>) {
        let Ok(Command::OnDocument(_, command)) = read(&format!("postmortem-ls.{name}"), vec![argument]) else {
            panic!("it is a command on a document")
        };
        match command.run(&snapshot(DRAFT)) {
            Ok(Effect::Edits(edits, told)) => {
                let mut edits = edits;
                edits.sort_by_key(|it| it.span.start);
                (apply(DRAFT, &edits.into_iter().rev().collect::<Vec<_>>()), told)
            }
            other => panic!("no edits: {other:?}"),
        }
    }

    #[test]
    fn an_argument_that_is_wrong_is_named() {
        assert_eq!(error("insertSections", json!([])), "missing field `uri`");
        assert_eq!(error("insertSections", json!([3])), "the argument is no object");
        assert_eq!(error("insertSections", json!([{}, {}])), "one argument is taken, an object; there are 2");
        assert!(error("insertSections", json!([{ "uri": 3 }])).starts_with("uri: invalid type: integer `3`"));
        assert!(error("insertSections", json!([{ "uri": "no address" }])).starts_with("uri: "));
        assert!(
            error("insertSections", json!([{ "uri": "file:///a", "url": 1 }])).starts_with("url: unknown field `url`")
        );
        assert_eq!(error("new", json!([{ "date": "tomorrow" }])), "date: \"tomorrow\" is no day such as 2024-06-12");
        let zone = json!([{ "uri": "file:///a.md", "zone": "Mars" }]);
        assert_eq!(error("convertTimeline", zone), "zone: \"Mars\" is no time zone that is known");
        let wrong = error("insertSection", json!([]));
        assert!(wrong.ends_with("did you mean \"postmortem-ls.insertSections\"?"), "{wrong}");
    }

    #[test]
    fn every_name_is_a_command() {
        for name in NAMES {
            let argument = json!({ "uri": "file:///a.md", "text": "", "zone": "UTC", "unknown": 1 });
            let wrong = read(name, vec![argument]).expect_err("it has a key too many");
            assert!(!wrong.contains("no command"), "{name}: {wrong}");
        }
    }

    #[test]
    fn sections_are_inserted() {
        let (text, told) = edited("insertSections", json!({ "uri": "file:///a.md" }));
        assert!(text.contains("\n## Root Cause and Resolution\n") && told.is_none(), "{text}");
    }

    #[test]
    fn pasted_lines_become_entries_and_what_does_not_is_told() {
        let lines = "before\n10:30 UTC Restarted the server\n11:00 UTC Resolved";
        let (text, told) = edited("importLines", json!({ "uri": "file:///a.md", "text": lines }));
        assert!(text.contains("- 10:30 UTC - Restarted the server\n"), "{text}");
        let expected = "1 entry added, 1 was there already, 1 line had no time: \"before\"";
        assert_eq!(told.as_deref(), Some(expected));
    }

    #[test]
    fn a_picture_lies_beside_a_file() {
        let argument = |uri: &str| vec![json!({ "uri": uri })];
        let wrong = read("postmortem-ls.insertPicture", argument("untitled:a.md")).expect_err("it is no file");
        assert_eq!(wrong, "uri: untitled:a.md is no file that a picture could lie beside");
        let Ok(Command::OnDocument(_, command)) =
            read("postmortem-ls.insertPicture", argument("file:///b/the%20shop.md"))
        else {
            panic!("it is a command on a document")
        };
        let Ok(Effect::Picture(picture)) = command.run(&snapshot(DRAFT)) else { panic!("there are times") };
        assert_eq!(picture.name, "the shop-timeline.svg");
    }

    #[test]
    fn times_are_converted_and_the_diagram_is_drawn() {
        let (text, _) = edited("convertTimeline", json!({ "uri": "file:///a.md", "zone": "GMT+1" }));
        assert!(text.contains("- 11:00 GMT+1 - An alert fired"), "{text}");
        let (_, told) = edited("convertTimeline", json!({ "uri": "file:///a.md", "zone": "UTC", "keepLocal": true }));
        assert_eq!(told.as_deref(), Some("All times are in UTC already"));
        let (text, _) = edited("insertDiagram", json!({ "uri": "file:///a.md" }));
        assert!(text.contains("```mermaid"), "{text}");
    }

    #[test]
    fn a_new_document_names_its_profile_where_it_is_not_the_usual_one() {
        let library = Library::default();
        let usual = New::default().text(&library, "2024-06-12").expect("a document");
        assert!(usual.starts_with("# Postmortem: ") && usual.contains("2024-06-12"), "{usual}");
        let other = New { profile: Some("pagerduty".into()), ..New::default() }.text(&library, "2024-06-12");
        assert!(other.is_ok_and(|it| it.starts_with("<!-- postmortem-profile: pagerduty -->\n\n# ")));
        let unknown = New { profile: Some("alxx".into()), ..New::default() }.text(&library, "2024-06-12");
        assert_eq!(unknown, Err("profile: there is no profile \"alxx\"; did you mean \"alx\"?".to_owned()));
        assert_eq!(profiles(&library)[0], json!({ "id": "alx", "title": "ALX / Holberton postmortem" }));
    }
}
