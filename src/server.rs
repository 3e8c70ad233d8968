//! The language server: the only place with async code. Four threads of its own: one reads, one publishes, one writes, one
//! reads the postmortems of the workspace.

mod agreement;
mod asking;
mod commands;
mod faults;
mod frame;
mod lifeline;
mod log;
mod message;
mod outbox;
mod pace;
mod pages;
mod picture;
mod protocol;
mod publisher;
mod report;
mod sent;
mod session;
mod setup;
mod shelf;
mod transport;

use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle};
use tower_lsp::LspService;

use crate::server::outbox::Outbox;
use crate::server::protocol::Server;
use crate::server::session::Session;
use crate::server::transport::Transport;

/// How long the last answers may take to be written.
const PATIENCE: Duration = Duration::from_millis(100);

/// Serves one client over stdin and stdout until it says `exit`, hangs up or dies. `client` is its process id, where
/// the command line tells one. The exit code is 0 if the client had asked for shutdown, otherwise 1.
pub fn run(client: Option<u32>) -> ExitCode {
    match serve(client) {
        Ok(code) => code,
        Err(error) => {
            log::line(&format!("cannot start: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn serve(client: Option<u32>) -> io::Result<ExitCode> {
    let (ending, ended) = mpsc::channel();
    let outbox = Outbox::start(stdout()?, ends(&ending))?;
    log::tell_panics(outbox.clone());
    let (touched, touches) = mpsc::channel();
    let (changed, changes) = mpsc::channel();
    let session = Arc::new(Session::new(touched, changed, outbox.clone()));
    publisher::start(session.clone(), touches, outbox.clone())?;
    shelf::start(session.clone(), changes)?;
    if let Some(client) = client {
        lifeline::watch(client, ends(&ending));
    }
    let runtime = Builder::new_multi_thread().worker_threads(2).thread_name("answers").enable_time().build()?;
    read(session.clone(), outbox.clone(), runtime.handle().clone(), ending)?;

    // Whoever sends first ends the process; nothing waits for what is still being computed.
    let _ = ended.recv();
    let _ = outbox.flush(PATIENCE);
    runtime.shutdown_background();
    Ok(if session.is_shut_down() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Standard output without the line buffer of the standard library, which would send header and body one by one.
#[cfg(unix)]
fn stdout() -> io::Result<File> {
    use std::os::fd::AsFd;
    Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
}

#[cfg(windows)]
fn stdout() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(io::stdout().as_handle().try_clone_to_owned()?.into())
}

/// Starts the thread that reads. It may be blocked in a read when the process ends.
fn read(session: Arc<Session>, outbox: Outbox, runtime: Handle, ending: Sender<()>) -> io::Result<()> {
    let watched = ending.clone();
    let settled = session.clone();
    let server = Server::new(session, move |client| lifeline::watch(client, ends(&watched)));
    let service = LspService::build(|_| server);
    let service = if cfg!(debug_assertions) { service.custom_method("postmortem/text", Server::text) } else { service };
    // Our requests to the client do not go by tower-lsp, whose replies would settle outside of the read loop.
    let (service, _) = service.finish();
    let transport = Transport::new(service, move |reply| settled.replied(reply), outbox, runtime);
    thread::Builder::new().name("reader".into()).spawn(move || {
        let _ = catch_unwind(AssertUnwindSafe(|| transport.serve(io::stdin().lock())));
        ends(&ending)();
    })?;
    Ok(())
}

/// What to call when the session is over.
fn ends(ending: &Sender<()>) -> impl FnOnce() + Send + use<> {
    let ending = ending.clone();
    move || {
        let _ = ending.send(());
    }
}
