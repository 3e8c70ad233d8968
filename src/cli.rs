//! The command line: arguments in, exit code out.

use std::process::ExitCode;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    if std::env::args().any(|it| it == "server" || it == "--stdio") {
        return crate::server::run(None);
    }
    ExitCode::SUCCESS
}
