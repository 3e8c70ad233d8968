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
    use std::fs;
    use std::path::Path;

    use serde_json::Value;

    use super::schema;

    /// The schema without the names of the rules, which a new rule may change at any time.
    fn without_rules(schema: &str) -> Value {
        let mut value: Value = serde_json::from_str(schema).expect("a schema is JSON");
        value["properties"]["rules"]["properties"].take();
        value["properties"]["overrides"]["items"]["properties"]["rules"]["properties"].take();
        value
    }

    /// `UPDATE_EXPECT=1 cargo test --lib schemas` writes them anew, with the rules of the day.
    #[test]
    fn the_schemas_that_editors_read_are_those_of_the_types() {
        for (name, editor) in [("postmortem.schema.json", false), ("settings.schema.json", true)] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors").join(name);
            let generated = schema(editor) + "\n";
            if std::env::var_os("UPDATE_EXPECT").is_some() {
                fs::write(&path, &generated).expect("the folder is there");
            }
            let committed = fs::read_to_string(&path).expect("it is committed");
            assert_eq!(without_rules(&committed), without_rules(&generated), "{name} is not that of the types");
        }
    }
}
