//! A finding, or the name of a rule in a comment: why the rule is there, and how to set it.

use super::prose::{Prose, quoted_whole};
use crate::rules::{self, Rule, catalogue};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// What there is to say about the rule that a comment names at a place.
pub(super) fn named(snapshot: &Snapshot, here: Span) -> Option<(Span, Prose)> {
    let mut names = snapshot.postmortem().directives.iter().flat_map(|it| &it.names);
    let name = names.find(|it| it.span.touches(here))?;
    Some((name.span, Prose::of(about(rules::find(&name.text)?))))
}

/// What there is to say about the smallest finding at a place, a line each.
pub(super) fn found(snapshot: &Snapshot, here: Span) -> Option<(Span, [String; 3])> {
    let here = snapshot.diagnostics().iter().filter(|it| it.span.touches(here));
    let found = here.min_by_key(|it| it.span.len())?;
    Some((found.span, about(found.rule)))
}

fn about(rule: &Rule) -> [String; 3] {
    let why = rule.docs.split("## Why").nth(1).and_then(|it| it.split("\n## ").next()).unwrap_or_default();
    let first = why.trim().split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let setting = quoted_whole(&format!("{} = \"off\"", rule.name));
    [
        format!("{}: {}", rule.name, bare(catalogue::summary(rule))),
        format!("why: {}", bare(&first)),
        format!("to set its level: {setting} below [rules] in postmortem.toml"),
    ]
}

/// Without the marks of code, and never read as Markdown.
fn bare(text: &str) -> String {
    quoted_whole(&text.replace('`', ""))
}
