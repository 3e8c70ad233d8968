//! What client and server agree on at initialize: what the client can take, and what the server offers to it.

use std::path::PathBuf;

use serde_json::Value;
use tower_lsp::lsp_types::{
    ClientCapabilities, ClientInfo, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions,
    CompletionOptions, DiagnosticOptions, DiagnosticServerCapabilities, DocumentLinkOptions,
    DocumentOnTypeFormattingOptions, ExecuteCommandOptions, FoldingRangeProviderCapability, HoverProviderCapability,
    InitializeParams, MarkupKind, OneOf, PositionEncodingKind, SelectionRangeProviderCapability,
    SemanticTokensFullOptions, SemanticTokensLegend, SemanticTokensOptions, SemanticTokensServerCapabilities,
    ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, WorkDoneProgressOptions, WorkspaceClientCapabilities,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use crate::config::Surroundings;
use crate::config::editor::Editor;
use crate::features::{code_action, command, completion, lsp, on_type_formatting, semantic_tokens};
use crate::server::faults::Faults;
use crate::text::Encoding;
use crate::workspace::neighbours;

/// Everything that differs from client to client.
#[derive(Debug)]
pub struct Agreement {
    /// What a character of a position counts.
    pub encoding: Encoding,
    /// Hovers may be Markdown.
    pub hover_markdown: bool,
    /// Findings are asked for, not published. Only a client that can be asked to ask again does so: another one would
    /// never hear of what is due later or of settings that changed.
    pub pulls: bool,
    /// Findings of the whole workspace may be asked for, too.
    pub pulls_workspace: bool,
    /// What is written at the cursor moves it on.
    pub moves_cursor: bool,
    /// Completions may be snippets with tab stops.
    pub snippets: bool,
    /// Completions are complete: all are snippets, and there is nothing to ask about one later.
    pub whole_completions: bool,
    /// A finding may point to a page about its rule.
    pub code_description: bool,
    /// Code actions may be more than commands.
    pub code_action_literals: bool,
    /// Code actions may be there and say why they are not possible.
    pub code_action_disabled: bool,
    /// An outline may be a tree.
    pub symbol_trees: bool,
    /// The client has something to show `postmortem/status` with.
    pub shows_status: bool,
    /// The client shows the checklist that a command answers with.
    pub shows_checklist: bool,
    /// The client colours what the server tells it to.
    pub colours: bool,
    /// The client applies edits that nobody asked for by a code action.
    pub applies_edits: bool,
    /// The client can be asked for its settings.
    pub asks_settings: bool,
    /// The client watches files for us, and tells when its settings change, if it is asked to.
    pub watches_files: bool,
    pub watches_settings: bool,
    /// What the client can be asked to ask for anew.
    pub refreshes: Refreshes,
    /// What the editor set when it started the server: what is switched off is not offered.
    pub editor: Editor,
    /// The files below the folders of the workspace.
    pub surroundings: Surroundings,
    pub faults: Faults,
}

impl Agreement {
    /// What holds for a client that says nothing of itself.
    pub fn nothing_said() -> Agreement {
        Agreement {
            encoding: Encoding::Utf16,
            hover_markdown: false,
            pulls: false,
            pulls_workspace: false,
            moves_cursor: true,
            snippets: false,
            whole_completions: false,
            code_description: false,
            code_action_literals: false,
            code_action_disabled: false,
            symbol_trees: false,
            shows_status: false,
            shows_checklist: false,
            colours: false,
            applies_edits: false,
            asks_settings: false,
            watches_files: false,
            watches_settings: false,
            refreshes: Refreshes::default(),
            editor: Editor::default(),
            surroundings: Surroundings::default(),
            faults: Faults::none(),
        }
    }

    pub fn with(params: &InitializeParams) -> Agreement {
        let text_document = params.capabilities.text_document.as_ref();
        let formats = text_document.and_then(|it| it.hover.as_ref()?.content_format.as_deref());
        let workspace = params.capabilities.workspace.as_ref();
        let refreshes = Refreshes::of(workspace);
        let options = params.initialization_options.as_ref().unwrap_or(&Value::Null);
        let (editor, _) = Editor::read(options);
        Agreement {
            asks_settings: workspace.and_then(|it| it.configuration).unwrap_or_default(),
            watches_files: workspace
                .is_some_and(|it| it.did_change_watched_files.is_some_and(|it| it.dynamic_registration == Some(true))),
            watches_settings: workspace
                .is_some_and(|it| it.did_change_configuration.is_some_and(|it| it.dynamic_registration == Some(true))),
            refreshes,
            editor,
            surroundings: neighbours::surroundings(&folders(params)),
            encoding: encoding(&params.capabilities),
            hover_markdown: formats.and_then(|it| it.first()) == Some(&MarkupKind::Markdown),
            pulls: text_document.is_some_and(|it| it.diagnostic.is_some()) && refreshes.diagnostics,
            pulls_workspace: !params.client_info.as_ref().is_some_and(|it| passes_over_open(&it.name)),
            moves_cursor: !params.client_info.as_ref().is_some_and(|it| leaves_cursor(&it.name)),
            snippets: text_document
                .and_then(|it| it.completion.as_ref()?.completion_item.as_ref()?.snippet_support)
                .unwrap_or_default(),
            whole_completions: params.client_info.as_ref().is_some_and(is_neovim_0_11),
            code_description: text_document
                .and_then(|it| it.publish_diagnostics.as_ref()?.code_description_support)
                .unwrap_or_default(),
            code_action_literals: text_document
                .is_some_and(|it| it.code_action.as_ref().is_some_and(|it| it.code_action_literal_support.is_some())),
            code_action_disabled: text_document
                .and_then(|it| it.code_action.as_ref()?.disabled_support)
                .unwrap_or_default(),
            symbol_trees: text_document
                .and_then(|it| it.document_symbol.as_ref()?.hierarchical_document_symbol_support)
                .unwrap_or_default(),
            shows_status: is_announced(&params.capabilities, "postmortemStatus"),
            shows_checklist: is_announced(&params.capabilities, "postmortemChecklist"),
            colours: text_document.is_some_and(|it| it.semantic_tokens.is_some()),
            applies_edits: workspace.and_then(|it| it.apply_edit).unwrap_or_default(),
            faults: Faults::read(params.initialization_options.as_ref()),
        }
    }

    /// What the server can do for this client; no more than what exists.
    pub fn server_capabilities(&self) -> ServerCapabilities {
        let editor = &self.editor;
        let encoding = match self.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        };
        ServerCapabilities {
            position_encoding: Some(encoding),
            text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(TextDocumentSyncSaveOptions::Supported(true)),
                ..TextDocumentSyncOptions::default()
            })),
            hover_provider: editor.hover.enable.then_some(HoverProviderCapability::Simple(true)),
            completion_provider: editor.completion.enable.then(|| completion(!self.whole_completions)),
            document_on_type_formatting_provider: editor.completion.enable.then(|| DocumentOnTypeFormattingOptions {
                first_trigger_character: on_type_formatting::TRIGGER.to_owned(),
                more_trigger_character: None,
            }),
            document_symbol_provider: editor.document_symbols.enable.then_some(OneOf::Left(true)),
            workspace_symbol_provider: editor.document_symbols.enable.then_some(OneOf::Left(true)),
            folding_range_provider: editor.folding.enable.then_some(FoldingRangeProviderCapability::Simple(true)),
            selection_range_provider: (editor.selection_ranges.enable)
                .then_some(SelectionRangeProviderCapability::Simple(true)),
            document_highlight_provider: editor.highlight.enable.then_some(OneOf::Left(true)),
            definition_provider: editor.definition.enable.then_some(OneOf::Left(true)),
            inlay_hint_provider: editor.inlay_hints.is_any().then_some(OneOf::Left(true)),
            code_lens_provider: editor.code_lens.enable.then_some(CodeLensOptions { resolve_provider: Some(false) }),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                file_operations: None,
            }),
            semantic_tokens_provider: (self.colours && editor.semantic_tokens.enable).then(tokens),
            document_link_provider: editor.document_links.enable.then_some(DocumentLinkOptions {
                resolve_provider: Some(false),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            }),
            execute_command_provider: Some(commands()),
            diagnostic_provider: self.pulls.then(|| diagnostics(self.pulls_workspace)),
            code_action_provider: self.code_action_literals.then(code_actions),
            ..ServerCapabilities::default()
        }
    }
}

/// The folders of the workspace; older clients tell one, as `rootUri`.
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let folders = params.workspace_folders.iter().flatten().map(|it| &it.uri);
    #[allow(deprecated, reason = "older clients tell nothing else")]
    let root = params.root_uri.iter();
    folders.chain(root).filter_map(|it| it.to_file_path().ok()).collect()
}

/// What a client can be asked to ask for anew, when settings changed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Refreshes {
    pub code_lens: bool,
    pub inlay_hints: bool,
    pub semantic_tokens: bool,
    pub diagnostics: bool,
}

impl Refreshes {
    fn of(workspace: Option<&WorkspaceClientCapabilities>) -> Refreshes {
        let Some(workspace) = workspace else { return Refreshes::default() };
        Refreshes {
            code_lens: workspace.code_lens.as_ref().is_some_and(|it| it.refresh_support == Some(true)),
            inlay_hints: workspace.inlay_hint.as_ref().is_some_and(|it| it.refresh_support == Some(true)),
            diagnostics: workspace.diagnostic.as_ref().is_some_and(|it| it.refresh_support == Some(true)),
            semantic_tokens: workspace.semantic_tokens.as_ref().is_some_and(|it| it.refresh_support == Some(true)),
        }
    }
}

/// Whether a client announces one of the things that are between this server and its own clients.
fn is_announced(capabilities: &ClientCapabilities, name: &str) -> bool {
    capabilities.experimental.as_ref().and_then(|it| it.get(name)) == Some(&Value::Bool(true))
}

/// Whether a client is known to pass over open documents when it is asked to ask again, as soon as it may ask for the
/// workspace. It would show what was found before the settings changed until somebody types.
fn passes_over_open(client: &str) -> bool {
    client.eq_ignore_ascii_case("neovim")
}

/// Neovim 0.11 writes only the first word of a completion that is no snippet. What it asked about one and gets when the
/// writer has left off makes it stop at an error.
fn is_neovim_0_11(client: &ClientInfo) -> bool {
    let version = client.version.as_deref().unwrap_or_default();
    client.name.eq_ignore_ascii_case("neovim") && version.starts_with("0.11.")
}

/// Whether a client is known to leave the cursor before what is written at it by the server.
fn leaves_cursor(client: &str) -> bool {
    const CLIENTS: [&str; 3] = ["neovim", "eglot", "emacs"];
    CLIENTS.contains(&&client.to_lowercase()[..])
}

/// The first encoding of the client's list that is known; UTF-16 where nothing is said.
fn encoding(capabilities: &ClientCapabilities) -> Encoding {
    let offered = capabilities.general.as_ref().and_then(|it| it.position_encodings.as_deref()).unwrap_or_default();
    let known = |it: &PositionEncodingKind| match it.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    };
    offered.iter().find_map(known).unwrap_or_default()
}

fn completion(resolves: bool) -> CompletionOptions {
    CompletionOptions {
        trigger_characters: Some(completion::TRIGGERS.iter().map(ToString::to_string).collect()),
        resolve_provider: Some(resolves),
        ..CompletionOptions::default()
    }
}

fn tokens() -> SemanticTokensServerCapabilities {
    SemanticTokensServerCapabilities::SemanticTokensOptions(SemanticTokensOptions {
        legend: SemanticTokensLegend { token_types: semantic_tokens::LEGEND.to_vec(), token_modifiers: Vec::new() },
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Bool(true)),
        work_done_progress_options: WorkDoneProgressOptions::default(),
    })
}

fn commands() -> ExecuteCommandOptions {
    let commands = command::NAMES.iter().map(ToString::to_string).collect();
    ExecuteCommandOptions { commands, ..ExecuteCommandOptions::default() }
}

fn diagnostics(of_workspace: bool) -> DiagnosticServerCapabilities {
    DiagnosticServerCapabilities::Options(DiagnosticOptions {
        identifier: Some(lsp::SOURCE.to_owned()),
        inter_file_dependencies: false,
        workspace_diagnostics: of_workspace,
        ..DiagnosticOptions::default()
    })
}

fn code_actions() -> CodeActionProviderCapability {
    CodeActionProviderCapability::Options(CodeActionOptions {
        code_action_kinds: Some(code_action::KINDS.to_vec()),
        ..CodeActionOptions::default()
    })
}
