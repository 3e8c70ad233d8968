//! The command line: arguments in, exit code out.

mod check;
mod config;
mod files;
mod inspect;
mod new;
mod packaging;
mod rules;
mod serve;
mod settings;
mod timeline;

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use annotate_snippets::normalize_untrusted_str;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    match Arguments::parse_from(serve::with_command(std::env::args_os().collect())).command {
        Command::Check(arguments) => print(|out| check::run(&arguments, colours(), out)),
        Command::Inspect { format: InspectFormat::Json, paths } => print(|out| inspect::run(&paths, out)),
        Command::Explain { name } => print(|out| rules::explain(&name, out)),
        Command::Rules { format } => print(|out| rules::list(format, out)),
        Command::Config { command } => print(|out| config::run(&command, out)),
        Command::Completions { shell } => print(|out| packaging::completions(shell, Arguments::command(), out)),
        Command::Man => print(|out| packaging::man(Arguments::command(), out)),
        Command::New(arguments) => print(|out| new::run(&arguments, out)),
        Command::Timeline(arguments) => print(|out| timeline::run(&arguments, out)),
        Command::Server { words } => serve::run(&words),
    }
}

/// A language server for Markdown postmortems, and the same eyes on the command line.
#[derive(Parser)]
#[command(
    name = "postmortem-ls",
    version,
    after_help = "Editors start `postmortem-ls server`, or `postmortem-ls --stdio`."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say what a reviewer would say about the postmortems among files and folders
    #[command(after_long_help = check::HELP)]
    Check(check::Arguments),
    /// Print what is read from each file: sections, outage, timeline, checklist
    #[command(after_long_help = inspect::HELP)]
    Inspect {
        /// How it is printed
        #[arg(long, value_enum, default_value_t = InspectFormat::Json)]
        format: InspectFormat,
        /// Files, folders (every *.md and *.markdown in them that git does not ignore), or `-` for standard input
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Print the page of a rule: what it finds, why, an example, how to configure it
    Explain {
        /// Its name, as findings show it in brackets
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// List the rules
    #[command(after_long_help = rules::HELP)]
    Rules {
        /// How they are printed
        #[arg(long, value_enum, default_value_t = rules::Format::Text)]
        format: rules::Format,
    },
    /// Show what is set by postmortem.toml, where each value comes from, and what can be set
    Config {
        #[command(subcommand)]
        command: config::Command,
    },
    /// Print completions for a shell, to be put where it looks for them
    Completions {
        #[arg(value_enum, value_name = "SHELL")]
        shell: Shell,
    },
    /// Print the man page
    Man,
    /// Print a postmortem that waits for its author
    #[command(after_long_help = new::HELP)]
    New(new::Arguments),
    /// Draw the course of an incident, as SVG or as a Mermaid diagram
    #[command(after_long_help = timeline::HELP)]
    Timeline(timeline::Arguments),
    /// Speak the Language Server Protocol over standard input and output
    Server {
        /// Words that editors append, such as `--stdio` and `--clientProcessId=N`
        #[arg(hide = true, trailing_var_arg = true, allow_hyphen_values = true)]
        words: Vec<OsString>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum InspectFormat {
    /// One array with one object a file
    Json,
}

/// How a run over files ended; of two, the later one here counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Clean,
    Findings,
    /// Something could not be read or written.
    Trouble,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(outcome as u8)
    }
}

/// Runs a command that writes to standard output.
fn print(command: impl FnOnce(&mut dyn Write) -> io::Result<Outcome>) -> ExitCode {
    let mut out = BufWriter::new(Pipe { out: io::stdout().lock(), broken: false });
    let outcome = command(&mut out).and_then(|outcome| out.flush().map(|()| outcome));
    outcome
        .unwrap_or_else(|error| {
            say(&format!("cannot write to standard output: {error}"));
            Outcome::Trouble
        })
        .into()
}

/// One line for people on standard error, where nobody may be left to read it; names of files bring no control characters.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "postmortem-ls: {}", normalize_untrusted_str(line));
}

/// Whether standard output is for eyes that want colour.
fn colours() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|it| !it.is_empty());
    io::stdout().is_terminal() && !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|it| it != "dumb")
}

/// A writer whose reader may leave: what comes after is dropped, so that `| head` changes neither the exit code nor the
/// checking.
struct Pipe<W> {
    out: W,
    broken: bool,
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.broken {
            return Ok(bytes.len());
        }
        match self.out.write(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.broken = true;
                Ok(bytes.len())
            }
            other => other,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.out.flush() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }
}
