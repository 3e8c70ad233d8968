//! `config`: what holds for a file or a folder and where it comes from, which files say so, and the schemas of settings.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;

use crate::cli::settings::{self, absolute};
use crate::cli::{Outcome, say};
use crate::config::Standing;
use crate::config::schema::Schema;
use crate::config::settings::{Origin, Policy, Settings};
use crate::profile::Profile;
use crate::rules;

#[derive(Subcommand)]
pub enum Command {
    /// Print what holds for a file or a folder, each value with where it comes from
    Show {
        /// The current folder where none is given
        #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
        path: PathBuf,
    },
    /// Print the JSON schema of postmortem.toml
    Schema {
        /// That of the settings of an editor instead, its section `postmortem`
        #[arg(long)]
        editor: bool,
    },
    /// Print the files of settings that hold for a file or a folder, the nearest first
    Path {
        /// The current folder where none is given
        #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
        path: PathBuf,
    },
}

pub fn run(command: &Command, out: &mut dyn Write) -> io::Result<Outcome> {
    match command {
        Command::Show { path } => show(path, out),
        Command::Schema { editor } => {
            writeln!(out, "{}", schema(*editor))?;
            Ok(Outcome::Clean)
        }
        Command::Path { path } => tell_files(path, out),
    }
}

fn schema(editor: bool) -> String {
    let schema = if editor { Schema::of_editor(&rules::names()) } else { Schema::of_file(&rules::names()) };
    serde_json::to_string_pretty(schema.value()).expect("a schema is plain JSON")
}

fn show(path: &Path, out: &mut dyn Write) -> io::Result<Outcome> {
    let path = absolute(path);
    let found = settings::found(&path);
    let document = (!path.is_dir()).then_some(path.as_path());
    for line in shown(&found.settings(), document) {
        writeln!(out, "{line}")?;
    }
    let troubles: Vec<String> = settings::troubles(&found).collect();
    troubles.iter().for_each(|it| say(it));
    Ok(if found.is_broken() { Outcome::Trouble } else { Outcome::Clean })
}

/// The settings as TOML, with their origins behind them.
fn shown(settings: &Settings, document: Option<&Path>) -> Vec<String> {
    let policy = settings.policy(document);
    let library = settings.library();
    let set = policy.profile.as_ref().and_then(|it| Some((library.get(&it.value)?, it.origin.clone())));
    let (profile, origin) = set.unwrap_or((&library.profiles()[0], Origin::Default));
    let mut rows = vec![(format!("profile = \"{}\"", profile.id), origin.to_string())];
    rows.push(("[rules]".into(), String::new()));
    for rule in rules::ALL {
        let (level, origin) = level(rule, &policy, profile);
        rows.push((format!("{} = \"{level}\"", rule.name), origin.to_string()));
    }
    let width = rows.iter().map(|(value, _)| value.len()).max().unwrap_or_default();
    let row = |(value, origin): &(String, String)| match origin.as_str() {
        "" => format!("\n{value}"),
        origin => format!("{value:width$}  # {origin}"),
    };
    let standing = document.map(|_| {
        let what = match policy.standing.value {
            Standing::Open => "its text tells whether it is a postmortem",
            Standing::Included => "it is a postmortem",
            Standing::Excluded => "nothing is said about it",
        };
        format!("# {what} ({})", policy.standing.origin)
    });
    standing.into_iter().chain(rows.iter().map(row)).collect()
}

fn level(rule: &rules::Rule, policy: &Policy, profile: &Profile) -> (&'static str, Origin) {
    match (policy.rules.get(rule.name), profile.levels.get(rule.name)) {
        (Some(set), _) => (set.value.as_str(), set.origin.clone()),
        (None, Some(level)) => (level.as_str(), Origin::Profile(profile.id.clone())),
        (None, None) => (rule.severity.as_str(), Origin::Default),
    }
}

fn tell_files(path: &Path, out: &mut dyn Write) -> io::Result<Outcome> {
    let found = settings::found(&absolute(path));
    for source in &found.sources {
        writeln!(out, "{}", source.path.display())?;
    }
    if found.sources.is_empty() {
        say("no postmortem.toml, .postmortem.toml or .config/postmortem.toml here or above: the defaults hold");
    }
    Ok(Outcome::Clean)
}

#[cfg(test)]
mod tests {
    use expect_test::expect_file;

    use super::schema;

    #[test]
    fn the_schemas_that_editors_read_are_those_of_the_types() {
        expect_file!["../../editors/postmortem.schema.json"].assert_eq(&(schema(false) + "\n"));
        expect_file!["../../editors/settings.schema.json"].assert_eq(&(schema(true) + "\n"));
    }
}
