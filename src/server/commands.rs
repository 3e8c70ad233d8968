//! `workspace/executeCommand`: runs a command, and hands its edits to the client. Nobody waits for what the client says.

use jiff::Zoned;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::request::ExecuteCommand;
use tower_lsp::lsp_types::{ExecuteCommandParams, MessageType, Url};

use crate::features::command::{self, Command, Effect, OnDocument};
use crate::features::lsp;
use crate::server::picture;
use crate::server::protocol::Server;
use crate::text::Edit;

impl Server {
    pub(super) async fn run(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        match command::read(&params.command, params.arguments).map_err(Error::invalid_params)? {
            Command::Profiles => Ok(Some(command::profiles(&self.session.library()))),
            Command::New(new) => {
                let text = new.text(&self.session.library(), &Zoned::now().date().to_string());
                text.map(|it| Some(it.into())).map_err(Error::invalid_params)
            }
            Command::OnDocument(url, command) => self.run_on(url, command).await,
        }
    }

    async fn run_on(&self, url: Url, command: OnDocument) -> Result<Option<Value>> {
        let path = url.to_file_path().ok();
        let ran = self.answer::<ExecuteCommand, _>(
            &url,
            |_| true,
            move |snapshot, agreement| {
                let wire = |edits: &[Edit]| lsp::text_edits(snapshot.text(), edits, agreement.encoding);
                let ran = |effect| match effect {
                    Effect::Edits(edits, told) => Ok((Some(wire(&edits)), told, None)),
                    Effect::Picture(it) => {
                        // A picture that no image shows is of no use.
                        if it.edits.is_empty() || agreement.applies_edits {
                            let beside = path.and_then(|path| Some(path.parent()?.join(&it.name)));
                            picture::write(&beside.expect("the document is a file"), &it.svg)?;
                        }
                        Ok((Some(wire(&it.edits)), Some(format!("The picture is drawn: \"{}\"", it.name)), None))
                    }
                    Effect::Checklist { markdown, summary } => Ok((None, Some(summary), Some(markdown))),
                };
                Some((snapshot.document.version, command.run(snapshot).and_then(ran)))
            },
        );
        let Some((version, effect)) = ran.await? else {
            return Err(Error::invalid_params(format!("uri: {url} is not open")));
        };
        let (edits, told, result) = match effect {
            Ok(effect) => effect,
            Err(why) => {
                self.session.say(MessageType::WARNING, why);
                return Ok(None);
            }
        };
        let edits = edits.unwrap_or_default();
        if !edits.is_empty() {
            // The edits are of the text as it was when the command came.
            if self.session.snapshot(&url).and_then(|it| it.document.version) != version {
                return Err(Error::new(ErrorCode::ContentModified));
            }
            if !self.session.apply(url, edits) {
                let message = "the client takes no edits (workspace.applyEdit)".into();
                return Err(Error { message, ..Error::new(ErrorCode::InvalidRequest) });
            }
        }
        let is_shown = result.is_some() && self.session.agreement().shows_checklist;
        if let Some(told) = told.filter(|_| !is_shown) {
            self.session.say(MessageType::INFO, told);
        }
        Ok(result.map(Value::from))
    }
}
