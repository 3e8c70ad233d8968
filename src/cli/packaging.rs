//! What packages install beside the program: completions for shells and the man page.

use std::io::{self, Write};

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::cli::Outcome;

pub fn completions(shell: Shell, mut command: Command, out: &mut dyn Write) -> io::Result<Outcome> {
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    out.write_all(&script)?;
    Ok(Outcome::Clean)
}

/// One page for the program and all its commands.
pub fn man(mut command: Command, out: &mut dyn Write) -> io::Result<Outcome> {
    command.build();
    let page = Man::new(command.clone());
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    for it in command.get_subcommands().filter(|it| it.get_name() != "help") {
        section(it, out)?;
    }
    page.render_extra_section(out)?;
    page.render_version_section(out)?;
    Ok(Outcome::Clean)
}

/// A command as a section of its own, with the help that it prints.
fn section(command: &Command, out: &mut dyn Write) -> io::Result<()> {
    let mut command = command.clone();
    let help = command.render_long_help().to_string();
    writeln!(out, ".SH {}\n.nf", command.get_name().to_uppercase())?;
    for line in help.trim_end().lines() {
        writeln!(out, "{}", escaped(line))?;
    }
    writeln!(out, ".fi")
}

/// A line as roff prints it as it is.
fn escaped(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-");
    if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }
}
