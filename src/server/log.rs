//! What the server says on stderr: lengths, names and places in the program, never a word of a document.

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering};

use tower_lsp::lsp_types::notification::ShowMessage;
use tower_lsp::lsp_types::{MessageType, ShowMessageParams};

use crate::server::outbox::Outbox;

/// Writes a line. Nobody may be reading; that is no reason to fail.
pub fn line(text: &str) {
    let _ = writeln!(io::stderr(), "postmortem-ls: {text}");
}

/// From here on a panic, whoever catches it, is told on stderr by its place alone (its message may quote a document),
/// and the first one to the client too.
pub fn tell_panics(outbox: Outbox) {
    let told = AtomicBool::new(false);
    panic::set_hook(Box::new(move |info| {
        let place = place(info);
        line(&format!("panicked at {place}"));
        if !told.swap(true, Ordering::Relaxed) {
            let message = format!("postmortem-ls: one answer was lost to a bug at {place}; the rest goes on");
            outbox.notify::<ShowMessage>(ShowMessageParams { typ: MessageType::WARNING, message });
        }
    }));
}

fn place(info: &PanicHookInfo<'_>) -> String {
    info.location().map_or_else(|| "an unknown place".into(), ToString::to_string)
}
