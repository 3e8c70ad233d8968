//! Links and images, and where they lead.

use percent_encoding::percent_decode_str;

use crate::text::Span;

/// A link or an image, as Markdown or as HTML, or the definition of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub kind: LinkKind,
    /// With its markup.
    pub span: Span,
    /// Where the address stands; `None` for `[text][name]`, whose definition is a link of its own.
    pub address: Option<Span>,
    /// The address without the escapes of Markdown and HTML.
    pub url: String,
    /// The words that describe an image, or where they would stand.
    pub alt: Option<Span>,
    /// Written as a tag.
    pub is_html: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    Link,
    Image,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Out of reach: the web, another program, a place that only a web site knows.
    Elsewhere,
    /// A heading of the same document, by its anchor.
    Heading(String),
    /// A path relative to the document, with `/`, decoded.
    File(String),
}

/// `!(https://example.com/graph.png)`: meant as an image, and none to Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MalformedImage {
    pub span: Span,
    /// The words that describe it; often empty.
    pub alt: String,
    pub url: String,
}

impl Link {
    /// The same link, `by` bytes further on.
    pub(super) fn shifted(&self, by: usize) -> Link {
        let shift = |it: Option<Span>| it.map(|it| it.shifted(by));
        Link { span: self.span.shifted(by), address: shift(self.address), alt: shift(self.alt), ..self.clone() }
    }

    pub fn target(&self) -> Target {
        match self.address {
            Some(_) => target(&self.url),
            None => Target::Elsewhere,
        }
    }
}

fn target(url: &str) -> Target {
    if let Some(anchor) = url.strip_prefix('#') {
        return Target::Heading(anchor_key(&decoded(anchor)));
    }
    let path = decoded(url.split(['?', '#']).next().unwrap_or_default());
    // `https:`, `mailto:`, `C:`; `/` and `~` lead to where only a web site or a shell knows; `\\host` would ask the network.
    let is_away = path.is_empty() || path.starts_with(['/', '~']) || path.contains([':', '\\', '{', '<', '$', '\0']);
    if is_away { Target::Elsewhere } else { Target::File(path) }
}

fn decoded(url: &str) -> String {
    percent_decode_str(url).decode_utf8_lossy().into_owned()
}

/// What a link to a heading and the heading have in common, however a web site makes its anchors: `## Root cause & fix`
/// and `#root-cause--fix` are `root-cause-fix`.
pub(super) fn anchor_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for it in text.chars().flat_map(char::to_lowercase) {
        match it {
            ' ' | '-' | '\t' if !key.is_empty() && !key.ends_with('-') => key.push('-'),
            '_' => key.push(it),
            it if it.is_alphanumeric() => key.push(it),
            _ => {}
        }
    }
    key.trim_matches(['-', '_']).to_owned()
}

/// The words of a file's name: `2024-03-04_error-rate.png` is `2024 03 04 error rate`. Empty where it has none.
pub fn words_of_name(url: &str) -> String {
    let path = decoded(url.split(['?', '#']).next().unwrap_or_default());
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |it| it.0);
    let words: Vec<&str> = stem.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    // A name made by a machine says nothing: `pQ9YzVY`, `3f2a77c0`.
    let says = |it: &&str| {
        it.len() > 2 && it.chars().all(char::is_alphabetic) && !it[1..].contains(|it: char| it.is_uppercase())
    };
    if words.iter().any(says) { words.join(" ") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_around_the_document_is_a_file() {
        let file = |it: &str| Target::File(it.to_owned());
        let cases = [
            ("graph.png", file("graph.png")),
            ("../images/error%20rate.png?raw=true", file("../images/error rate.png")),
            ("runbook.md#restart", file("runbook.md")),
            ("#Root-Cause", Target::Heading("root-cause".into())),
            ("https://example.com", Target::Elsewhere),
            ("mailto:a@b.c", Target::Elsewhere),
            ("/images/graph.png", Target::Elsewhere),
            ("\\\\host\\share", Target::Elsewhere),
            ("C:\\graph.png", Target::Elsewhere),
            ("{{ site.url }}/graph.png", Target::Elsewhere),
            ("", Target::Elsewhere),
        ];
        for (url, expected) in cases {
            assert_eq!(target(url), expected, "{url}");
        }
    }

    #[test]
    fn anchors_are_compared_as_web_sites_make_them() {
        for (heading, anchor) in
            [("Root cause & fix", "root-cause--fix"), ("🚒 Timeline", "-timeline"), ("What's next?", "whats-next")]
        {
            assert_eq!(anchor_key(heading), anchor_key(anchor));
        }
        assert_ne!(anchor_key("Issue Summary"), anchor_key("issuesummary"));
    }

    #[test]
    fn names_that_machines_made_say_nothing() {
        assert_eq!(words_of_name("images/error-rate_2024.png?raw=1"), "error rate 2024");
        assert_eq!(words_of_name("https://example.com/294/pQ9YzVY.gif"), "");
        assert_eq!(words_of_name(""), "");
    }
}
