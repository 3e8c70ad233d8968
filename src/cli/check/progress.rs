//! A progress bar on standard error, where that is a terminal and there is something to wait for.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Fewer files than this are checked before an eye could follow.
const MANY: usize = 100;

pub struct Progress(ProgressBar);

impl Progress {
    /// A bar that is full after so many files.
    pub fn over(files: usize) -> Progress {
        // Where standard error is no terminal, the bar hides itself.
        let target = if files < MANY { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let style = ProgressStyle::with_template("{wide_bar} {pos} of {len} files").expect("the template is right");
        Progress(ProgressBar::with_draw_target(Some(files as u64), target).with_style(style))
    }

    /// Does the work of one file.
    pub fn counting<T>(&self, work: impl FnOnce() -> T) -> T {
        let result = work();
        self.0.inc(1);
        result
    }

    /// Prints something while the bar is out of the way.
    pub fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.0.suspend(print)
    }

    pub fn end(self) {
        self.0.finish_and_clear();
    }
}
