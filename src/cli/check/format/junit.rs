//! Findings as JUnit XML: a test suite for each postmortem, a failure for each finding.

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;

use crate::cli::check::Checked;
use crate::cli::check::format::Completion;
use crate::cli::check::format::place::place;
use crate::rules::Diagnostic;
use crate::text::Encoding;

pub fn open() -> String {
    let name = env!("CARGO_PKG_NAME");
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{name}\">\n")
}

pub fn close(_: Completion) -> String {
    "</testsuites>\n".to_owned()
}

pub fn entries(file: &Checked) -> Vec<String> {
    if !file.snapshot.postmortem().recognised {
        return Vec::new();
    }
    vec![suite(file).expect("nothing refuses to be written to memory")]
}

fn suite(file: &Checked) -> io::Result<String> {
    let findings = file.snapshot.diagnostics();
    let failures = findings.len().to_string();
    // A postmortem without findings is a test that is passed.
    let tests = findings.len().max(1).to_string();
    let name = allowed(&file.name);
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let suite = writer.create_element("testsuite").with_attributes([
        ("name", &*name),
        ("tests", &tests),
        ("failures", &failures),
        ("errors", "0"),
    ]);
    suite.write_inner_content(|writer| {
        for finding in findings {
            let case = writer.create_element("testcase");
            let case = case.with_attributes([("classname", &*name), ("name", finding.rule.name)]);
            case.write_inner_content(|writer| failure(writer, file, finding))?;
        }
        if findings.is_empty() {
            let case = writer.create_element("testcase");
            case.with_attributes([("classname", &*name), ("name", "no findings")]).write_empty()?;
        }
        Ok(())
    })?;
    Ok(String::from_utf8(writer.into_inner()).expect("what is written is text") + "\n")
}

fn failure(writer: &mut Writer<Vec<u8>>, file: &Checked, finding: &Diagnostic) -> io::Result<()> {
    let at = place(file.snapshot.text(), finding.span, Encoding::Utf32);
    let message = allowed(&finding.message);
    let failure = writer.create_element("failure");
    let failure = failure.with_attributes([("type", finding.severity.as_str()), ("message", &*message)]);
    let told = format!("{}:{}:{}: {message}", allowed(&file.name), at.line, at.column);
    failure.write_text_content(BytesText::new(&told))?;
    Ok(())
}

/// A text without the characters that XML has no way to write.
fn allowed(text: &str) -> Cow<'_, str> {
    let is_forbidden =
        |it: char| matches!(it, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    if text.contains(is_forbidden) { text.replace(is_forbidden, "\u{FFFD}").into() } else { text.into() }
}
