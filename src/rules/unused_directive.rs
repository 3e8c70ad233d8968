//! `unused-directive`: a comment switches a rule off where the rule finds nothing.

use crate::model::{Directive, Verb};
use crate::rules::silence::{self, effective};
use crate::rules::{self, Diagnostic, Findings, Finds, Fix, Group, Rule, Severity};
use crate::snapshot::Snapshot;
use crate::text::quoted;

pub static RULE: Rule = Rule {
    name: "unused-directive",
    group: Group::Directives,
    finds: Finds::Presence,
    severity: Severity::Information,
    docs: r#"A comment switches a rule off where the rule finds nothing, or switches one on that was not off.

## Why

What it was written for is mended, or stands elsewhere by now. If it stays, it hides the next finding.

## Example

```markdown
## Issue Summary

<!-- postmortem-disable-next-line outage-without-timezone -->
The checkout was down from 14:30 to 16:45 UTC.
```

## Fixed

```markdown
## Issue Summary

The checkout was down from 14:30 to 16:45 UTC.
```
"#,
    check,
    fixes: Some(fixes),
};

/// The subject of a directive that names no rules.
const WHOLE: usize = usize::MAX;

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let directives = &snapshot.postmortem().directives;
    if directives.is_empty() {
        return;
    }
    let effective = effective(directives, findings.others());
    for (at, directive) in directives.iter().enumerate().filter(|(_, it)| it.verb != Verb::Unknown) {
        let verb = if directive.verb == Verb::Enable { "ends" } else { "silences" };
        if directive.names.is_empty() && !effective.contains(&(at, None)) {
            findings.add(directive.span, format!("This directive {verb} nothing")).subject = WHOLE;
        }
        for (index, name) in directive.names.iter().enumerate() {
            // What is found in directives is not known by now.
            let is_judged = rules::find(&name.text).is_some_and(|it| it.group != Group::Directives);
            if is_judged && !effective.contains(&(at, Some(index))) {
                let message = format!("The directive {verb} nothing of {}", quoted(&name.text));
                findings.add(name.span, message).subject = index;
            }
        }
    }
}

/// Without the directive, or the name in it; together with what ends it, where that would be left without effect.
fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    let directives = &snapshot.postmortem().directives;
    let Some(at) = directives.iter().position(|it| it.span.contains(finding.span.start)) else { return Vec::new() };
    let directive = &directives[at];
    let name = (finding.subject != WHOLE).then_some(finding.subject);
    let removal = silence::removal(snapshot, directive, name);
    let mut both = removal.clone();
    if let Some((end, name)) = end(directives, at, name) {
        both.edits.extend(silence::removal(snapshot, &directives[end], name).edits);
    }
    silence::mending(snapshot, [removal, both].into_iter())
}

/// The part of an `enable` that ends a part of a directive.
fn end(directives: &[Directive], at: usize, name: Option<usize>) -> Option<silence::Part> {
    let named = name.map(|it| directives[at].names[it].text.as_str());
    let behind = directives.iter().enumerate().skip(at + 1).filter(|(_, it)| it.verb == Verb::Enable);
    behind.into_iter().find_map(|(index, it)| match named {
        Some(named) if !it.names.is_empty() => Some((index, Some(it.names.iter().position(|it| it.text == named)?))),
        _ => Some((index, None)),
    })
}
