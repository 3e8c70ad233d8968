//! Findings for people: the line of the document, carets under the place, the repair below.

use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet, normalize_untrusted_str};

use crate::cli::check::Checked;
use crate::rules::{Diagnostic, Fix, Severity};
use crate::text::{Span, Text};

/// Prose comes in long lines; more than this many columns of one are cut around the place.
const WIDTH: usize = 100;

pub fn plain(file: &Checked) -> Vec<String> {
    entries(&Renderer::plain().term_width(WIDTH), file)
}

pub fn styled(file: &Checked) -> Vec<String> {
    entries(&Renderer::styled().term_width(WIDTH), file)
}

fn entries(renderer: &Renderer, file: &Checked) -> Vec<String> {
    let entry = |it: &Diagnostic| {
        let fix = it.fix(&file.snapshot);
        render(renderer, &file.name, file.snapshot.text(), it, fix.as_ref()) + "\n\n"
    };
    file.snapshot.diagnostics().iter().map(entry).collect()
}

/// One finding, without a final line break.
fn render(renderer: &Renderer, file: &str, text: &Text, finding: &Diagnostic, fix: Option<&Fix>) -> String {
    let shown = finding.related.iter().fold(lines(text, finding.span), |shown, it| shown.cover(lines(text, it.0)));
    let within = |span: Span| span.start - shown.start..span.end - shown.start;
    let related = finding.related.iter().map(|(span, message)| -> Annotation<'_> {
        AnnotationKind::Context.span(within(*span)).label(message.as_str())
    });
    let snippet = Snippet::source(source(text, shown))
        .path(normalize_untrusted_str(file))
        .line_start(text.line_of(shown.start) + 1)
        .annotation(AnnotationKind::Primary.span(within(finding.span)))
        .annotations(related);
    let title = level(finding.severity).primary_title(finding.message.as_str()).id(finding.rule.name);
    let mut report = title.element(snippet);
    if let Some(fix) = fix {
        // Unlike a title, a message is printed as it is, and this one may quote the document.
        report = report.element(Level::HELP.message(normalize_untrusted_str(&fix.title)));
    }
    renderer.render(&[report])
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO.with_name(severity.as_str()),
        Severity::Hint => Level::HELP.with_name(severity.as_str()),
    }
}

/// The whole lines that a span touches.
fn lines(text: &Text, span: Span) -> Span {
    text.line(text.line_of(span.start)).cover(text.line(text.line_of(span.end)))
}

/// The text of whole lines, broken where the renderer breaks lines too: it knows nothing of a lone CR. No byte moves.
fn source(text: &Text, lines: Span) -> String {
    let mut source = text.slice(lines).into_owned();
    if source.contains('\r') {
        source = source.replace("\r\n", "\0\n").replace('\r', "\n").replace("\0\n", "\r\n");
    }
    source
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{Renderer, WIDTH, render};
    use crate::rules::{Diagnostic, Finds, Fix, Group, Rule, Safety, Severity};
    use crate::text::{Span, Text};

    static RULE: Rule = Rule {
        name: "some-rule",
        group: Group::Structure,
        finds: Finds::Presence,
        severity: Severity::Warning,
        docs: "",
        check: |_, _| {},
        fixes: None,
    };

    fn renderer() -> Renderer {
        Renderer::plain().term_width(WIDTH)
    }

    /// A finding at the first occurrence of a text.
    fn finding(source: &str, at: &str) -> Diagnostic {
        Diagnostic {
            rule: &RULE,
            severity: RULE.severity,
            span: span(source, at),
            message: "What the text lacks".into(),
            related: Vec::new(),
            subject: 0,
        }
    }

    fn span(source: &str, at: &str) -> Span {
        let start = source.find(at).expect("the text stands in the source");
        Span::new(start, start + at.len())
    }

    fn check(source: &str, finding: Diagnostic, expected: Expect) {
        let rendered = render(&renderer(), "a.md", &Text::new(source), &finding, None);
        expected.assert_eq(&(rendered + "\n"));
    }

    #[test]
    fn carets_stand_under_the_place() {
        let source = "# Title\n\nIt ended at 14:30.\n";
        check(
            source,
            finding(source, "14:30"),
            expect![[r#"
            warning[some-rule]: What the text lacks
             --> a.md:3:13
              |
            3 | It ended at 14:30.
              |             ^^^^^
        "#]],
        );
    }

    #[test]
    fn a_related_place_far_away_is_shown_and_what_is_between_is_folded() {
        let source = format!("Start: 14:30\n{}- 14:20 - Detected\n", "\n".repeat(40));
        let related = vec![(span(&source, "14:30"), "the outage starts here".into())];
        check(
            &source,
            Diagnostic { related, ..finding(&source, "14:20") },
            expect![[r#"
            warning[some-rule]: What the text lacks
              --> a.md:42:3
               |
             1 | Start: 14:30
               |        ----- the outage starts here
            ...
            42 | - 14:20 - Detected
               |   ^^^^^
        "#]],
        );
    }

    #[test]
    fn the_repair_stands_below() {
        let source = "**Timeline**\n";
        let fix = Fix { title: "Make it a heading".into(), safety: Safety::Safe, edits: Vec::new() };
        let finding = Diagnostic { severity: Severity::Hint, ..finding(source, "Timeline") };
        let rendered = render(&renderer(), "a.md", &Text::new(source), &finding, Some(&fix));
        expect![[r#"
            hint[some-rule]: What the text lacks
             --> a.md:1:3
              |
            1 | **Timeline**
              |   ^^^^^^^^
              |
              = help: Make it a heading
        "#]]
        .assert_eq(&(rendered + "\n"));
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let source = format!("{} at 14:30 {}", "before ".repeat(40), "after ".repeat(40));
        check(
            &source,
            finding(&source, "14:30"),
            expect![[r#"
            warning[some-rule]: What the text lacks
             --> a.md:1:285
              |
            1 | ...re before before before before before  at 14:30 after after after after after after after ...
              |                                              ^^^^^
        "#]],
        );
    }

    #[test]
    fn wide_characters_and_tabs_move_the_carets() {
        let source = "\t火事 at 14:30 🔥";
        check(
            source,
            finding(source, "14:30"),
            expect![[r#"
            warning[some-rule]: What the text lacks
             --> a.md:1:8
              |
            1 |     火事 at 14:30 🔥
              |             ^^^^^
        "#]],
        );
    }

    #[test]
    fn lines_count_alike_whatever_ends_them() {
        let rendered = ["\n", "\r\n", "\r"].map(|ending| {
            let source = ["one", "two", "three 14:30", ""].join(ending);
            render(&renderer(), "a.md", &Text::new(&source), &finding(&source, "14:30"), None)
        });
        assert!(rendered[0].contains("a.md:3:7"), "{}", rendered[0]);
        assert_eq!(rendered[0], rendered[1]);
        assert_eq!(rendered[0], rendered[2]);
    }

    #[test]
    fn the_end_of_the_document_is_a_place() {
        let source = "# Title\n";
        check(
            source,
            Diagnostic { span: Span::at(source.len()), ..finding(source, "Title") },
            expect![[r#"
            warning[some-rule]: What the text lacks
             --> a.md:2:1
              |
            2 |
              | ^
        "#]],
        );
        check(
            "",
            Diagnostic { span: Span::at(0), ..finding("", "") },
            expect![[r#"
            warning[some-rule]: What the text lacks
             --> a.md:1:1
              |
            1 |
              | ^
        "#]],
        );
    }

    #[test]
    fn several_lines_are_one_place() {
        let source = "# Title\n\n09:00 - a\n09:01 - b\n09:02 - c\n09:03 - d\n09:04 - e\n09:05 - f\n\nEnd";
        let place = Span::new(source.find("09:00").unwrap(), source.find("\n\nEnd").unwrap());
        check(
            source,
            Diagnostic { span: place, ..finding(source, "Title") },
            expect![[r#"
            warning[some-rule]: What the text lacks
             --> a.md:3:1
              |
            3 | / 09:00 - a
            4 | | 09:01 - b
            5 | | 09:02 - c
            6 | | 09:03 - d
            7 | | 09:04 - e
            8 | | 09:05 - f
              | |_________^
        "#]],
        );
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let source = "Start: \u{1b}[31m14:30\n";
        let fix = Fix { title: "Remove \u{1b}[31m".into(), safety: Safety::ForReview, edits: Vec::new() };
        let finding = Diagnostic { message: "\u{1b}[31m".into(), ..finding(source, "14:30") };
        let rendered = render(&renderer(), "\u{1b}.md", &Text::new(source), &finding, Some(&fix));
        assert!(!rendered.contains('\u{1b}'), "{rendered:?}");
    }
}
