//! `broken-link`: a link or an image leads to a file or a heading that does not exist.

use std::path::Path;

use crate::model::{LinkKind, Target};
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, quoted};

/// How many files are looked for in one document.
const LOOKS: usize = 1000;

pub static RULE: Rule = Rule {
    name: "broken-link",
    group: Group::Publication,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"A link or an image leads to a file that does not exist, or to a heading that the document does not have.

Only files in the workspace are looked for, relative to the document, and only whether they exist. Addresses of the web
are never opened, and those that begin with `/` mean something else on every web site. In the command line the workspace
is the git repository around the file, or else the folder.

## Why

Whoever follows the link to the graph that proves it finds nothing, and believes less of the rest.

## Example

```markdown
## Issue Summary

The shop was down; see [what happened](#timelime).

## Timeline

- 10:00 UTC - An alert told of errors.
```

## Fixed

```markdown
## Issue Summary

The shop was down; see [what happened](#timeline).

## Timeline

- 10:00 UTC - An alert told of errors.
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let postmortem = snapshot.postmortem();
    let mut looks = 0;
    for link in &postmortem.publication.links {
        let Some(address) = link.address else { continue };
        match link.target() {
            Target::Heading(anchor) if !is_known(snapshot, &anchor) => {
                let words = snapshot.text().slice(address);
                findings.add(address, format!("{} is no heading of this document", quoted(&words)));
            }
            Target::File(path) if looks < LOOKS => {
                looks += 1;
                let document = snapshot.path.as_deref().map(Path::new);
                if document.and_then(|it| snapshot.config.surroundings.hold(it, Path::new(&path))) == Some(false) {
                    let what = if link.kind == LinkKind::Image { "image" } else { "file" };
                    findings.add(address, format!("There is no {what} {}", quoted(&path)));
                }
            }
            _ => {}
        }
    }
}

/// Whether an anchor leads somewhere. `#` and `#top` lead to the top, and some sites put words in front of anchors.
fn is_known(snapshot: &Snapshot, anchor: &str) -> bool {
    let anchor = anchor.strip_prefix("user-content-").unwrap_or(anchor);
    anchor.is_empty() || anchor == "top" || snapshot.postmortem().publication.anchors.iter().any(|it| it == anchor)
}

/// The heading whose anchor is nearly the one that was written.
fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    /// How alike the two must be, from 0 to 1.
    const ALIKE: f64 = 0.75;
    let written = snapshot.text().slice(finding.span);
    let Some(anchor) = written.strip_prefix('#').map(str::to_lowercase) else { return Vec::new() };
    let alike = |it: &&String| strsim::normalized_damerau_levenshtein(it, &anchor);
    let anchors = &snapshot.postmortem().publication.anchors;
    let Some(nearest) = anchors.iter().max_by(|a, b| alike(a).total_cmp(&alike(b))) else { return Vec::new() };
    if alike(&nearest) < ALIKE {
        return Vec::new();
    }
    let edits = vec![Edit::replace(finding.span, format!("#{nearest}"))];
    vec![Fix { title: format!("Write \"#{nearest}\""), safety: Safety::ForReview, edits }]
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::config::{Config, Surroundings};
    use crate::snapshot::Snapshot;
    use crate::syntax::Document;
    use crate::testing::{check, check_fix, check_no_fix};

    /// What is said of a text in `docs/shop.md` beside `graph.png`.
    fn found(text: &str) -> Vec<String> {
        let look = |document: &Path, path: &Path| {
            assert_eq!(document, Path::new("docs/shop.md"));
            Some(path == Path::new("graph.png"))
        };
        let config = Config { surroundings: Surroundings::seen_by(look), ..Config::default() };
        let read = Snapshot::new(Document::read(text), config.into(), Some("docs/shop.md"));
        crate::rules::findings(&read, &[&RULE]).into_iter().map(|it| it.message).collect()
    }

    #[test]
    fn files_that_do_not_exist_are_found() {
        let text = "## Timeline\n\n![a](graph.png) [b](grpah.png \"x\") ![c](<my graph.png>)\n\n<img src=\"d.png\">\n\n[e][f]\n\n[f]: g.md\n";
        assert_eq!(
            found(text),
            [
                "There is no file \"grpah.png\"",
                "There is no image \"my graph.png\"",
                "There is no image \"d.png\"",
                "There is no file \"g.md\""
            ]
        );
    }

    #[test]
    fn what_nobody_knows_is_not_said() {
        let text = "[a](https://example.com/x.png) `[b](c.png)` <mailto:a@b.c> [d](/e.png) [f](//g.h/i)\n\n```\n[j](k.png)\n```\n";
        assert_eq!(found(text), [""; 0]);
        check(
            &RULE,
            expect![[r#"
            [a](nobody-looks.png)
        "#]],
        );
    }

    #[test]
    fn headings_and_marks_of_the_document_are_known() {
        check(
            &RULE,
            expect![[r##"
                # Postmortem

                [a](#issue-summary) [b](#timeline-1) [c](#graph) [d](#) [e](#root-cause)
                                                                            ^^^^^^^^^^^ warning: "#root-cause" is no heading of this document

                ## Issue Summary

                ## Timeline

                <a name="graph"></a>

                ## Timeline
            "##]],
        );
    }

    #[test]
    fn a_misspelt_heading_is_corrected() {
        check_fix(
            &RULE,
            "[a](#time-lime)\n\n## The time line\n\n## Time line\n",
            expect![[r##"
                [a](#time-line)

                ## The time line

                ## Time line
            "##]],
        );
        check_no_fix(&RULE, "[a](#weather)\n\n## Timeline\n");
    }
}
