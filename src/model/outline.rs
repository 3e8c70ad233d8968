//! Title and sections: which of the lines that could be headings are the headings of the profile's sections.

mod inferred;

use std::ops::Range;

use super::line::glance::Has;
use super::line::{Kind, Name};
use super::reading::At;
use super::{Filling, Heading, HeadingStyle, Section, Title, accounts};
use crate::profile::{Fit, Profile, Role, Slip, words};
use crate::text::Span;

/// The outline of a document, in lines and in spans.
pub(super) struct Outline {
    pub title: Option<Title>,
    pub sections: Vec<Placed>,
    /// Lines before the first section.
    pub header: Range<usize>,
    /// Lines of a pasted assignment.
    pub brief: Option<Range<usize>>,
    pub words: usize,
    /// The whole document stands in a fence, so what is in the fence is read.
    pub in_fence: bool,
}

/// A section and the lines it takes.
pub(super) struct Placed {
    pub section: Section,
    pub heading: usize,
    /// The line of the section's opening.
    pub opening: Option<usize>,
    /// The lines of the body; the heading's own line is the first where text stands behind the heading.
    pub lines: Range<usize>,
}

impl Outline {
    /// The lines of the first section with this role.
    pub fn lines(&self, role: Role) -> Option<Range<usize>> {
        self.sections.iter().find(|it| it.section.role == role).map(|it| it.lines.clone())
    }
}

/// This many different sentences of the assignment make a paste; fewer are quotations.
const BRIEF_SENTENCES: usize = 3;
/// Sentences of one paste stand no further apart than this many lines.
const BRIEF_GAP: usize = 25;

pub(super) fn read(lines: &[At], length: usize, profile: &Profile) -> Outline {
    let brief = brief(lines);
    let candidates = |in_fence: bool| -> Vec<usize> {
        let usable = |index: &usize| {
            let at = lines[*index];
            at.has(Has::NAME)
                && (at.kind() == Kind::Fenced) == in_fence
                && !brief.as_ref().is_some_and(|it| it.contains(index))
        };
        (0..lines.len()).filter(usable).collect()
    };
    let open = chosen(lines, &candidates(false));
    let fenced = if open.len() < 2 { chosen(lines, &candidates(true)) } else { Vec::new() };
    let in_fence = fenced.len() >= 3;
    let headings = if in_fence { fenced } else { open };
    let inferred = inferred::names(lines, &headings);
    let mut named: Vec<(usize, &Name)> = headings.iter().map(|it| (*it, name_at(lines, *it))).collect();
    named.extend(inferred.iter().map(|(index, name)| (*index, name)));
    named.sort_by_key(|it| it.0);
    let sections = sections(lines, &named, brief.as_ref(), length, profile);
    let header = 0..headings.first().copied().unwrap_or(lines.len());
    let words = words_of(lines, 0..lines.len(), in_fence) - brief.clone().map_or(0, |it| words_of(lines, it, in_fence));
    Outline { title: title(lines, header.clone(), in_fence), sections, header, brief, words, in_fence }
}

/// Words of prose in some lines.
pub(super) fn words_of(lines: &[At], range: Range<usize>, in_fence: bool) -> usize {
    let counts = |it: &&At| in_fence || it.kind() != Kind::Fenced;
    lines[range].iter().filter(counts).map(|it| it.word_count()).sum()
}

/// The lines of a pasted assignment: the densest run of its sentences.
fn brief(lines: &[At]) -> Option<Range<usize>> {
    let marked: Vec<usize> = (0..lines.len()).filter(|it| lines[*it].has(Has::BRIEF)).collect();
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for at in marked {
        match runs.last_mut() {
            Some(run) if at - run[run.len() - 1] <= BRIEF_GAP => run.push(at),
            _ => runs.push(vec![at]),
        }
    }
    let run = runs.into_iter().max_by_key(Vec::len).filter(|it| it.len() >= BRIEF_SENTENCES)?;
    let (first, last) = (run[0], run[run.len() - 1]);
    // What follows the last sentence closely belongs to the paste too, up to the next heading of a real section.
    let is_title = |at: &At| matches!(at.kind(), Kind::Heading { .. }) && says_postmortem(at.words());
    let end = (last + 1..lines.len())
        .find(|it| (lines[*it].line.name.is_some() || is_title(&lines[*it])) && !lines[*it].line.is_brief)
        .unwrap_or(lines.len());
    Some(first..end)
}

/// Chooses among the lines that name a section those that begin one.
fn chosen(lines: &[At], candidates: &[usize]) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    for (nth, &index) in candidates.iter().enumerate() {
        let next = candidates.get(nth + 1).copied();
        let later = &candidates[nth + 1..];
        if !is_listed(lines, index, next)
            && begins_section(lines, &chosen, index)
            && !concludes(lines, &chosen, index, later)
        {
            chosen.push(index);
        }
    }
    chosen
}

/// A summary behind everything else is a conclusion, unless a second postmortem begins there.
fn concludes(lines: &[At], before: &[usize], index: usize, later: &[usize]) -> bool {
    let role = |it: &usize| name_at(lines, *it).found.role;
    role(&index) == Role::Summary
        && before.iter().any(|it| role(it) == Role::Summary)
        && before.last().is_some_and(|it| role(it) == Role::Corrective)
        && !later.iter().any(|it| role(it) == Role::Timeline)
}

/// A table of contents names sections one right after the other.
fn is_listed(lines: &[At], index: usize, next: Option<usize>) -> bool {
    // `- Root cause: a full disk` is a field.
    let is_field = |it: usize| lines[it].line.label.as_ref().is_some_and(|it| !it.rest.is_empty());
    let is_item =
        |it: usize| lines[it].line.name.as_ref().is_some_and(|it| it.style == HeadingStyle::ListItem) && !is_field(it);
    let neighbours = |a: usize, b: usize| b > a && lines[a + 1..b].iter().all(|it| it.is_blank());
    lines[index].line.name.as_ref().is_some_and(|it| it.style == HeadingStyle::ListItem)
        && (next.is_some_and(|it| is_item(it) && neighbours(index, it))
            || (0..index).rev().find(|it| !lines[*it].is_blank()).is_some_and(is_item))
}

fn name_at<'a>(lines: &[At<'a>], index: usize) -> &'a Name {
    lines[index].line.name.as_ref().expect("only lines that name a section are candidates")
}

/// Whether the line begins a section, given the sections before it. `Root cause` and `Resolution` are also names of
/// fields: in the summary, in a timeline of labels, and below the heading that joins the two.
fn begins_section(lines: &[At], before: &[usize], index: usize) -> bool {
    let name = name_at(lines, index);
    let role = name.found.role;
    let is_inside = name.found.fit == Fit::Inside;
    let Some(&last) = before.last() else {
        // A field of a summary without heading.
        let is_field = role.may_be_field() && has_sibling_field(lines, 0..index, name);
        return !(is_field || is_inside && name.level.is_none());
    };
    let parent = name_at(lines, last);
    let weaker = is_weaker(name, parent);
    match (role, parent.found.role) {
        (role, above) if is_inside && (weaker || role == above) => false,
        (Role::Cause | Role::Resolution, Role::Timeline) => !weaker && !has_sibling_field(lines, last + 1..index, name),
        (Role::Cause | Role::Resolution, Role::CauseAndResolution) => !weaker && name.level.is_some(),
        (Role::Cause, Role::Cause) | (Role::Resolution, Role::Resolution) => !weaker,
        (role, above) if role.may_be_field() && role != above => !weaker,
        // `Summary` at the end of a section, `Prevention` among the measures: the same section goes on.
        (role, same) if role == same => !weaker && name.found.fit == Fit::Exact && is_apart(lines, last, index),
        (Role::Summary, _) => !weaker,
        _ => {
            !(name.style == HeadingStyle::ListItem
                && parent.style != HeadingStyle::ListItem
                && weaker
                && name.found.role == parent.found.role)
        }
    }
}

/// Whether something stands between two lines.
fn is_apart(lines: &[At], first: usize, second: usize) -> bool {
    lines[first + 1..second].iter().any(|it| !it.is_blank())
}

/// Whether a heading stands below another: a deeper level, or a weaker dress.
fn is_weaker(name: &Name, parent: &Name) -> bool {
    match (name.level, parent.level) {
        (Some(level), Some(above)) => level > above,
        (None, Some(_)) => true,
        (Some(_), None) => false,
        (None, None) => {
            let rank = |it: HeadingStyle| match it {
                HeadingStyle::Bold | HeadingStyle::Html => 0,
                HeadingStyle::Plain | HeadingStyle::Other => 1,
                _ => 2,
            };
            name.indent > parent.indent + 1
                || rank(name.style) > rank(parent.style)
                || (name.colon && !parent.colon && rank(name.style) == rank(parent.style))
        }
    }
}

/// Fields of a summary or a timeline; a heading among them that looks the same is one of them.
static FIELDS: &[&str] = &[
    "duration",
    "impact",
    "start time",
    "end time",
    "duration of outage",
    "duration of the outage",
    "detection",
    "detection method",
    "detection time",
    "issue detected",
    "issue detection",
    "escalation",
    "actions taken",
    "misleading paths",
    "misleading path",
    "date",
    "time",
    "affected services",
    "user impact",
    "investigation",
];

fn has_sibling_field(lines: &[At], range: Range<usize>, name: &Name) -> bool {
    let heads = |it: &&At| it.has(Has::LABEL) || matches!(it.kind(), Kind::Heading { .. });
    lines[range].iter().filter(heads).any(|it| {
        let line = it.line;
        let alone = line.label.as_ref().map(|label| label.rest.is_empty());
        let key = match (&line.label, line.kind) {
            (Some(label), _) => label.key.as_str(),
            (None, Kind::Heading { .. }) => it.key(),
            (None, _) => return false,
        };
        let same_level = match (line.kind, name.level) {
            (Kind::Heading { level }, Some(other)) => level == other,
            (Kind::Heading { .. }, None) | (_, Some(_)) => false,
            (_, None) => alone == Some(true),
        };
        same_level && FIELDS.contains(&key)
    })
}

fn sections<'a>(
    lines: &[At],
    headings: &[(usize, &'a Name)],
    brief: Option<&Range<usize>>,
    length: usize,
    profile: &Profile,
) -> Vec<Placed> {
    let place = |(nth, &(heading, name)): (usize, &(usize, &Name))| {
        let mut end = headings.get(nth + 1).map_or(lines.len(), |it| it.0);
        if let Some(brief) = brief.filter(|it| heading < it.start && it.start < end) {
            end = brief.start;
        }
        end = (heading + 1..end).find(|it| is_foreign(lines[*it], name, profile)).unwrap_or(end);
        let at = lines[heading];
        let mut first = heading + 1;
        // The underline of a setext heading belongs to it.
        let is_setext = name.style == HeadingStyle::Setext;
        let is_underline = first < end && lines[first].kind() == Kind::Rule;
        let last_heading_line = if is_setext && is_underline { first } else { heading };
        first = last_heading_line + 1;
        let body_start = lines.get(first).map_or(length, |it| it.span().start);
        let body_end = lines.get(end).map_or(length, |it| it.span().start);
        let (range, start) = match name.rest {
            Some(rest) => (heading..end, at.place(rest).start),
            None => (first..end, body_start),
        };
        let rest_words = name.rest.map_or(0, |it| at.text(it).split_whitespace().count());
        let opening = range.clone().find(|it| says_something(lines[*it]));
        let words = words_of(lines, first.min(end)..end, at.kind() == Kind::Fenced) + rest_words;
        let section = Section {
            role: name.found.role,
            heading: Heading {
                line: at.span().cover(lines[last_heading_line].span()),
                span: at.place(name.text),
                text: at.text(name.text).to_owned(),
                style: name.style,
                level: name.level,
                slips: slips(at, name, profile),
            },
            body: Span::new(start, body_end.max(start)),
            opening: opening.map(|it| lines[it].span()),
            filling: Filling::Text,
            words,
            account: 0,
            repeats: None,
        };
        Placed { section, heading, opening, lines: range }
    };
    let mut sections: Vec<Placed> = headings.iter().enumerate().map(place).collect();
    let key = |(heading, name): &(usize, &'a Name)| &*name.spelling(lines[*heading].text(name.text), profile).key;
    let keys: Vec<&str> = headings.iter().map(key).collect();
    accounts::mark(lines, &mut sections, &keys);
    sections
}

fn slips(at: At, name: &Name, profile: &Profile) -> Vec<Slip> {
    let in_document = |it: &Slip| Slip { span: at.place(it.span.shifted(name.text.start)), ..it.clone() };
    name.spelling(at.text(name.text), profile).slips.iter().map(in_document).collect()
}

/// Whether a heading of a section's level or above leaves the section: one that is no field of it and no entry.
fn is_foreign(at: At, section: &Name, profile: &Profile) -> bool {
    let (Kind::Heading { level }, Some(above)) = (at.kind(), section.level) else { return false };
    if level > above || !section.style.is_markdown() || !at.line.stamps.is_empty() {
        return false;
    }
    let names = |labels: &[String]| labels.iter().any(|it| it == at.key());
    let is_label = || profile.evidences().any(|(_, it)| names(&it.labels));
    at.line.name.is_none() && !FIELDS.contains(&at.key()) && !is_label()
}

fn says_something(at: At) -> bool {
    let words = || at.text(at.line.span).trim();
    let is_comment = || words().starts_with("<!--") && words().ends_with("-->");
    !matches!(at.kind(), Kind::Blank | Kind::Rule) && !is_comment()
}

/// The first heading before the sections; without one, a first line that says what the document is.
fn title(lines: &[At], header: Range<usize>, in_fence: bool) -> Option<Title> {
    let usable = |it: &&At| it.is_written(in_fence);
    let is_heading =
        |it: &At| matches!(it.kind(), Kind::Heading { .. }) || it.line.html_level(it.text(it.line.span)).is_some();
    let heading = |it: &&At| is_heading(it) && !it.words().is_empty();
    let make = |at: At| {
        let bare = super::line::undressed(at.words());
        let span = at.body();
        let text = at.words()[bare.range()].trim_start_matches(['#', ' ']).to_owned();
        let span = Span::new(span.start + bare.start, span.start + bare.end);
        (!text.is_empty()).then(|| Title { span, text, is_heading: is_heading(&at) })
    };
    let lines = &lines[header];
    if let Some(found) = lines.iter().find(heading) {
        return make(*found);
    }
    // The words of an image are no title.
    let is_short = |it: &At| it.words().len() < 120 && it.line.stamps.is_empty() && !it.words().starts_with("![");
    lines.iter().filter(usable).take(6).find(|it| is_short(it) && says_postmortem(it.words())).and_then(|it| make(*it))
}

/// `Postmortem`, `post-mortem`, `Posmortem`, `incident report`, `outage report`.
pub fn says_postmortem(text: &str) -> bool {
    let words = words(text);
    let joined = |at: usize| words.get(at + 1).map(|next| format!("{}{}", words[at].text, next.text));
    (0..words.len()).any(|at| {
        is_postmortem_word(&words[at].text)
            || joined(at).is_some_and(|it| {
                is_postmortem_word(&it)
                    || matches!(it.as_str(), "incidentreport" | "outagereport" | "incidentreview" | "incidentretro")
            })
    })
}

fn is_postmortem_word(word: &str) -> bool {
    word.starts_with("po") && (8..=14).contains(&word.len()) && {
        let stem = word.strip_suffix('s').unwrap_or(word);
        strsim::osa_distance(stem, "postmortem") <= 2
    }
}
