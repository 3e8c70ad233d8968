//! Places of a line that still wait for their text: `[Date]`, `<how>`, `{{service}}`, `TBD`, `HH:MM`, and instructions in
//! italics.

use crate::syntax::{Inline, InlineKind};
use crate::text::Span;

/// Words that stand alone for a text to come.
static WORDS: &[&str] = &["FIXME", "HH:MM", "TBA", "TBD", "TODO", "XX:XX", "XXX", "YYYY-MM-DD"];

/// How a prompt in square brackets begins.
static PROMPTS: &[&str] = &[
    "add", "briefly", "describe", "enter", "explain", "fill", "give", "include", "insert", "list", "mention",
    "provide", "replace", "specify", "state", "what", "when", "which", "who", "why", "write", "your",
];

/// How an instruction begins that a template gives in italics: no task and no sentence of a postmortem does, alone in its
/// line and all emphasised.
static INSTRUCTIONS: &[&str] = &[
    "add a brief",
    "add a short",
    "briefly",
    "describe",
    "enter the",
    "explain how",
    "explain in",
    "explain the",
    "explain what",
    "explain when",
    "explain which",
    "explain why",
    "fill in",
    "give a",
    "give an",
    "include any",
    "include the",
    "insert",
    "list all",
    "list any",
    "list the",
    "outline the",
    "provide a",
    "provide an",
    "provide the",
    "specify the",
    "specify when",
    "specify which",
    "state the",
    "state when",
    "summarise",
    "summarize",
    "write a",
];

/// What a prompt in square brackets asks for, where it does not begin as one: `[Start Time]`.
static FACTS: &[&str] = &[
    "a",
    "affected",
    "author",
    "authors",
    "cause",
    "company",
    "component",
    "date",
    "day",
    "description",
    "duration",
    "email",
    "end",
    "engineer",
    "engineers",
    "here",
    "id",
    "impact",
    "incident",
    "issue",
    "length",
    "link",
    "location",
    "month",
    "name",
    "names",
    "number",
    "of",
    "organization",
    "outage",
    "percent",
    "percentage",
    "root",
    "service",
    "services",
    "severity",
    "start",
    "team",
    "the",
    "time",
    "timezone",
    "title",
    "url",
    "user",
    "users",
    "year",
    "zone",
];

/// Elements of HTML; any other name in angle brackets is a prompt.
static ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "audio",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "cite",
    "code",
    "col",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "object",
    "ol",
    "p",
    "path",
    "picture",
    "pre",
    "q",
    "rect",
    "s",
    "samp",
    "script",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// The placeholders between two bytes of a chunk, in order; code, links and images hold none.
pub(super) fn placeholders(text: &str, body: Span, inlines: &[Inline]) -> Vec<Span> {
    let inside = &text[body.range()];
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    while let Some(next) = inside[at..].find(|it: char| matches!(it, '[' | '<' | '{') || it.is_ascii_uppercase()) {
        at += next;
        let is_apart = !inside[..at].ends_with(|it: char| it.is_alphanumeric() || matches!(it, '_' | '\\' | '!' | ']'));
        let length = if is_apart { placeholder(&inside[at..]) } else { None };
        found.extend(length.map(|it| Span::new(at, at + it).shifted(body.start)));
        at += length.unwrap_or_else(|| inside[at..].chars().next().map_or(1, char::len_utf8));
    }
    // What it holds waits with it.
    if let Some(whole) = instruction(inside) {
        found = vec![whole.shifted(body.start)];
    }
    if !found.is_empty() {
        let from = inlines.partition_point(|it| it.span.start + 4096 < body.start);
        let masks = |it: &&Inline| it.kind != InlineKind::Html && it.span.start < body.end;
        let masks: Vec<&Inline> = inlines[from..].iter().filter(masks).collect();
        found.retain(|span| !masks.iter().any(|it| it.span.start < span.end && span.start < it.span.end));
    }
    found
}

/// The italics that end a line, alone or behind a label, where they are an instruction: `*Briefly describe the impact.*`
fn instruction(text: &str) -> Option<Span> {
    let line = text.trim_end();
    let mark = line.chars().last().filter(|it| matches!(it, '*' | '_'))?;
    let inside = line[..line.len() - 1].trim_end_matches(mark);
    let width = line.len() - inside.len();
    let start = inside.rfind(mark)? + 1;
    let opens = line[..start].len() - line[..start].trim_end_matches(mark).len();
    let before = line[..start - opens].trim_end_matches([' ', '\t', '*', '_']);
    let is_alone = before.ends_with(':') || before.trim_start().trim_start_matches(['-', '+', '>']).is_empty();
    // Bold is how people write headings.
    if width != 1 || opens != 1 || !is_alone {
        return None;
    }
    let lower = inside[start..].to_lowercase();
    let begins = |it: &&&str| lower.strip_prefix(**it).is_some_and(|rest| rest.starts_with(' '));
    INSTRUCTIONS.iter().find(begins).map(|_| Span::new(start - opens, line.len()))
}

/// The length of the placeholder that a text begins with.
fn placeholder(text: &str) -> Option<usize> {
    const LONGEST: usize = 120;
    let closed = |open: &str, close: &str| {
        let inside = text.strip_prefix(open)?;
        let end = inside.find(close).filter(|it| (1..=LONGEST).contains(it))?;
        Some((&inside[..end], &inside[end + close.len()..], open.len() + end + close.len()))
    };
    if let Some((_, _, length)) = closed("{{", "}}") {
        return Some(length);
    }
    if let Some((prompt, rest, length)) = closed("[", "]") {
        return (is_prompt(prompt) && !rest.starts_with(['(', '[', ':'])).then_some(length);
    }
    if let Some((prompt, _, length)) = closed("<", ">") {
        return is_unknown_tag(prompt).then_some(length);
    }
    let word = WORDS.iter().find(|it| text.starts_with(**it))?;
    let rest = &text[word.len()..];
    let goes_on = rest.starts_with(|it: char| it.is_alphanumeric() || matches!(it, '_' | '-'));
    (!goes_on).then_some(word.len())
}

fn is_prompt(inside: &str) -> bool {
    let lower = inside.to_lowercase();
    let mut words = lower.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).peekable();
    let begins = words.peek().is_some_and(|it| PROMPTS.contains(it)) && lower.contains(' ');
    let is_word = WORDS.contains(&inside.trim());
    begins || is_word || (words.peek().is_some() && words.all(|it| FACTS.contains(&it)))
}

fn is_unknown_tag(inside: &str) -> bool {
    let name = inside.split(|it: char| !it.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
    let is_address = inside.contains("://") || inside.contains('@') || inside.starts_with("mailto:");
    inside.starts_with(|it: char| it.is_ascii_alphabetic())
        && !inside.contains(['=', '<', '`'])
        && !inside.ends_with('/')
        && !is_address
        && !ELEMENTS.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Document;

    fn found(text: &str) -> Vec<String> {
        let document = Document::read(text);
        let (_, chunk) = document.chunks().next().expect("a document has a chunk");
        let spans = placeholders(text, Span::new(0, text.len()), chunk.inlines());
        spans.iter().map(|it| text[it.range()].to_owned()).collect()
    }

    #[test]
    fn prompts_in_every_kind_of_bracket_are_found() {
        assert_eq!(
            found("On [Date], {{service}} was <down or slow> for [insert number] users"),
            ["[Date]", "{{service}}", "<down or slow>", "[insert number]"]
        );
        assert_eq!(found("HH:MM UTC: TBD (was: TODO)"), ["HH:MM", "TBD", "TODO"]);
    }

    #[test]
    fn an_instruction_in_italics_is_found_as_a_whole() {
        for (text, instruction) in [
            ("*Briefly describe the impact.*", "*Briefly describe the impact.*"),
            ("- _Describe [what] happened_ ", "_Describe [what] happened_"),
            ("**Impact:** *Explain how many users were affected*", "*Explain how many users were affected*"),
            ("*Insert date here*", "*Insert date here*"),
            ("[Describe what happened]", "[Describe what happened]"),
            ("<Insert date here>", "<Insert date here>"),
            ("{{ name }}", "{{ name }}"),
        ] {
            assert_eq!(found(text), [instruction]);
        }
    }

    #[test]
    fn what_is_only_emphasised_is_no_instruction() {
        for text in [
            "*The checkout was down.*",
            "**Describe the alert in the runbook**",
            "*Describe* the alert in the runbook",
            "The alert was told to *describe the queue*",
            "* Describe the alert * 2",
            "- [ ] Describe the alert",
            "- *Add an alert on disk space*",
            "*Explained by the network team.*",
            "See [describe_alert](a_b.md) and a_describe the_",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn markup_code_and_words_in_brackets_are_not_placeholders() {
        for text in [
            "[Date](https://example.com)",
            "![Name](a.png)",
            "- [x] done",
            "`kubectl get <pod>` and `TODO`",
            "a<br>b <span style=\"x\">c</span> <https://example.com> <me@example.com>",
            "Vec<T>, 3 < 4 > 2, [WARN] disk full, [1], [sic]",
            "METHODOLOGY TBDs XXXL",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
