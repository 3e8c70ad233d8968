//! How a team names its tickets, and where each of them is found. Without this nobody knows: no address is invented.

use std::borrow::Cow;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use regex::{Regex, RegexBuilder};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

/// Names of tickets become links.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Tickets {
    /// A regular expression of the names: `OPS-\d+`.
    pub pattern: Pattern,
    /// The address of a ticket; `{ticket}` stands for its name.
    pub url: Address,
}

/// A regular expression of bounded size; it takes time in proportion to the text.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern(Regex);

#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Address(String);

/// What stands for the name in an address.
const NAME: &str = "{ticket}";

impl Tickets {
    /// The names in a line, as ranges of its bytes, with their addresses.
    pub fn find(&self, line: &str) -> Vec<(std::ops::Range<usize>, String)> {
        let is_part = |it: char| it.is_alphanumeric() || it == '_';
        let is_whole = |it: &regex::Match<'_>| {
            !it.is_empty() && !line[..it.start()].ends_with(is_part) && !line[it.end()..].starts_with(is_part)
        };
        let address = |name: &str| self.url.0.replace(NAME, &utf8_percent_encode(name, UNRESERVED).to_string());
        self.pattern.0.find_iter(line).filter(is_whole).map(|it| (it.range(), address(it.as_str()))).collect()
    }
}

/// What may stand in an address as it is.
const UNRESERVED: &percent_encoding::AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(pattern: String) -> Result<Pattern, String> {
        /// In bytes of the compiled expression.
        const LARGEST: usize = 256 * 1024;
        let built = RegexBuilder::new(&pattern).size_limit(LARGEST).build();
        built.map(Pattern).map_err(|_| format!("\"{pattern}\" is no regular expression that can be used"))
    }
}

impl TryFrom<String> for Address {
    type Error = String;

    fn try_from(address: String) -> Result<Address, String> {
        let is_web = ["https://", "http://"].iter().any(|it| address.starts_with(it));
        if !is_web || !address.contains(NAME) {
            return Err(format!("expected an address such as https://tickets.example.com/{NAME}"));
        }
        Ok(Address(address))
    }
}

impl JsonSchema for Pattern {
    fn schema_name() -> Cow<'static, str> {
        "Pattern".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "regex" })
    }

    fn inline_schema() -> bool {
        true
    }
}

impl JsonSchema for Address {
    fn schema_name() -> Cow<'static, str> {
        "Address".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^https?://.*\\{ticket\\}" })
    }

    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tickets(toml: &str) -> Result<Tickets, String> {
        toml::from_str(toml).map_err(|it| it.message().to_owned())
    }

    #[test]
    fn names_are_found_as_whole_words_and_escaped() {
        let tickets = tickets(
            r#"pattern = '#?OPS-\d+'
url = "https://tickets.example.com/browse/{ticket}?from={ticket}""#,
        )
        .expect("it is right");
        let found = tickets.find("See OPS-12, XOPS-13, OPS-14b and #OPS-15.");
        let address = |it: &str| format!("https://tickets.example.com/browse/{it}?from={it}");
        assert_eq!(found, [(4..10, address("OPS-12")), (33..40, address("%23OPS-15"))]);
    }

    #[test]
    fn what_is_no_pattern_or_no_address_is_refused() {
        let wrong = tickets("pattern = '('\nurl = 'https://a.example/{ticket}'").expect_err("no pattern");
        assert!(wrong.contains("\"(\" is no regular expression"), "{wrong}");
        for url in ["https://a.example/", "javascript:{ticket}", "tickets/{ticket}"] {
            let wrong = tickets(&format!("pattern = 'A'\nurl = '{url}'")).expect_err("no address");
            assert!(wrong.starts_with("expected an address such as "), "{wrong}");
        }
    }
}
