//! `timeline`: the course of an incident as a picture, drawn from the entries of one document.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use crate::cli::files::{self, Source};
use crate::cli::{Outcome, say};
use crate::drawing::{Incident, mermaid, svg};

pub const HELP: &str = "\
Draws the entries of the timeline with the phases of the incident, the gaps between entries, and the times to detect, to
mitigate and to resolve, counted from the start.

  postmortem-ls timeline checkout.md --output checkout-timeline.svg
  postmortem-ls timeline checkout.md --mermaid";

#[derive(clap::Args)]
pub struct Arguments {
    /// The document, or `-` for standard input
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// As SVG, which is what is drawn where nothing is said
    #[arg(long, conflicts_with = "mermaid")]
    svg: bool,
    /// As the source of a Mermaid diagram
    #[arg(long)]
    mermaid: bool,
    /// Where it is written, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Prints or writes the picture.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> io::Result<Outcome> {
    let path = std::slice::from_ref(&arguments.path);
    let Some(source) = files::sources(path, None).into_iter().next() else { return Ok(Outcome::Trouble) };
    let file = match source.and_then(Source::read) {
        Ok(file) => file,
        Err(refusal) => {
            say(&refusal.to_string());
            return Ok(Outcome::Trouble);
        }
    };
    let snapshot = file.snapshot(&file.text);
    let incident = Incident::of(snapshot.postmortem(), snapshot.text());
    let drawn = match arguments.mermaid {
        true => (!incident.moments.is_empty()).then(|| mermaid::timeline(&incident)),
        false => svg::picture(&incident),
    };
    let Some(drawn) = drawn else {
        say(&format!(
            "nothing to draw in {}: its timeline has no entry with a time, such as \"- 14:30 UTC - …\"",
            file.name
        ));
        return Ok(Outcome::Trouble);
    };
    let Some(path) = &arguments.output else {
        write!(out, "{drawn}")?;
        return Ok(Outcome::Clean);
    };
    if let Err(error) = fs::write(path, drawn) {
        say(&format!("cannot write {}: {error}; check the folder and who may write it", path.display()));
        return Ok(Outcome::Trouble);
    }
    Ok(Outcome::Clean)
}
