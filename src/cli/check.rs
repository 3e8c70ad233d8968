//! `check`: what the rules find in files, for people or for programs, and the fixes if they are asked for.

mod format;
mod mend;
mod progress;
mod tally;

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::cli::check::format::{Completion, Form, Format};
use crate::cli::check::mend::{Mended, Wanted};
use crate::cli::check::progress::Progress;
use crate::cli::check::tally::{Mending, Tally};
use crate::cli::files::{self, Refusal, Source};
use crate::cli::{Outcome, say, settings};
use crate::rules::Severity;
use crate::snapshot::Snapshot;

/// Files that are checked before anything is printed of them.
const AT_ONCE: usize = 256;

pub const HELP: &str = "\
Exit codes:
  0  nothing was found
  1  there are findings at or above the level of --fail-on, which is hint: any finding counts
     with --fix, only findings that are left count; with --diff, a file that would be changed
  2  the arguments are wrong, or a path cannot be read or written; the other paths are checked all the same
     with settings that are broken nothing is checked

Findings go to standard output, everything else to standard error. With --fix and `-`, standard output is the text with
its fixes, and the findings that are left go to standard error.

Colour is used on a terminal, unless NO_COLOR is set.

With --format json one array of objects, with jsonl one object a line:
  file, line, column, end_line, end_column   from 1; a column counts Unicode scalar values; the end is exclusive
  severity                                   error, warning, information or hint
  rule, message
  related                                    array of line, column, end_line, end_column, message
  fix                                        null, or title, safe (whether it loses no word of yours) and
                                             edits: array of line, column, end_line, end_column, text";

#[derive(Args)]
pub struct Arguments {
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Full, conflicts_with = "diff")]
    format: Format,
    /// Apply the safe fixes, which lose no word of yours, and report what is left
    #[arg(long, group = "mending")]
    fix: bool,
    /// Show the safe fixes as a unified diff and change nothing
    #[arg(long, group = "mending")]
    diff: bool,
    /// With --fix or --diff: fixes that somebody must look at, too
    #[arg(long, requires = "mending")]
    unsafe_fixes: bool,
    /// The least severity of a finding that makes the exit code 1
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Hint)]
    fail_on: FailOn,
    /// The name of the file that `-` is: reports show it, and the path is a hint about what it is
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// Files, folders (every *.md and *.markdown in them that git does not ignore), or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Arguments {
    fn mending(&self) -> Mending {
        match (self.fix, self.diff) {
            (true, _) => Mending::Written,
            (false, true) => Mending::Shown,
            (false, false) => Mending::NotAsked,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Information,
    Hint,
}

impl FailOn {
    fn severity(self) -> Severity {
        match self {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Information => Severity::Information,
            FailOn::Hint => Severity::Hint,
        }
    }
}

/// A file that was read, as the rules see it; with its fixes, where they are asked for.
pub struct Checked {
    /// The path as it was given.
    pub name: String,
    pub snapshot: Snapshot,
    mended: Option<Mended>,
}

impl Checked {
    /// Says what was mended in the file.
    fn tell_mended(&self, mending: Mending) {
        if let (Mending::Written, Some(mended)) = (mending, &self.mended) {
            let of_rule = |(rule, count): (&&str, &usize)| match count {
                1 => (*rule).to_owned(),
                _ => format!("{rule} ({count})"),
            };
            let rules: Vec<String> = mended.findings.iter().map(of_rule).collect();
            say(&format!("mended {}: {}", self.name, rules.join(", ")));
        }
    }
}

/// What is printed of a file, and what is counted.
struct Report {
    entries: Vec<String>,
    /// A diff, or the text of standard input with its fixes.
    text: String,
    file: Checked,
}

/// Checks what the paths stand for. Findings go to `out`, refusals and the summary to standard error.
pub fn run(arguments: &Arguments, colour: bool, out: &mut dyn Write) -> io::Result<Outcome> {
    let Arguments { format, fix, diff, paths, stdin_filename, .. } = arguments;
    let is_filter = *fix && paths.iter().any(|it| it.as_os_str() == "-");
    if is_filter && paths.len() > 1 {
        say("with --fix, `-` is the only path: standard output is the text with its fixes");
        return Ok(Outcome::Trouble);
    }
    let mut sources = files::sources(paths, stdin_filename.as_deref());
    if !settings::are_usable(sources.iter().flatten().map(Source::path)) {
        return Ok(Outcome::Trouble);
    }
    let job = Job { arguments, form: (!diff).then(|| format.form(colour)) };
    let mut stderr = io::stderr();
    let mut tally = Tally::new(arguments.fail_on.severity(), arguments.mending());
    let progress = Progress::over(sources.len());
    let mut sheet = Sheet { form: job.form.as_ref(), is_empty: true };
    sheet.open(if is_filter { &mut stderr } else { out })?;
    while !sources.is_empty() {
        let rest = sources.split_off(sources.len().min(AT_ONCE));
        let reports: Vec<_> = sources.into_par_iter().map(|it| progress.counting(|| job.report(it))).collect();
        progress.aside(|| {
            for report in reports {
                match report {
                    Ok(report) => {
                        out.write_all(report.text.as_bytes())?;
                        sheet.add(&report.entries, if is_filter { &mut stderr } else { out })?;
                        report.file.tell_mended(arguments.mending());
                        tally.count(&report.file);
                    }
                    Err(refusal) => {
                        say(&refusal.to_string());
                        tally.refused += 1;
                    }
                }
            }
            out.flush()
        })?;
        sources = rest;
    }
    progress.end();
    sheet.close(tally.completion(), if is_filter { &mut stderr } else { out })?;
    out.flush()?;
    say(&tally.summary());
    Ok(tally.outcome())
}

/// What is done with each file.
struct Job<'a> {
    arguments: &'a Arguments,
    /// How findings are printed, where they are.
    form: Option<Form>,
}

impl Job<'_> {
    /// A file that brings the checking down costs its own report alone.
    fn report(&self, source: Result<Source, Refusal>) -> Result<Report, Refusal> {
        let file = source?.read()?;
        let checked = catch_unwind(AssertUnwindSafe(|| self.checked(&file)));
        checked.unwrap_or_else(|_| Err(Refusal::internal(&file.name)))
    }

    fn checked(&self, file: &files::File) -> Result<Report, Refusal> {
        let wanted = if self.arguments.unsafe_fixes { Wanted::All } else { Wanted::Safe };
        let mending = self.arguments.mending();
        let before = file.snapshot(&file.text);
        let mended = if mending == Mending::NotAsked { None } else { Mended::of(file, &before, wanted) };
        let mut text = String::new();
        match (mending, &mended, &file.source) {
            (Mending::Shown, Some(mended), _) => text = mended.diff(file),
            (Mending::Written, Some(mended), Source::File(_)) => file.write(&mended.text)?,
            (Mending::Written, Some(mended), Source::Stdin(_)) => text = file.encoded(&mended.text),
            (Mending::Written, None, Source::Stdin(_)) => text = file.encoded(&file.text),
            _ => {}
        }
        let snapshot = mended.as_ref().map_or(before, |it| file.snapshot(&it.text));
        let file = Checked { name: file.name.clone(), snapshot, mended };
        let entries = self.form.as_ref().map_or_else(Vec::new, |it| (it.entries)(&file));
        Ok(Report { entries, text, file })
    }
}

/// What was printed of a form.
struct Sheet<'a> {
    form: Option<&'a Form>,
    is_empty: bool,
}

impl Sheet<'_> {
    fn open(&self, out: &mut dyn Write) -> io::Result<()> {
        self.form.map_or(Ok(()), |it| out.write_all((it.open)().as_bytes()))
    }

    fn add(&mut self, entries: &[String], out: &mut dyn Write) -> io::Result<()> {
        let Some(form) = self.form else { return Ok(()) };
        for entry in entries {
            let before = if self.is_empty { form.before_first } else { form.before_next };
            self.is_empty = false;
            write!(out, "{before}{entry}")?;
        }
        Ok(())
    }

    fn close(&self, completion: Completion, out: &mut dyn Write) -> io::Result<()> {
        self.form.map_or(Ok(()), |it| out.write_all((it.close)(completion).as_bytes()))
    }
}
