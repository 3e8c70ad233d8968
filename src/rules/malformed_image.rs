//! `malformed-image`: something is meant as an image and is none to Markdown.

use crate::model::{MalformedImage, words_of_name};
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, quoted};

pub static RULE: Rule = Rule {
    name: "malformed-image",
    group: Group::Publication,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"An image is written as Markdown does not know it: `!(url)`, `! [alt](url)`, `[!alt](url)`, `![alt] (url)`.

## Why

Instead of the graph, readers see brackets and an address.

## Example

```markdown
## Timeline

!(https://example.com/error-rate.png)
```

## Fixed

```markdown
## Timeline

![error rate](https://example.com/error-rate.png)
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for image in &snapshot.postmortem().publication.malformed_images {
        let words = snapshot.text().slice(image.span);
        findings.add(image.span, format!("{} is no image to Markdown", quoted(&words)));
    }
}

fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    let images = &snapshot.postmortem().publication.malformed_images;
    let Some(image) = images.iter().find(|it| it.span == finding.span) else { return Vec::new() };
    let edits = vec![Edit::replace(image.span, format!("![{}]({})", description(image), image.url))];
    vec![Fix { title: "Write it as an image".into(), safety: Safety::Safe, edits }]
}

/// An image without a description would be the next finding.
fn description(image: &MalformedImage) -> String {
    match image.alt.as_str() {
        "" => Some(words_of_name(&image.url)).filter(|it| !it.is_empty()).unwrap_or_else(|| "image".into()),
        alt => alt.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix};

    #[test]
    fn every_slip_is_found() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                !(https://example.com/a)
                ^^^^^^^^^^^^^^^^^^^^^^^^ warning: "!(https://example.com/a)" is no image to Markdown

                ! [a](a.png) and [!b](b.png) and ![c] (c.png)
                ^^^^^^^^^^^^ warning: "! [a](a.png)" is no image to Markdown
                                 ^^^^^^^^^^^ warning: "[!b](b.png)" is no image to Markdown
                                                 ^^^^^^^^^^^^ warning: "![c] (c.png)" is no image to Markdown
            "#]],
        );
    }

    #[test]
    fn images_links_and_exclamations_are_left_alone() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                ![a](a.png) [![b](b.png)](c.md) Down![d](e.png) `!(f.png)` Wow !(really) Look! [g](h.md)

                > [!NOTE]
                > It was down ! [i](https://example.com/j)
            "#]],
        );
    }

    #[test]
    fn an_image_is_written_with_its_words_or_those_of_its_name() {
        check_fix(
            &RULE,
            "## Timeline\n\nThe queue grew for an hour.\n\n! [The queue](queue.png)\n",
            expect![[r#"
                ## Timeline

                The queue grew for an hour.

                ![The queue](queue.png)
            "#]],
        );
        check_fix(
            &RULE,
            "## Timeline\n\nThe queue grew for an hour.\n\n!(https://example.com/294/pQ9YzVY.gif)\n",
            expect![[r#"
                ## Timeline

                The queue grew for an hour.

                ![image](https://example.com/294/pQ9YzVY.gif)
            "#]],
        );
    }
}
