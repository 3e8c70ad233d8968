//! The fields of a section, as a new one has them: `Duration`, with what the timeline tells of it.

use tower_lsp::lsp_types::CompletionItemKind;

use super::here::Here;
use super::offer::{Body, Offer, rest};
use crate::clock::{DAY, Date};
use crate::model::course::{self, zone_of};
use crate::model::{Measures, Section};
use crate::profile::{Role, SectionSpec, key};
use crate::rewrite::marker::marker;
use crate::rewrite::placement;
use crate::snapshot::Snapshot;
use crate::syntax::plain;
use crate::text::Span;

/// A field of the profile's scaffold.
struct Field<'a> {
    label: &'a str,
    /// What stands behind the label: words and prompts.
    value: String,
    is_told: bool,
}

/// The fields that the section of the cursor lacks, or the value of the one that the cursor stands in.
pub(super) fn offers(here: &Here) -> Vec<Offer> {
    let without = here.without();
    if !without.postmortem().recognised || !here.behind().trim().is_empty() || here.is_verbatim() {
        return Vec::new();
    }
    let Some((section, spec)) = here.section() else { return Vec::new() };
    let line = here.before();
    let indent = line.len() - line.trim_start().len();
    let marked = indent + marker(&line[indent..]).1;
    let typed = line[marked..].trim_start_matches(['*', '_']);
    let fields = fields(without, spec);
    if let Some((label, value)) = typed.split_once(':') {
        let is_meant = |it: &&Field| is_same(spec, it.label, label);
        return fields.iter().find(is_meant).and_then(|it| value_of(here, it, value)).into_iter().collect();
    }
    let labels = labels(without, section);
    let is_missing = |it: &&Field| !labels.iter().any(|label| is_same(spec, it.label, label));
    // The first letter of a sentence is no field.
    if indent > 3 || (typed.is_empty() && marked == indent && !line.trim().is_empty()) {
        return Vec::new();
    }
    let look = Look::of(without, section);
    let marks = if marked > indent { line[indent..marked].trim_end().to_owned() + " " } else { look.marker.clone() };
    let offer = |field: &Field| {
        let rest = rest(field.label, typed)?;
        let (open, close) = if look.is_bold { ("**", ":**") } else { ("", ":") };
        Some(Offer {
            label: field.label.to_owned(),
            detail: if field.is_told { field.value.clone() } else { "a field of this section".to_owned() },
            kind: CompletionItemKind::FIELD,
            span: here.span(indent, here.at),
            filter: format!("{}{}", &line[indent..], rest),
            body: Body::Prompts(format!("{marks}{open}{}{close} {}", field.label, field.value)),
            about: None,
        })
    };
    fields.iter().filter(is_missing).filter_map(offer).collect()
}

/// The value of a field, behind its colon.
fn value_of(here: &Here, field: &Field, typed: &str) -> Option<Offer> {
    let bare = typed.trim_start_matches(['*', '_', ' ']);
    let rest = rest(&field.value, bare)?;
    let marks = typed[..typed.len() - bare.len()].trim_end();
    Some(Offer {
        label: field.value.clone(),
        detail: if field.is_told { "from the timeline" } else { "what the section asks for" }.to_owned(),
        kind: CompletionItemKind::VALUE,
        span: here.span(here.at - typed.len(), here.at),
        filter: format!("{typed}{}", rest),
        body: Body::Prompts(format!("{marks} {}", field.value)),
        about: None,
    })
}

/// The labelled lines of a scaffold, with what the document tells already.
fn fields<'a>(snapshot: &Snapshot, spec: &'a SectionSpec) -> Vec<Field<'a>> {
    let told = told(snapshot);
    let field = |line: &'a str| {
        let bare = line.trim_start_matches(['-', ' ']);
        let (label, value) = bare.split_once(": ")?;
        let is_label =
            !label.is_empty() && label.len() <= 40 && label.chars().all(|it| it.is_alphabetic() || it == ' ');
        if !is_label || line.starts_with(' ') {
            return None;
        }
        let cause = cause(snapshot).filter(|_| key(label).contains("cause"));
        let filled = cause.unwrap_or_else(|| told.iter().fold(value.to_owned(), |it, (from, to)| it.replace(from, to)));
        let is_told = !filled.contains('<') && value.contains('<');
        Some(Field { label, value: if is_told { filled } else { value.to_owned() }, is_told })
    };
    spec.scaffold.lines().filter_map(field).collect()
}

/// What stands for prompts of a summary: from the first entry, or the stated start, to the last one.
fn told(snapshot: &Snapshot) -> Vec<(&'static str, String)> {
    let postmortem = snapshot.postmortem();
    let timed = || postmortem.timeline.entries.iter().filter(|it| it.minute.is_some() && it.time().is_some());
    let measures = Measures::of(postmortem);
    let (Some(start), Some(last)) = (measures.start, timed().next_back()) else { return Vec::new() };
    let end = measures.end.or(last.minute).unwrap_or(start);
    let at = |minute: i64| {
        let entry = timed().find(|it| it.minute == Some(minute))?;
        Some(snapshot.text().slice(entry.stamp.as_ref()?.time_span).into_owned())
    };
    let (Some(from), Some(to)) = (at(start), at(end)) else { return Vec::new() };
    let (first, last_day) = (postmortem.course.date(start), postmortem.course.date(end));
    // Without days, a clock cannot tell more than one.
    if end <= start || (end - start >= DAY && first.is_none()) {
        return Vec::new();
    }
    let dated = |day: Option<Date>, time: &str| day.map_or_else(|| time.to_owned(), |it| format!("{it} {time}"));
    let to = if first == last_day { to } else { dated(last_day, &to) };
    let mut told = vec![("<start>", dated(first, &from)), ("<end>", to), ("<length>", course::in_words(end - start))];
    if let Some(zone) = zone_of(timed().next(), postmortem) {
        told.push(("<time zone>", zone.name.clone()));
    }
    told
}

/// The first sentence of the root cause, where it is short.
fn cause(snapshot: &Snapshot) -> Option<String> {
    const LONG: usize = 160;
    let sections = &snapshot.postmortem().sections;
    let section = sections.iter().find(|it| matches!(it.role, Role::Cause | Role::CauseAndResolution))?;
    let line = plain(snapshot.text().slice(section.opening?).trim());
    let end = line.find(". ").map_or(line.len(), |it| it + 1);
    let sentence = line[..end].trim();
    (sentence.len() > 10 && sentence.len() < LONG && !sentence.contains(['<', '|'])).then(|| sentence.to_owned())
}

/// Whether a label is the name of a field, or another name of the requirement that the field meets.
fn is_same(spec: &SectionSpec, field: &str, label: &str) -> bool {
    let (field, label) = (key(field), key(label));
    field == label || spec.requirements.iter().any(|it| it.labels.contains(&field) && it.labels.contains(&label))
}

/// What stands before the colons in a section.
fn labels(snapshot: &Snapshot, section: &Section) -> Vec<String> {
    let text = snapshot.text();
    let lines = placement::body_lines(text, section).map(|it| text.slice(text.line(it)).into_owned());
    lines.filter_map(|it| Some(it.split_once(':')?.0.to_owned())).collect()
}

/// How the fields of a section look.
struct Look {
    marker: String,
    is_bold: bool,
}

impl Look {
    fn of(snapshot: &Snapshot, section: &Section) -> Look {
        let text = snapshot.text();
        let lines = placement::body_lines(text, section).map(|it| text.slice(text.line(it)).into_owned());
        let first = lines.filter(|it| it.contains(':')).find_map(|it| {
            let length = marker(&it).1;
            it[length..]
                .starts_with(['*', '_'])
                .then(|| (it[..length].to_owned(), true))
                .or_else(|| it[length..].starts_with(char::is_uppercase).then(|| (it[..length].to_owned(), false)))
        });
        let (marker, is_bold) = first.unwrap_or_else(|| ("- ".to_owned(), false));
        Look { marker, is_bold }
    }
}

impl Here<'_> {
    /// The section that the line belongs to, in the document without it, and the profile's for it.
    fn section(&self) -> Option<(&Section, &SectionSpec)> {
        let without = self.without();
        let sections = &without.postmortem().sections;
        let above = |it: &&Section| it.heading.line.end < self.line.start && self.line.start <= it.body.end;
        let section = sections.iter().rev().find(above)?;
        Some((section, without.profile.section(section.role)?))
    }

    /// The body of the section that the line belongs to, if it has that role.
    pub fn within(&self, role: Role) -> Option<Span> {
        self.section().filter(|it| it.0.role == role).map(|it| it.0.body)
    }
}
