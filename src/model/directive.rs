//! Directives in comments that switch rules off: `<!-- postmortem-disable-next-line too-short -- it is a note -->`.

use crate::profile::meant;
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
    let rest = word.to_lowercase();
    rest.starts_with("postmortem-") && meant(&rest, VERBS.map(|(it, _)| it)).is_some()
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
    let mut end = line.start + text[line.range()].trim_end().len();
    for it in directives.iter().rev().filter(|it| it.span.end == end) {
        end = line.start + text[line.start..it.span.start].trim_end().len();
    }
    end
}
