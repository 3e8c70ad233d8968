//! `unknown-directive`: a comment shall switch a rule off, but says so in a word that means nothing.

use crate::model::{VERBS, Verb};
use crate::profile::meant;
use crate::rules::{self, Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity, silence};
use crate::snapshot::Snapshot;
use crate::text::{Edit, quoted};

pub static RULE: Rule = Rule {
    name: "unknown-directive",
    group: Group::Directives,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"A comment that shall switch a rule off names no rule, or says what it does in a word that means nothing.

The words are `postmortem-disable-line`, `postmortem-disable-next-line`, `postmortem-disable` until `postmortem-enable`,
and `postmortem-disable-file`. The names of rules follow, or none for all; behind `--` there is room to say why.

## Why

Such a comment has no effect, and nobody sees that it has none.

## Example

```markdown
## Issue Summary

<!-- postmortem-disable-next-line outage-without-time-zone -->
The checkout was down from 14:30 to 16:45.
```

## Fixed

```markdown
## Issue Summary

<!-- postmortem-disable-next-line outage-without-timezone -- the whole team sits in one town -->
The checkout was down from 14:30 to 16:45.
```
"#,
    check,
    fixes: Some(fixes),
};

/// The subject that tells the word of the verb from the names.
const VERB: usize = usize::MAX;

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for directive in &snapshot.postmortem().directives {
        let text = snapshot.text();
        if directive.verb == Verb::Unknown {
            let word = text.slice(directive.word);
            findings.add(directive.word, format!("{} is no directive", quoted(&word))).subject = VERB;
            continue;
        }
        for (index, name) in directive.names.iter().enumerate().filter(|(_, it)| rules::find(&it.text).is_none()) {
            findings.add(name.span, format!("{} is the name of no rule", quoted(&name.text))).subject = index;
        }
    }
}

/// The word that was meant, if it has an effect here, or else nothing at all.
fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    let directives = &snapshot.postmortem().directives;
    let Some(directive) = directives.iter().find(|it| it.span.contains(finding.span.start)) else { return Vec::new() };
    let written = snapshot.text().slice(finding.span);
    let known: Vec<&str> = match finding.subject {
        VERB => VERBS.iter().map(|(it, _)| *it).collect(),
        _ => rules::ALL.iter().map(|it| it.name).collect(),
    };
    let meant = meant(&written, known).map(|word| Fix {
        title: format!("Write \"{word}\""),
        safety: Safety::Safe,
        edits: vec![Edit::replace(finding.span, word)],
    });
    let removal = match finding.subject {
        VERB => silence::removal(snapshot, directive, None),
        name => silence::removal(snapshot, directive, Some(name)),
    };
    silence::mending(snapshot, meant.into_iter().chain([removal]))
}
