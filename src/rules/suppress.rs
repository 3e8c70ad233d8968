//! Directives that silence a finding, put where they harm nothing: never into a table, code or HTML.

use crate::model::{Directive, Verb};
use crate::rules::{Diagnostic, Fix, Safety, promise};
use crate::snapshot::Snapshot;
use crate::syntax::{Block, BlockKind};
use crate::text::{Edit, Span, Text};

/// The ways to silence a finding: in its line, or in what cannot be parted around it, then in the whole document. One
/// by which the text around it would be read otherwise is none.
pub fn suppressions(snapshot: &Snapshot, finding: &Diagnostic) -> Vec<Fix> {
    let name = finding.rule.name;
    let fix = |title: String, edits: Vec<Edit>| Fix { title, safety: Safety::ForReview, edits };
    let near = near(snapshot, finding).map(|(place, edits)| fix(format!("Allow {name} {place}"), edits));
    let whole = fix(format!("Allow {name} in this file"), whole(snapshot, name));
    near.into_iter().chain([whole]).filter(|it| promise::silences(snapshot, finding, it)).collect()
}

fn near(snapshot: &Snapshot, finding: &Diagnostic) -> Option<(&'static str, Vec<Edit>)> {
    let (text, name) = (snapshot.text(), finding.rule.name);
    let line = text.line(text.line_of(finding.span.start));
    let here = |it: &Directive| {
        matches!(it.verb, Verb::DisableLine | Verb::DisableNextLine) && it.line == line && !it.names.is_empty()
    };
    if let Some(directive) = snapshot.postmortem().directives.iter().find(|it| here(it)) {
        return Some(("in this line", vec![with_name(directive, name)]));
    }
    let block = leaf(snapshot, line)?;
    match block.kind {
        BlockKind::Heading { .. } | BlockKind::Paragraph => {
            let begins = text.line_of(block.span.start) == text.line_of(line.start);
            let edit =
                if begins && block.depth == 0 { above(text, line, name) } else { behind(text, line, block, name) };
            Some(("in this line", vec![edit]))
        }
        BlockKind::FencedCode => {
            around(text, block, name).filter(|_| is_closed(text, block)).map(|it| ("in this code", it))
        }
        BlockKind::IndentedCode => around(text, block, name).map(|it| ("in this code", it)),
        BlockKind::Table => around(text, block, name).map(|it| ("in this table", it)),
        BlockKind::Html => around(text, block, name).map(|it| ("in this HTML", it)),
        _ => None,
    }
}

/// The innermost block on a line that holds no others.
fn leaf(snapshot: &Snapshot, line: Span) -> Option<Block> {
    let is_leaf = |it: &Block| !matches!(it.kind, BlockKind::Item | BlockKind::Quote);
    let on_line = |it: &Block| it.span.start <= line.end && line.start <= it.span.end;
    snapshot.document.blocks().take_while(|it| it.span.start <= line.end).filter(|it| is_leaf(it) && on_line(it)).last()
}

fn with_name(directive: &Directive, name: &str) -> Edit {
    let last = directive.names.last().map_or(directive.word, |it| it.span);
    Edit::insert(last.end, format!(" {name}"))
}

/// A comment on a line of its own.
fn above(text: &Text, line: Span, name: &str) -> Edit {
    let comment = format!("<!-- postmortem-disable-next-line {name} -->{}", text.line_ending().as_str());
    Edit::insert(line.start, comment)
}

/// A comment at the end of a line, before what a line break or a heading may end with.
fn behind(text: &Text, line: Span, block: Block, name: &str) -> Edit {
    let written = text.slice(line);
    let mut end = written.trim_end().trim_end_matches('\\').trim_end().len();
    if matches!(block.kind, BlockKind::Heading { setext: false, .. }) {
        let bare = written[..end].trim_end_matches('#');
        if bare.ends_with([' ', '\t']) && bare.contains('#') {
            end = bare.trim_end().len();
        }
    }
    Edit::insert(line.start + end, format!(" <!-- postmortem-disable-line {name} -->"))
}

/// A comment before a block and one after it, where it begins on a line of its own.
fn around(text: &Text, block: Block, name: &str) -> Option<Vec<Edit>> {
    let first = text.line(text.line_of(block.span.start));
    let last = text.line(text.line_of(block.span.end));
    let indent = text.slice(Span::new(first.start, block.span.start)).into_owned();
    // In a quote every line has its marker, and the first block of an item stands behind its marker. A directive inside
    // may end what begins above it.
    if !indent.trim().is_empty() || text.slice(block.span).contains("postmortem-enable") {
        return None;
    }
    let indent = if block.depth == 0 { "" } else { &indent };
    let end = text.line_ending().as_str();
    let before = format!("{indent}<!-- postmortem-disable {name} -->{end}");
    let after = format!("{end}{end}{indent}<!-- postmortem-enable {name} -->");
    Some(vec![Edit::insert(first.start, before), Edit::insert(last.end, after)])
}

/// Whether a fenced block has its last line: what is put behind it would otherwise be code.
fn is_closed(text: &Text, block: Block) -> bool {
    let written = text.slice(block.span);
    let mut lines = written.lines();
    let fence = lines.next().unwrap_or_default().chars().next();
    let last = lines.last().unwrap_or_default().trim();
    last.len() >= 3 && last.chars().all(|it| Some(it) == fence)
}

/// A directive for the whole document, at its top behind the front matter.
fn whole(snapshot: &Snapshot, name: &str) -> Vec<Edit> {
    let (text, directives) = (snapshot.text(), &snapshot.postmortem().directives);
    let for_file = |it: &&Directive| it.verb == Verb::DisableFile && !it.names.is_empty();
    if let Some(directive) = directives.iter().find(for_file) {
        return vec![with_name(directive, name)];
    }
    let front = snapshot.document.blocks().next().filter(|it| it.kind == BlockKind::FrontMatter);
    let end = text.line_ending().as_str();
    let line = front.map_or(0, |it| text.line_of(it.span.end) + 1);
    let comment = format!("<!-- postmortem-disable-file {name} -->{end}");
    if line >= text.line_count() {
        return vec![Edit::insert(text.len(), format!("{end}{comment}"))];
    }
    let first = text.line(line);
    let is_blank = text.slice(first).trim().is_empty();
    let mark = if text.slice(first).starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    vec![Edit::insert(first.start + mark, if is_blank { comment } else { comment + end })]
}
