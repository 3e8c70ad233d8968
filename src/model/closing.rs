//! What follows the last section of a postmortem and is none of its sections: conclusions, images, signatures.

/// Headings of what closes a document.
const HEADINGS: &[&str] = &[
    "acknowledgements",
    "acknowledgments",
    "appendix",
    "author",
    "authors",
    "closing notes",
    "closing thoughts",
    "conclusion",
    "conclusions",
    "credits",
    "final thoughts",
    "glossary",
    "in conclusion",
    "postmortem conclusion",
    "references",
    "supporting documents",
    "supporting information",
];

/// How a line begins that says who wrote the document.
const SIGNATURES: &[&str] = &["by ", "written by", "prepared by", "author:", "authors:", "signed", "— ", "– "];

/// Whether a line is the heading of a conclusion or the like, however it is written.
pub fn is_closing_heading(line: &str) -> bool {
    const ALWAYS: &str = "in conclusion";
    let bare = line.trim_matches(|it: char| !it.is_alphanumeric());
    let is_always = bare.get(..ALWAYS.len()).is_some_and(|it| it.eq_ignore_ascii_case(ALWAYS));
    is_always || HEADINGS.iter().any(|it| it.eq_ignore_ascii_case(bare))
}

/// Whether a line belongs to the end of a document instead of its last section: a rule, an image, a signature. `above`
/// is the line before it.
pub fn closes_document(line: &str, above: Option<&str>) -> bool {
    let words = line.trim().to_lowercase();
    let is_image = (words.starts_with("![") && words.ends_with(')')) || words.starts_with("<img");
    let bare = words.trim_matches(['*', '_', '>', ' ']);
    is_rule(line, above) || is_image || SIGNATURES.iter().any(|it| bare.starts_with(it))
}

/// Whether a line is a thematic break. Dashes under a text are none: they make it a heading.
pub fn is_rule(line: &str, above: Option<&str>) -> bool {
    let mut marks = line.chars().filter(|it| !it.is_whitespace());
    let Some(first) = marks.next().filter(|it| matches!(it, '*' | '_' | '-')) else { return false };
    let is_alone = || above.is_none_or(|it| it.trim().is_empty());
    let mut count = 1;
    marks.all(|it| {
        count += 1;
        it == first
    }) && count >= 3
        && (first != '-' || is_alone())
}
