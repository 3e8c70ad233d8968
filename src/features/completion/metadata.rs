//! Front matter and the fields below the title: keys, and values from the profile's vocabulary and the document.

use tower_lsp::lsp_types::CompletionItemKind;

use super::here::Here;
use super::offer::{Body, Offer, rest};
use crate::clock::Date;
use crate::profile::{Field, key};
use crate::rewrite::marker::marker;
use crate::snapshot::Snapshot;
use crate::syntax::BlockKind;

/// Keys that say something to the server in every profile.
static KEYS: &[(&str, &str)] = &[
    ("profile", "the format that this postmortem has"),
    ("status", "a draft is not asked for what is still to come"),
    ("severity", "how bad it was"),
    ("date", "the day of the incident"),
    ("owner", "who answers for this postmortem"),
];

/// The vocabularies of fields that the profile has none for.
static VOCABULARIES: &[(&str, &str)] = &[("severity", "severities"), ("status", "statuses")];

/// Statuses where the profile has none.
static STATUSES: &[&str] = &["draft", "in review", "final"];

/// What can stand at the cursor, if it is in the front matter or between title and sections.
pub(super) fn offers(here: &Here) -> Vec<Offer> {
    if !here.behind().trim_matches(['"', '\'', '*', ' ']).is_empty() {
        return Vec::new();
    }
    match is_in_front_matter(here) {
        true => in_front_matter(here),
        false if is_below_title(here) => below_title(here),
        false => Vec::new(),
    }
}

fn is_in_front_matter(here: &Here) -> bool {
    let block = here.snapshot.document.blocks().find(|it| it.kind == BlockKind::FrontMatter);
    block.is_some_and(|it| it.span.start < here.line.start && here.line.end < it.span.end)
}

/// Whether the line stands between title and sections of what is a postmortem, or called one.
fn is_below_title(here: &Here) -> bool {
    let postmortem = here.without().postmortem();
    let title = postmortem.title.as_ref().map(|it| it.span.end);
    let first = postmortem.sections.first().map_or(usize::MAX, |it| it.heading.line.start);
    here.is_begun() && title.is_some_and(|it| it < here.line.start) && here.line.start <= first && !here.is_verbatim()
}

fn in_front_matter(here: &Here) -> Vec<Offer> {
    let line = here.before();
    // TOML parts by `=` and quotes its values.
    let is_toml = here
        .snapshot
        .text()
        .slice(here.span(0, 0).cover(crate::text::Span::at(0)))
        .trim_start_matches('\u{feff}')
        .starts_with("+++");
    let separator = if is_toml { '=' } else { ':' };
    if let Some((name, typed)) = line.split_once(separator) {
        let quote = if is_toml && !typed.contains('"') { "\"" } else { "" };
        return values(here, name.trim(), typed, quote);
    }
    if line.starts_with([' ', '-', '#']) {
        return Vec::new();
    }
    let profile = &here.snapshot.profile;
    let own = profile.fields.iter().map(|it| (it.name.to_lowercase(), "a field of the format"));
    let mut keys: Vec<(String, &str)> = KEYS.iter().map(|it| (it.0.to_owned(), it.1)).collect();
    for (name, words) in own {
        if !name.contains(' ') && !keys.iter().any(|it| it.0 == name) {
            keys.push((name, words));
        }
    }
    let is_there = |name: &str| here.without().postmortem().field(name).is_some();
    let fits = |it: &(String, &str)| !is_there(&it.0);
    let offer = |(name, words): (String, &str)| {
        Some(Offer {
            detail: words.to_owned(),
            kind: CompletionItemKind::FIELD,
            span: here.span(0, here.at),
            filter: format!("{line}{}", rest(&name, line)?),
            body: Body::Text(if is_toml { format!("{name} = ") } else { format!("{name}: ") }),
            label: name,
            about: None,
        })
    };
    keys.into_iter().filter(fits).filter_map(offer).collect()
}

fn below_title(here: &Here) -> Vec<Offer> {
    let line = here.before();
    let length = marker(line).1;
    let typed = line[length..].trim_start_matches(['*', '_']);
    if let Some((name, value)) = typed.split_once(':') {
        return values(here, name, value, "");
    }
    let is_bare = length == 0 && line.is_empty();
    if is_bare || line.starts_with([' ', '#']) {
        return Vec::new();
    }
    let postmortem = here.without().postmortem();
    let fields = here.snapshot.profile.fields.iter();
    let missing = fields.filter(|it| it.keys.first().is_some_and(|key| postmortem.field(key).is_none()));
    let marks = if length > 0 { line[..length].trim_end().to_owned() + " " } else { String::new() };
    let day = day(here.snapshot).map_or_else(|| "<YYYY-MM-DD>".to_owned(), |it| iso(it.0));
    let offer = |field: &Field| {
        Some(Offer {
            label: field.name.clone(),
            detail: "a field of the format".to_owned(),
            kind: CompletionItemKind::FIELD,
            span: here.span(0, here.at),
            filter: format!("{line}{}", rest(&field.name, typed)?),
            body: Body::Prompts(format!("{marks}**{}:** {}", field.name, field.scaffold.replace("{date}", &day))),
            about: None,
        })
    };
    missing.filter_map(offer).collect()
}

/// The values of a field, behind its separator.
fn values(here: &Here, name: &str, typed: &str, quote: &str) -> Vec<Offer> {
    let bare = typed.trim_start_matches(['*', '_', ' ', '"', '\'']);
    let marks = &typed[..typed.len() - bare.len()];
    let gap = if marks.ends_with([' ', '"', '\'']) { "" } else { " " };
    let offer = |(value, detail): (String, String)| {
        Some(Offer {
            detail,
            kind: CompletionItemKind::VALUE,
            span: here.span(here.at - typed.len(), here.at),
            filter: format!("{typed}{}", rest(&value, bare)?),
            body: Body::Text(format!("{marks}{gap}{quote}{value}{quote}")),
            label: value,
            about: None,
        })
    };
    known(here, &key(name)).into_iter().filter_map(offer).collect()
}

/// What a field may say, and what that is.
fn known(here: &Here, name: &str) -> Vec<(String, String)> {
    let snapshot = here.snapshot;
    let profile = &snapshot.profile;
    let field = profile.fields.iter().find(|it| it.keys.iter().any(|it| it == name));
    let general = || VOCABULARIES.iter().find(|it| it.0 == name).map(|it| it.1);
    let vocabulary = field.and_then(|it| it.vocabulary.as_deref()).or_else(general);
    if let Some(words) = vocabulary.and_then(|it| profile.vocabulary.get(it)) {
        return words.iter().map(|it| (it.clone(), profile.title.clone())).collect();
    }
    match name {
        "profile" => {
            let profiles = snapshot.config.profiles.profiles();
            profiles.iter().map(|it| (it.id.clone(), it.title.clone())).collect()
        }
        "status" => STATUSES.iter().map(|it| ((*it).to_owned(), String::new())).collect(),
        "date" | "incident date" => {
            let today = snapshot.config.today.map(|it| (it, "today"));
            let mut days: Vec<(Date, &str)> = day(snapshot).into_iter().chain(today).collect();
            days.dedup_by_key(|it| it.0);
            days.into_iter().map(|(date, words)| (iso(date), words.to_owned())).collect()
        }
        _ if name.contains("owner") || name.contains("author") => here.people(snapshot),
        _ => Vec::new(),
    }
}

/// The day of the incident, as far as the document tells it.
fn day(snapshot: &Snapshot) -> Option<(Date, &'static str)> {
    snapshot.postmortem().day().map(|it| (it, "the day of the incident"))
}

/// `2026-12-04`
pub(super) fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year.unwrap_or_default(), date.month, date.day)
}
