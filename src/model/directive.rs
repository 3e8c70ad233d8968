//! Directives in comments that switch rules off: `<!-- postmortem-disable-next-line too-short -- it is a note -->`.

use strsim::osa_distance;

use crate::text::Span;

/// What a directive does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    DisableLine,
    DisableNextLine,
    /// Until an `enable`, or the end.
    Disable,
    Enable,
    DisableFile,
    /// No verb: somebody meant to write another word.
    Unknown,
}

/// The words of the verbs.
pub const VERBS: [(&str, Verb); 5] = [
    ("postmortem-disable-line", Verb::DisableLine),
    ("postmortem-disable-next-line", Verb::DisableNextLine),
    ("postmortem-disable", Verb::Disable),
    ("postmortem-enable", Verb::Enable),
    ("postmortem-disable-file", Verb::DisableFile),
];

/// One directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The comment.
    pub span: Span,
    pub verb: Verb,
    /// The word of the verb.
    pub word: Span,
    /// The rules that it names; none for all.
    pub names: Vec<Name>,
    /// Behind two dashes somebody said why.
    pub has_reason: bool,
    /// Of a directive for a line: the line on which findings begin that it silences.
    pub line: Span,
}

/// A rule that a directive names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub span: Span,
    pub text: String,
}

impl Directive {
    /// The same, `by` bytes further on.
    pub fn shifted(&self, by: usize) -> Directive {
        let name = |it: &Name| Name { span: it.span.shifted(by), text: it.text.clone() };
        Directive {
            span: self.span.shifted(by),
            word: self.word.shifted(by),
            names: self.names.iter().map(name).collect(),
            line: self.line.shifted(by),
            ..*self
        }
    }
}

/// The directives in a line, whose own span is `line` in `text`.
pub(super) fn directives(text: &str, line: Span) -> Vec<Directive> {
    let mut found = Vec::new();
    let mut at = line.start;
    while let Some(start) = text[at..line.end].find("<!--").map(|it| at + it) {
        let Some(end) = text[start..line.end].find("-->").map(|it| start + it) else { break };
        found.extend(directive(text, Span::new(start, end + "-->".len()), line));
        at = end;
    }
    found
}

fn directive(text: &str, span: Span, line: Span) -> Option<Directive> {
    let inside = Span::new(span.start + "<!--".len(), (span.end - "-->".len()).max(span.start + "<!--".len()));
    let mut words = words(text, inside);
    let word = words.next()?;
    let written = &text[word.range()];
    let known = VERBS.iter().find(|(it, _)| *it == written);
    let verb = match known {
        Some((_, verb)) => *verb,
        None if is_slip(written) => Verb::Unknown,
        None => return None,
    };
    let mut names = Vec::new();
    let mut has_reason = false;
    for span in words {
        if text[span.range()].starts_with("--") {
            has_reason = true;
            break;
        }
        names.push(Name { span, text: text[span.range()].to_owned() });
    }
    Some(Directive { span, verb, word, names, has_reason, line })
}

/// Whether a word is none of the verbs, but was meant to be one.
fn is_slip(word: &str) -> bool {
    /// As many letters wrong as one slip makes.
    const NEAR: usize = 2;
    let word = word.to_lowercase();
    word.starts_with("postmortem-") && VERBS.iter().any(|(it, _)| osa_distance(&word, it) <= NEAR)
}

/// Words between white space and commas.
fn words(text: &str, inside: Span) -> impl Iterator<Item = Span> {
    let is_between = |it: char| it.is_whitespace() || it == ',';
    let mut at = inside.start;
    std::iter::from_fn(move || {
        let rest = &text[at..inside.end];
        let start = at + rest.find(|it| !is_between(it))?;
        let end = text[start..inside.end].find(is_between).map_or(inside.end, |it| start + it);
        at = end;
        Some(Span::new(start, end))
    })
}

/// The end of a line without the directives at its end and the white space before them.
pub(super) fn without_directives(text: &str, line: Span, directives: &[Directive]) -> usize {
    let mut end = line.end;
    for it in directives.iter().rev() {
        if text[it.span.end..end].trim().is_empty() {
            end = line.start + text[line.start..it.span.start].trim_end().len();
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Vec<(Verb, Vec<String>, bool)> {
        let found = directives(line, Span::new(0, line.len()));
        found.into_iter().map(|it| (it.verb, it.names.into_iter().map(|it| it.text).collect(), it.has_reason)).collect()
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|it| (*it).to_owned()).collect()
    }

    #[test]
    fn a_directive_has_a_verb_names_and_a_reason() {
        assert_eq!(read("<!-- postmortem-disable-line -->"), [(Verb::DisableLine, names(&[]), false)]);
        assert_eq!(read("<!--postmortem-enable a, b c-->"), [(Verb::Enable, names(&["a", "b", "c"]), false)]);
        let reasoned = "x <!-- postmortem-disable-file too-short -- it is a note --> y";
        assert_eq!(read(reasoned), [(Verb::DisableFile, names(&["too-short"]), true)]);
        assert_eq!(read("<!-- postmortem-disable a --> <!-- postmortem-enable -->").len(), 2);
    }

    #[test]
    fn a_slip_is_a_directive_and_another_comment_is_none() {
        assert_eq!(read("<!-- postmortem-disble-line a -->")[0].0, Verb::Unknown);
        assert_eq!(read("<!-- Postmortem-Disable a -->")[0].0, Verb::Unknown);
        for comment in
            ["<!-- postmortem: off -->", "<!-- postmortem-diagram -->", "<!-- -->", "<!---->", "<!-->", "<!-- a"]
        {
            assert_eq!(read(comment), [], "{comment}");
        }
    }

    #[test]
    fn the_text_of_a_line_ends_before_its_directives() {
        fn end(line: &str) -> &str {
            let span = Span::new(0, line.len());
            &line[..without_directives(line, span, &directives(line, span))]
        }
        assert_eq!(end("a  <!-- postmortem-disable-line -->  "), "a");
        assert_eq!(end("a <!-- postmortem-disable x --> <!-- postmortem-enable x -->"), "a");
        assert_eq!(end("a <!-- postmortem-disable x --> b  "), "a <!-- postmortem-disable x --> b  ");
        assert_eq!(end("<!-- postmortem-disable-line -->"), "");
    }
}
