//! What directives in the document silence, and which of them silence nothing.

use std::collections::BTreeSet;

use crate::model::{Directive, Name, Verb};
use crate::rules::{Diagnostic, Fix, Group, Rule, Safety};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span};

/// A directive and one of the names in it, or none where it is for all rules; by their places in their lists.
pub type Part = (usize, Option<usize>);

/// Takes the findings away that the document's directives silence.
pub fn silence(snapshot: &Snapshot, findings: &mut Vec<Diagnostic>) {
    let directives = &snapshot.postmortem().directives;
    if !directives.is_empty() {
        findings.retain(|it| silencer(directives, it.rule, it.span.start).is_none());
    }
}

/// The parts of directives that have an effect on some findings: they silence one, or they end what was silenced.
pub fn effective(directives: &[Directive], findings: &[Diagnostic]) -> BTreeSet<Part> {
    let silencers = findings.iter().filter_map(|it| silencer(directives, it.rule, it.span.start));
    silencers.chain(ends(directives)).collect()
}

/// The part of a directive that silences a finding of a rule that begins at an offset: the nearest.
fn silencer(directives: &[Directive], rule: &Rule, offset: usize) -> Option<Part> {
    let parts = || directives.iter().enumerate().filter_map(|(at, it)| Some((it, (at, part(it, rule)?))));
    let on_line = |it: &Directive| {
        let is_for_line = matches!(it.verb, Verb::DisableLine | Verb::DisableNextLine);
        is_for_line && it.line.start <= offset && offset <= it.line.end
    };
    if let Some((_, part)) = parts().find(|(it, _)| on_line(it)) {
        return Some(part);
    }
    let mut before = parts().filter(|(it, _)| it.span.start <= offset);
    let last = before.rfind(|(it, _)| matches!(it.verb, Verb::Disable | Verb::Enable));
    if let Some((_, part)) = last.filter(|(it, _)| it.verb == Verb::Disable) {
        return Some(part);
    }
    parts().find(|(it, _)| it.verb == Verb::DisableFile).map(|(_, part)| part)
}

/// How a directive speaks of a rule; `None` where it does not. What is found in directives is silenced by name only, or
/// a directive for all rules would silence that it is of no use.
fn part(directive: &Directive, rule: &Rule) -> Option<Option<usize>> {
    if directive.names.is_empty() {
        return (rule.group != Group::Directives).then_some(None);
    }
    directive.names.iter().position(|it| it.text == rule.name).map(Some)
}

/// The parts of each `enable` that end a `disable`.
fn ends(directives: &[Directive]) -> Vec<Part> {
    let mut found = Vec::new();
    for (at, enable) in directives.iter().enumerate().filter(|(_, it)| it.verb == Verb::Enable) {
        let before = &directives[..at];
        match &enable.names[..] {
            [] if (0..at).any(|it| is_open(before, it)) => found.push((at, None)),
            names => {
                let ends_one = |name: &str| {
                    let last = before.iter().rev().find(|it| is_toggle(it, Some(name)));
                    last.is_some_and(|it| it.verb == Verb::Disable)
                };
                let ending = names.iter().enumerate().filter(|(_, it)| ends_one(&it.text));
                found.extend(ending.map(|(name, _)| (at, Some(name))));
            }
        }
    }
    found
}

/// Whether a directive is a `disable` that none of those behind it ends as a whole.
fn is_open(directives: &[Directive], at: usize) -> bool {
    let Directive { verb: Verb::Disable, names, .. } = &directives[at] else { return false };
    let enables = || directives[at + 1..].iter().filter(|it| it.verb == Verb::Enable);
    match &names[..] {
        [] => enables().all(|it| !it.names.is_empty()),
        names => names.iter().any(|name| enables().all(|it| !is_toggle(it, Some(&name.text)))),
    }
}

/// Whether a directive begins or ends a stretch for the rule with a name; for `None`, for all rules.
fn is_toggle(directive: &Directive, name: Option<&str>) -> bool {
    let is_named = |name: &str| directive.names.iter().any(|it| it.text == name);
    matches!(directive.verb, Verb::Disable | Verb::Enable) && (directive.names.is_empty() || name.is_some_and(is_named))
}

/// The fix that takes a directive away, or one name out of several; with its line, where nothing else stands on it.
pub fn removal(snapshot: &Snapshot, directive: &Directive, name: Option<usize>) -> Fix {
    let text = snapshot.text();
    let safety = if directive.has_reason { Safety::ForReview } else { Safety::Safe };
    if let Some(name) = name.filter(|_| directive.names.len() > 1) {
        let Name { span, text } = &directive.names[name];
        let gone = match directive.names.get(name + 1) {
            Some(next) => Span::new(span.start, next.span.start),
            None => Span::new(directive.names[name - 1].span.end, span.end),
        };
        let edits = vec![Edit::replace(gone, "")];
        return Fix { title: format!("Remove {text} from the directive"), safety: Safety::Safe, edits };
    }
    let number = text.line_of(directive.span.start);
    let line = text.line(number);
    let last = text.line_count() - 1;
    let is_blank = |it: usize| text.slice(text.line(it)).trim().is_empty();
    let (blank_before, blank_behind) = (number == 0 || is_blank(number - 1), number == last || is_blank(number + 1));
    let span = if text.slice(line).trim() == text.slice(directive.span) {
        match (blank_before, blank_behind) {
            // An empty line stays between what the comment kept apart.
            (false, false) => line,
            (true, true) if number < last => text.full_line(number).cover(text.full_line(number + 1)),
            _ => text.full_line(number),
        }
    } else {
        let before = text.slice(Span::new(line.start, directive.span.start));
        Span::new(line.start + before.trim_end_matches([' ', '\t']).len(), directive.span.end)
    };
    Fix { title: "Remove the directive".into(), safety, edits: vec![Edit::replace(span, "")] }
}

/// The first of some fixes after which less is wrong with the directives.
pub fn mending(snapshot: &Snapshot, fixes: impl Iterator<Item = Fix>) -> Vec<Fix> {
    let wrong = |it: &Snapshot| it.findings().iter().filter(|it| it.rule.group == Group::Directives).count();
    let before = wrong(snapshot);
    let mends = |fix: &Fix| wrong(&snapshot.with(&fix.edits)) < before;
    fixes.into_iter().find(mends).into_iter().collect()
}

#[cfg(test)]
mod tests;
