//! `image-without-alt`: nothing describes an image to those who do not see it.

use crate::model::{Link, LinkKind, words_of_name};
use crate::rules::{Diagnostic, Findings, Finds, Fix, Group, Rule, Safety, Severity};
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span, quoted};

pub static RULE: Rule = Rule {
    name: "image-without-alt",
    group: Group::Publication,
    finds: Finds::Presence,
    severity: Severity::Hint,
    docs: r#"An image has no text that describes it: `![](graph.png)`, `<img src="graph.png">`.

## Why

The text is read aloud to those who do not see the image, and it stands in its place where the image does not load.

## Example

```markdown
## Timeline

![](error-rate.png)
```

## Fixed

```markdown
## Timeline

![Errors rise from 1% to 40% at 10:00 UTC](error-rate.png)
```
"#,
    check,
    fixes: Some(fixes),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for (image, _) in undescribed(snapshot) {
        let what = match image.url.as_str() {
            "" => "This image".to_owned(),
            url => quoted(url),
        };
        findings.add(image.span, format!("{what} has no text that describes it"));
    }
}

/// The images without a description, and where it would stand.
fn undescribed(snapshot: &Snapshot) -> impl Iterator<Item = (&Link, Span)> {
    let images = snapshot.postmortem().publication.links.iter().filter(|it| it.kind == LinkKind::Image);
    images.filter_map(|it| Some((it, it.alt?))).filter(|(_, alt)| snapshot.text().slice(*alt).trim().is_empty())
}

/// The words of the file's name, where it has some: a beginning.
fn fixes(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    let Some((image, alt)) = undescribed(snapshot).find(|(it, _)| it.span == finding.span) else { return Vec::new() };
    let words = words_of_name(&image.url);
    if words.is_empty() {
        return Vec::new();
    }
    let has_quotes =
        image.is_html && matches!(snapshot.text().slice(Span::new(alt.end, alt.end + 1)).as_ref(), "\"" | "'");
    let text = if image.is_html && !has_quotes { format!(" alt=\"{words}\"") } else { words.clone() };
    let edits = vec![Edit::replace(alt, text)];
    vec![Fix { title: format!("Describe it as \"{words}\""), safety: Safety::ForReview, edits }]
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{check, check_fix, check_no_fix};

    #[test]
    fn images_that_nothing_describes_are_found() {
        check(
            &RULE,
            expect![[r#"
                ## Timeline

                ![](queue.png) ![The queue](queue.png) [![](badge.svg)](ci.md)
                ^^^^^^^^^^^^^^ hint: "queue.png" has no text that describes it
                                                        ^^^^^^^^^^^^^^ hint: "badge.svg" has no text that describes it

                <img src="queue.png" width="40"> <img src="queue.png" alt="The queue"> `![](code.png)`
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: "queue.png" has no text that describes it
            "#]],
        );
    }

    #[test]
    fn the_name_of_the_file_is_a_beginning() {
        check_fix(
            &RULE,
            "![](images/error-rate.png)\n",
            expect![[r#"
                ![error rate](images/error-rate.png)
            "#]],
        );
        check_fix(
            &RULE,
            "<img src='images/error-rate.png' />\n",
            expect![[r#"
                <img src='images/error-rate.png' alt="error rate" />
            "#]],
        );
        check_fix(
            &RULE,
            "<img alt='' src='error-rate.png'>\n",
            expect![[r#"
                <img alt='error rate' src='error-rate.png'>
            "#]],
        );
        check_no_fix(&RULE, "![](https://example.com/3f2a77c0.png)\n");
    }
}
