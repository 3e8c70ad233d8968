//! Tasks: how one begins, who owns it, and until when it is to be done.

use tower_lsp::lsp_types::CompletionItemKind;

use super::candidates::civil;
use super::here::Here;
use super::metadata::iso;
use super::offer::{Body, Offer, rest};
use crate::clock::Date;
use crate::profile::Role;
use crate::rewrite::marker::{Marker, marker};

/// How tasks begin that somebody can tick off.
static VERBS: &[(&str, &str)] = &[
    ("Add", "<an alert, a test, a limit>"),
    ("Alert on", "<what rises before users notice>"),
    ("Automate", "<what was done by hand>"),
    ("Document", "<what somebody had to find out>"),
    ("Limit", "<what grew>"),
    ("Remove", "<what was in the way>"),
    ("Test", "<what broke>"),
    ("Upgrade", "<what is out of date>"),
];

/// Weeks from today that are offered for a due date.
const WEEKS: [i64; 3] = [1, 2, 4];

/// What can stand at the cursor, if it is in an item of the corrective section.
pub(super) fn offers(here: &Here) -> Vec<Offer> {
    let is_open = here.behind().trim().is_empty() && here.without().postmortem().recognised && !here.is_verbatim();
    if !is_open || here.within(Role::Corrective).is_none() {
        return Vec::new();
    }
    let line = here.before();
    let indent = line.len() - line.trim_start().len();
    let (marker, length) = marker(&line[indent..]);
    if !matches!(marker, Some(Marker::Bullet | Marker::Number)) {
        return Vec::new();
    }
    let said = &line[indent + length..];
    let words = said.trim_start_matches(['[', ' ', ']']);
    match VERBS.iter().any(|it| rest(it.0, words).is_some()) {
        true => openings(here, indent, words),
        false => details(here),
    }
}

fn openings(here: &Here, indent: usize, words: &str) -> Vec<Offer> {
    let line = &here.before()[indent..];
    let actions = &here.without().postmortem().actions;
    let has_boxes = actions.is_empty() || actions.iter().any(|it| it.checkbox.is_some()) || line.contains('[');
    let bullet = line.split(' ').next().unwrap_or("-");
    let checkbox = if has_boxes { "[ ] " } else { "" };
    let due = in_weeks(here, 2).map_or_else(|| "<YYYY-MM-DD>".to_owned(), iso);
    let offer = |(verb, what): &(&str, &str)| {
        Some(Offer {
            label: format!("{verb} …"),
            detail: what.trim_matches(['<', '>']).to_owned(),
            kind: CompletionItemKind::TEXT,
            span: here.span(indent, here.at),
            filter: format!("{line}{}", rest(verb, words)?),
            body: Body::Prompts(format!("{bullet} {checkbox}{verb} {what} - owner: <name>, due: {due}")),
            about: None,
        })
    };
    VERBS.iter().filter_map(offer).collect()
}

/// Owner and due date behind what is to be done.
fn details(here: &Here) -> Vec<Offer> {
    let line = here.before();
    let lower = line.to_ascii_lowercase();
    let behind =
        |label: &str| lower.rfind(label).map(|it| it + label.len()).filter(|it| !line[*it..].contains([',', ';', ')']));
    if let Some(start) = behind("due:") {
        return dates(here).into_iter().filter_map(|it| value(here, start, it)).collect();
    }
    if let Some(start) = behind("owner:") {
        return here.people(here.without()).into_iter().filter_map(|it| value(here, start, it)).collect();
    }
    let word = &line[line.trim_end_matches(char::is_alphabetic).len()..];
    let start = line.len() - word.len();
    if !line[..start].ends_with([' ', '(', ',']) {
        return Vec::new();
    }
    let due = in_weeks(here, 2).map_or_else(|| "<YYYY-MM-DD>".to_owned(), iso);
    let labels = [("owner", "owner: <name>".to_owned()), ("due", format!("due: {due}"))];
    let fits = |it: &(&str, String)| !lower[..start].contains(&format!("{}:", it.0));
    // Behind a sentence, a dash parts it from what is said of it.
    let is_parted = line[..start].trim_end().ends_with(['-', '–', '—', '(', ',', ';']);
    let lead = if is_parted { "" } else { "- " };
    let offer = |(label, body): (&str, String)| {
        Some(Offer {
            label: format!("{label}:"),
            detail: if label == "due" { "until when it is to be done" } else { "who sees to it" }.to_owned(),
            kind: CompletionItemKind::FIELD,
            span: here.span(start, here.at),
            filter: format!("{word}{}", rest(label, word)?),
            body: Body::Prompts(format!("{lead}{body}")),
            about: None,
        })
    };
    labels.into_iter().filter(fits).filter_map(offer).collect()
}

/// A value behind its label.
fn value(here: &Here, start: usize, (value, detail): (String, String)) -> Option<Offer> {
    let typed = &here.before()[start..];
    let bare = typed.trim_start();
    Some(Offer {
        detail,
        kind: CompletionItemKind::VALUE,
        span: here.span(start, here.at),
        filter: format!("{typed}{}", rest(&value, bare)?),
        body: Body::Text(format!(" {value}")),
        label: value,
        about: None,
    })
}

fn dates(here: &Here) -> Vec<(String, String)> {
    let date = |weeks: i64| {
        let plural = if weeks == 1 { "" } else { "s" };
        Some((iso(in_weeks(here, weeks)?), format!("in {weeks} week{plural}")))
    };
    WEEKS.into_iter().filter_map(date).collect()
}

fn in_weeks(here: &Here, weeks: i64) -> Option<Date> {
    let today = here.snapshot.config.today.unwrap_or_else(|| civil(here.now.utc_seconds, 0).0);
    today.plus_days(7 * weeks)
}
