//! Comments that switch rules off: what they do, and the names of rules, those with findings in the document first.

use tower_lsp::lsp_types::CompletionItemKind;

use super::about::About;
use super::here::Here;
use super::offer::{Body, Offer};
use crate::model::{VERBS, Verb};
use crate::rules::{self, catalogue};

/// What can stand at the cursor, if it is in such a comment.
pub(super) fn offers(here: &Here) -> Vec<Offer> {
    let line = here.before();
    let Some(opened) = line.rfind("<!--").map(|it| it + 4) else { return Vec::new() };
    let inside = &line[opened..];
    let words = inside.trim_start();
    if inside.contains("-->") || !here.snapshot.postmortem().recognised {
        return Vec::new();
    }
    match words.split_once(' ') {
        None => verbs(here, words),
        Some((verb, names)) if VERBS.iter().any(|it| it.0 == verb) && !names.contains("--") => rules_named(here, names),
        Some(_) => Vec::new(),
    }
}

fn verbs(here: &Here, typed: &str) -> Vec<Offer> {
    let detail = |verb: Verb| match verb {
        Verb::DisableLine => "not on this line",
        Verb::DisableNextLine => "not on the next line",
        Verb::Disable => "not from here on",
        Verb::Enable => "again from here on",
        Verb::DisableFile => "nowhere in this document",
        Verb::Unknown => "",
    };
    let offer = |(word, verb): &(&str, Verb)| Offer {
        label: (*word).to_owned(),
        detail: detail(*verb).to_owned(),
        kind: CompletionItemKind::KEYWORD,
        span: here.span(here.at - typed.len(), here.at),
        filter: (*word).to_owned(),
        body: Body::Text(format!("{word} ")),
        about: None,
    };
    VERBS.iter().filter(|it| it.0.starts_with(typed)).map(offer).collect()
}

fn rules_named(here: &Here, names: &str) -> Vec<Offer> {
    let typed = names.rsplit([' ', ',']).next().unwrap_or_default();
    let before: Vec<&str> = names[..names.len() - typed.len()].split([' ', ',']).collect();
    let found = here.snapshot.diagnostics();
    let count = |name: &str| found.iter().filter(|it| it.rule.name == name).count();
    let is_begun = |name: &str| name.starts_with(typed) || name.split('-').any(|it| it.starts_with(typed));
    let other = rules::ALL.iter().filter(|it| !before.contains(&it.name));
    let mut fitting: Vec<_> = other.filter(|it| is_begun(it.name)).map(|it| (*it, count(it.name))).collect();
    fitting.sort_by_key(|it| it.1 == 0);
    let offer = |(rule, count): (&rules::Rule, usize)| Offer {
        label: rule.name.to_owned(),
        detail: match count {
            0 => catalogue::summary(rule).to_owned(),
            count => format!("found here: {count}"),
        },
        kind: CompletionItemKind::CONSTANT,
        span: here.span(here.at - typed.len(), here.at),
        filter: if rule.name.starts_with(typed) { rule.name.to_owned() } else { format!("{typed} {}", rule.name) },
        body: Body::Text(rule.name.to_owned()),
        about: Some(About::Rule(rule.name.to_owned())),
    };
    fitting.into_iter().map(offer).collect()
}
