//! The extension for Zed: starts the `postmortem-ls` of the settings or the one on PATH.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct Postmortem;

impl zed::Extension for Postmortem {
    fn new() -> Self {
        Postmortem
    }

    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let settings = LspSettings::for_worktree(id.as_ref(), worktree).ok();
        let binary = settings.and_then(|it| it.binary);
        let configured = binary.as_ref().and_then(|it| it.path.clone());
        let command = configured.or_else(|| worktree.which("postmortem-ls")).ok_or(
            "postmortem-ls is not on your PATH; install it with \"cargo install postmortem-ls\", or set \
             lsp.postmortem-ls.binary.path",
        )?;
        let args = binary.and_then(|it| it.arguments).unwrap_or_else(|| vec!["server".into()]);
        Ok(Command { command, args, env: worktree.shell_env() })
    }

    fn language_server_initialization_options(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<zed::serde_json::Value>> {
        Ok(LspSettings::for_worktree(id.as_ref(), worktree).ok().and_then(|it| it.initialization_options))
    }
}

zed::register_extension!(Postmortem);
