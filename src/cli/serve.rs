//! `server`, however an editor words it: the transport is always standard input and output.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::process::ExitCode;

use crate::cli::say;
use crate::server;

const CLIENT: &str = "--clientProcessId";

/// The arguments with `server` in front of a bare `--stdio`, as some editors start every server.
pub fn with_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let bare = arguments.get(1).is_some_and(|it| it.to_string_lossy().starts_with('-'));
    if bare && arguments.iter().any(|it| it == "--stdio") {
        arguments.insert(1, "server".into());
    }
    arguments
}

/// Serves until the client ends it. A word that means nothing here is said aloud and passed over: an editor that
/// appends one still wants its server.
pub fn run(words: &[OsString]) -> ExitCode {
    let words: Vec<_> = words.iter().map(|it| it.to_string_lossy()).collect();
    for word in words.iter().filter(|it| is_transport(it)) {
        say(&format!("`{word}` is passed over: the server speaks over standard input and output"));
    }
    if std::io::stdin().is_terminal() {
        say("waiting for an editor on standard input; to check a file, run `postmortem-ls check FILE`");
    }
    server::run(client_process_id(&words))
}

/// The process that started the server and whose end is its own.
fn client_process_id<S: AsRef<str>>(words: &[S]) -> Option<u32> {
    let at = words.iter().position(|it| it.as_ref().starts_with(CLIENT))?;
    match words[at].as_ref()[CLIENT.len()..].strip_prefix('=') {
        Some(id) => id.parse().ok(),
        None => words.get(at + 1)?.as_ref().parse().ok(),
    }
}

/// Whether a word asks for a transport that is not there.
fn is_transport(word: &str) -> bool {
    let name = word.split('=').next().unwrap_or(word);
    matches!(name, "--socket" | "--pipe" | "--port" | "--tcp" | "--node-ipc")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commanded(words: &[&str]) -> Vec<String> {
        let arguments = std::iter::once("postmortem-ls").chain(words.iter().copied()).map(OsString::from).collect();
        with_command(arguments).into_iter().skip(1).map(|it| it.into_string().unwrap()).collect()
    }

    #[test]
    fn a_bare_stdio_starts_the_server() {
        assert_eq!(commanded(&["--stdio"]), ["server", "--stdio"]);
        assert_eq!(commanded(&["--clientProcessId=7", "--stdio"]), ["server", "--clientProcessId=7", "--stdio"]);
    }

    #[test]
    fn commands_and_help_are_left_alone() {
        assert_eq!(commanded(&["check", "--stdio"]), ["check", "--stdio"]);
        assert_eq!(commanded(&["--help"]), ["--help"]);
        assert_eq!(commanded(&[]), [""; 0]);
    }

    #[test]
    fn the_client_is_known_by_its_process_id() {
        assert_eq!(client_process_id(&["--stdio", "--clientProcessId=4711"]), Some(4711));
        assert_eq!(client_process_id(&["--clientProcessId", "4711"]), Some(4711));
        assert_eq!(client_process_id(&["--clientProcessId"]), None);
        assert_eq!(client_process_id(&["--clientProcessId=none"]), None);
        assert_eq!(client_process_id(&["--stdio"]), None);
    }
}
