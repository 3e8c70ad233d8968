//! `new`: a postmortem that waits for its author, from a profile.

use std::io::{self, Write};

use jiff::Zoned;
use jiff::civil::Date;

use crate::cli::{Outcome, say, settings};
use crate::profile::{Library, hint};

pub const HELP: &str = "\
Prints a document with title, metadata and every section of the profile, each with prompts for what
it must tell. Nothing is found in it before somebody begins to write.

  postmortem-ls new > 2024-06-12-checkout.md
  postmortem-ls new google-sre --date 2024-06-12 --title \"Checkout down\" > checkout.md

Built-in profiles: alx, google-sre, sre-workbook, pagerduty, atlassian. Where none is named, it is the one that the
settings of the current folder name, or else alx.";

#[derive(clap::Args)]
pub struct Arguments {
    /// The profile, by its name: a built-in one, or one of postmortem.toml
    profile: Option<String>,
    /// The day of the incident, as in 2024-06-12; today where none is given
    #[arg(long)]
    date: Option<Date>,
    /// What was down or slow, for the title
    #[arg(long)]
    title: Option<String>,
}

/// Prints the document, as the settings of the current folder have it.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> io::Result<Outcome> {
    if !settings::are_usable([None].into_iter()) {
        return Ok(Outcome::Trouble);
    }
    let library = settings::config(None).profiles;
    let profile = match &arguments.profile {
        None => library.fallback(),
        Some(id) => match library.get(id) {
            Some(profile) => profile,
            None => {
                say(&format!("there is no profile \"{id}\"{}", among(id, &library)));
                return Ok(Outcome::Trouble);
            }
        },
    };
    let date = arguments.date.unwrap_or_else(|| Zoned::now().date());
    out.write_all(library.document(profile, arguments.title.as_deref(), &date.to_string()).as_bytes())?;
    Ok(Outcome::Clean)
}

/// The name that was meant, or all that there are.
fn among(id: &str, library: &Library) -> String {
    let ids = || library.profiles().iter().map(|it| it.id.as_str());
    match hint(id, ids()) {
        hint if hint.is_empty() => format!("; there are {}", ids().collect::<Vec<_>>().join(", ")),
        hint => hint,
    }
}
