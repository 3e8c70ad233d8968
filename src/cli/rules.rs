//! `explain` and `rules`: what there is to read about the rules.

use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;

use crate::cli::{Outcome, say};
use crate::profile::meant;
use crate::rules::{self, Finds, Rule, catalogue};

pub const HELP: &str = "\
With --format json, one array of objects:
  name, group, summary
  severity   error, warning, information or hint: where neither settings nor profile give another level
  levels     by profile: off, hint, information, warning or error
  finds      presence (what is written is wrong) or absence (something is not written yet: a hint in a draft)
  fix        whether findings can be mended
  page       what `explain` prints, as Markdown";

#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    /// For people: one line a rule
    Text,
    /// For programs: one array of rules
    Json,
}

/// Prints the page of a rule.
pub fn explain(name: &str, out: &mut dyn Write) -> io::Result<Outcome> {
    let Some(rule) = rules::find(name) else {
        let hint = match meant(name, rules::ALL.iter().map(|it| it.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`postmortem-ls rules` lists them".to_owned(),
        };
        say(&format!("there is no rule `{name}`; {hint}"));
        return Ok(Outcome::Trouble);
    };
    out.write_all(catalogue::page(rule).as_bytes())?;
    Ok(Outcome::Clean)
}

/// Prints all rules.
pub fn list(format: Format, out: &mut dyn Write) -> io::Result<Outcome> {
    match format {
        Format::Text => {
            let widest = rules::ALL.iter().map(|it| it.name.len()).max().unwrap_or_default();
            for rule in rules::ALL {
                let summary = catalogue::summary(rule).replace('\n', " ");
                writeln!(out, "{:widest$}  {:11}  {summary}", rule.name, rule.severity.as_str())?;
            }
        }
        Format::Json => {
            let listed: Vec<Listed> = rules::ALL.iter().map(|it| Listed::of(it)).collect();
            serde_json::to_writer_pretty(&mut *out, &listed)?;
            writeln!(out)?;
        }
    }
    Ok(Outcome::Clean)
}

#[derive(Serialize)]
struct Listed {
    name: &'static str,
    group: &'static str,
    summary: String,
    severity: &'static str,
    levels: serde_json::Map<String, serde_json::Value>,
    finds: &'static str,
    fix: bool,
    page: String,
}

impl Listed {
    fn of(rule: &Rule) -> Listed {
        let levels = catalogue::profiles().into_iter();
        Listed {
            name: rule.name,
            group: rule.group.title(),
            summary: catalogue::summary(rule).replace('\n', " "),
            severity: rule.severity.as_str(),
            levels: levels.map(|it| (it.id.clone(), catalogue::level(rule, &it).into())).collect(),
            finds: match rule.finds {
                Finds::Presence => "presence",
                Finds::Absence => "absence",
            },
            fix: rule.fixes.is_some(),
            page: catalogue::page(rule),
        }
    }
}
