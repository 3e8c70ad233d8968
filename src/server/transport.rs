//! The read loop: takes frames in order, settles each message, and sends answers when they are there.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Context, Poll, Waker};

use futures::FutureExt;
use tokio::runtime::Handle;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::{LanguageServer, LspService};
use tower_service::Service;

use crate::server::frame::{Frame, Frames};
use crate::server::log;
use crate::server::message::{self, Message};
use crate::server::outbox::Outbox;

/// Why the read loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The client said `exit`.
    Exit,
    EndOfInput,
}

/// The router of tower-lsp between our own ends.
///
/// tower-lsp's own server ends at the first frame it cannot decode, dies of a panic, does not end at `exit`, and runs
/// all handlers on one task; its service does none of this.
pub struct Transport<S> {
    service: LspService<S>,
    /// Settles the client's replies to our requests.
    replied: Box<dyn Fn(Response) + Send>,
    outbox: Outbox,
    runtime: Handle,
}

impl<S: LanguageServer> Transport<S> {
    pub fn new(
        service: LspService<S>,
        replied: impl Fn(Response) + Send + 'static,
        outbox: Outbox,
        runtime: Handle,
    ) -> Transport<S> {
        Transport { service, replied: Box::new(replied), outbox, runtime }
    }

    /// Reads until the client says `exit` or the input ends. Blocks; belongs on a thread of its own.
    pub fn serve(mut self, input: impl Read) -> Ending {
        let runtime = self.runtime.clone();
        let _handlers_may_spawn = runtime.enter();
        let mut frames = Frames::new(input);
        loop {
            match frames.next() {
                Ok(Some(Frame::Body(body))) => {
                    let (message, rest) = message::read(&body);
                    frames.give_back(&rest);
                    match message {
                        Message::Request(request) if request.method() == "exit" => return Ending::Exit,
                        Message::Request(request) => self.call(request),
                        Message::Reply(reply) => self.deliver(reply),
                        Message::Unreadable { id, error } => self.refuse(id, error),
                    }
                }
                Ok(Some(Frame::Unreadable(why))) => {
                    self.refuse(Id::Null, Error { message: why.into(), ..Error::parse_error() });
                }
                Ok(None) | Err(_) => return Ending::EndOfInput,
            }
        }
    }

    /// Polls a handler once, here, so that it sees the session as it is at this point of the wire. What is not done by
    /// then goes on elsewhere, while the next frame is read.
    fn call(&mut self, request: Request) {
        let call = Call { id: request.id().cloned(), outbox: self.outbox.clone() };
        let service = &mut self.service;
        let first = catch_unwind(AssertUnwindSafe(|| {
            let mut handler = service.call(request);
            match handler.poll_unpin(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(response) => Ok(response),
                Poll::Pending => Err(handler),
            }
        }));
        match first {
            Ok(Ok(response)) => call.respond(response.ok().flatten()),
            Ok(Err(handler)) => {
                self.runtime.spawn(async move {
                    match AssertUnwindSafe(handler).catch_unwind().await {
                        Ok(response) => call.respond(response.ok().flatten()),
                        Err(_) => call.fail(ErrorCode::InternalError),
                    }
                });
            }
            Err(_) => call.fail(ErrorCode::InternalError),
        }
    }

    /// Settles a reply, here, in the order of the wire.
    fn deliver(&self, reply: Response) {
        let _ = catch_unwind(AssertUnwindSafe(|| (self.replied)(reply)));
    }

    fn refuse(&self, id: Id, error: Error) {
        log::line(&format!("unreadable message: {}", error.message));
        self.outbox.send(&Response::from_error(id, error));
    }
}

/// A request (or a notification, which has no id) that waits for its answer.
struct Call {
    id: Option<Id>,
    outbox: Outbox,
}

impl Call {
    fn respond(self, response: Option<Response>) {
        match response {
            Some(response) => self.outbox.send(&response),
            // The service has no answer to unknown requests that begin with `$/`, but who asks may wait for one.
            None => self.fail(ErrorCode::MethodNotFound),
        }
    }

    fn fail(self, code: ErrorCode) {
        if let Some(id) = self.id {
            self.outbox.send(&Response::from_error(id, Error::new(code)));
        }
    }
}
