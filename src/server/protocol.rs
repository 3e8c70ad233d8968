//! The protocol table: each method of the Language Server Protocol that is served, and the function that answers it.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use serde_json::Value;
use tokio::sync::Semaphore;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::notification::{
    DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, Notification,
};
use tower_lsp::lsp_types::request::{
    CodeActionRequest, CodeLensRequest, Completion, DocumentDiagnosticRequest, DocumentHighlightRequest,
    DocumentLinkRequest, DocumentSymbolRequest, FoldingRangeRequest, GotoDefinition, HoverRequest, InlayHintRequest,
    OnTypeFormatting, Request, ResolveCompletionItem, SelectionRangeRequest, SemanticTokensFullRequest,
    SemanticTokensRangeRequest, WorkspaceDiagnosticRequest, WorkspaceSymbolRequest,
};
use tower_lsp::lsp_types::{
    CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionItem, CompletionParams,
    CompletionResponse, DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentHighlight, DocumentHighlightParams, DocumentLink,
    DocumentLinkParams, DocumentOnTypeFormattingParams, DocumentSymbolParams, DocumentSymbolResponse,
    ExecuteCommandParams, FoldingRange, FoldingRangeParams, GotoDefinitionParams, GotoDefinitionResponse, Hover,
    HoverParams, InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams, SelectionRange,
    SelectionRangeParams, SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult,
    SemanticTokensResult, ServerInfo, SymbolInformation, TextDocumentIdentifier, TextEdit, Url,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult, WorkspaceSymbolParams,
};
use tower_lsp::{LanguageServer, async_trait};

use crate::clock::{self, Zone};
use crate::config::editor::Editor;
use crate::features::{
    code_action, code_lens, completion, definition, document_highlight, document_link, document_symbol, folding_range,
    hover, inlay_hint, on_type_formatting, selection_range, semantic_tokens,
};
use crate::server::agreement::Agreement;
use crate::server::session::Session;
use crate::snapshot::Snapshot;

/// Answers that are computed at the same time; more wait, and can be cancelled while they do.
const COMPUTING: usize = 4;

/// Serves one session. The first poll of a handler runs in the read loop, so everything before its first `.await`
/// happens in the order of the wire: changes settle there, and requests take their snapshot.
pub struct Server {
    pub(super) session: Arc<Session>,
    /// Called with the client's process id, if it tells one.
    watch: Box<dyn Fn(u32) + Send + Sync>,
    computing: Arc<Semaphore>,
}

impl Server {
    pub fn new(session: Arc<Session>, watch: impl Fn(u32) + Send + Sync + 'static) -> Server {
        Server { session, watch: Box::new(watch), computing: Arc::new(Semaphore::new(COMPUTING)) }
    }

    /// Answers a request from the snapshot of its moment, off the read loop; `None` where there is no answer, where the
    /// editor has switched this off, and for a document that is not open.
    pub(super) async fn answer<R: Request, T: Send + 'static>(
        &self,
        url: &Url,
        is_on: impl Fn(&Editor) -> bool,
        answer: impl FnOnce(&Snapshot, &Agreement) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let session = self.session.clone();
        session.agreement().faults.in_handler(R::METHOD);
        if !is_on(&session.setup.editor()) {
            return Ok(None);
        }
        let Some(snapshot) = session.snapshot(url) else { return Ok(None) };
        let Ok(place) = self.computing.clone().acquire_owned().await else { return Err(Error::internal_error()) };
        let computed = tokio::task::spawn_blocking(move || {
            let _place = place;
            let agreement = session.agreement();
            agreement.faults.in_answer(R::METHOD);
            answer(&snapshot, agreement)
        });
        // The panic hook has told where it happened.
        computed.await.map_err(|_| Error::internal_error())
    }

    /// Answers only about a postmortem: of everything else another server may know more.
    async fn answer_about<R: Request, T: Send + 'static>(
        &self,
        url: &Url,
        is_on: impl Fn(&Editor) -> bool,
        answer: impl FnOnce(&Snapshot, &Agreement) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let about = |snapshot: &Snapshot, agreement: &Agreement| {
            snapshot.postmortem().recognised.then(|| answer(snapshot, agreement)).flatten()
        };
        self.answer::<R, T>(url, is_on, about).await
    }

    /// Answers a question about all postmortems of the workspace, off the read loop, once all that changed is read.
    async fn of_workspace<R: Request, T: Send + 'static>(
        &self,
        answer: impl FnOnce(&Session) -> T + Send + 'static,
    ) -> Result<T> {
        let session = self.session.clone();
        session.agreement().faults.in_handler(R::METHOD);
        if !session.agreement().watches_files {
            session.shelf.changed();
        }
        session.shelf.is_current().await;
        let Ok(place) = self.computing.clone().acquire_owned().await else { return Err(Error::internal_error()) };
        let computed = tokio::task::spawn_blocking(move || {
            let _place = place;
            session.agreement().faults.in_answer(R::METHOD);
            answer(&session)
        });
        computed.await.map_err(|_| Error::internal_error())
    }

    /// The text of an open document as the server has it; served in debug builds, for tests that compare.
    pub async fn text(&self, document: TextDocumentIdentifier) -> Result<Option<String>> {
        Ok(self.session.snapshot(&document.uri).map(|it| it.text().to_string()))
    }
}

#[async_trait]
impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        if let Some(client) = params.process_id {
            (self.watch)(client);
        }
        self.session.agree(Agreement::with(&params), &params);
        Ok(InitializeResult {
            capabilities: self.session.agreement().server_capabilities(),
            server_info: Some(ServerInfo {
                name: env!("CARGO_PKG_NAME").into(),
                version: Some(env!("CARGO_PKG_VERSION").into()),
            }),
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.session.introduce();
    }

    async fn shutdown(&self) -> Result<()> {
        self.session.shut_down();
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.session.agreement().faults.in_handler(DidOpenTextDocument::METHOD);
        self.session.open(params.text_document);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.session.agreement().faults.in_handler(DidChangeTextDocument::METHOD);
        let document = params.text_document;
        self.session.change(&document.uri, document.version, &params.content_changes);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.session.agreement().faults.in_handler(DidCloseTextDocument::METHOD);
        self.session.close(&params.text_document.uri);
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.session.saved(&params.text_document.uri);
    }

    /// Some clients send their settings along, others want to be asked for them.
    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        match self.session.agreement().asks_settings {
            true => self.session.ask_settings(),
            false => self.session.set_editor(&params.settings),
        }
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.session.look_now();
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.session.setup.change_folders(&params.event.added, &params.event.removed);
        self.session.configure();
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let url = params.text_document_position_params.text_document.uri.clone();
        self.answer::<HoverRequest, _>(
            &url,
            |it| it.hover.enable,
            |snapshot, agreement| {
                let local = local_zone();
                hover::answer(snapshot, agreement.encoding, local.as_ref(), params, agreement.hover_markdown)
            },
        )
        .await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let url = params.text_document_position.text_document.uri.clone();
        let (now, session, own) = (now(), self.session.clone(), url.clone());
        self.answer::<Completion, _>(
            &url,
            |it| it.completion.enable,
            move |snapshot, agreement| {
                let others = || session.shelf.people(&session, &own);
                let client = completion::Client { encoding: agreement.encoding, has_snippets: agreement.snippets };
                let answer = completion::answer(snapshot, client, params, now, &others)?;
                Some(if agreement.whole_completions { completion::whole(snapshot, answer) } else { answer })
            },
        )
        .await
    }

    /// An item of a document that is closed by now has nothing more to tell.
    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let Some(url) = completion::about::document(&item) else { return Ok(item) };
        let asked = item.clone();
        let resolved = self.answer::<ResolveCompletionItem, _>(
            &url,
            |it| it.completion.enable,
            move |snapshot, _| Some(completion::about::resolved(snapshot, asked)),
        );
        Ok(resolved.await?.unwrap_or(item))
    }

    async fn on_type_formatting(&self, params: DocumentOnTypeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let place = params.text_document_position;
        let (url, position) = (place.text_document.uri, place.position);
        self.answer_about::<OnTypeFormatting, _>(
            &url,
            |it| it.completion.enable,
            move |snapshot, agreement| {
                on_type_formatting::answer(snapshot, agreement.encoding, position, agreement.moves_cursor)
            },
        )
        .await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let url = params.text_document.uri.clone();
        self.answer::<CodeActionRequest, _>(
            &url,
            |_| true,
            |snapshot, agreement| {
                let reader = code_action::Reader {
                    encoding: agreement.encoding,
                    local: local_zone(),
                    shows_disabled: agreement.code_action_disabled,
                    applies_edits: agreement.applies_edits,
                };
                Some(code_action::answer(snapshot, &reader, params))
            },
        )
        .await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        self.run(params).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let url = params.text_document.uri;
        self.answer_about::<CodeLensRequest, _>(
            &url.clone(),
            |it| it.code_lens.enable,
            move |snapshot, agreement| Some(code_lens::answer(snapshot, agreement.encoding, &url)),
        )
        .await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let wanted = self.session.setup.editor().inlay_hints;
        let kinds = inlay_hint::Kinds { elapsed: wanted.elapsed, duration: wanted.duration, words: wanted.words };
        let (url, range) = (params.text_document.uri, params.range);
        self.answer_about::<InlayHintRequest, _>(
            &url,
            |it| it.inlay_hints.is_any(),
            move |snapshot, agreement| Some(inlay_hint::answer(snapshot, agreement.encoding, range, kinds)),
        )
        .await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let url = params.text_document.uri;
        let is_on = |it: &Editor| it.document_links.enable;
        self.answer_about::<DocumentLinkRequest, _>(&url, is_on, |snapshot, agreement| {
            Some(document_link::answer(snapshot, agreement.encoding))
        })
        .await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let url = params.text_document.uri;
        let is_on = |it: &Editor| it.semantic_tokens.enable;
        self.answer_about::<SemanticTokensFullRequest, _>(&url, is_on, |snapshot, agreement| {
            Some(semantic_tokens::answer(snapshot, agreement.encoding, None).into())
        })
        .await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let (url, range) = (params.text_document.uri, params.range);
        let is_on = |it: &Editor| it.semantic_tokens.enable;
        self.answer_about::<SemanticTokensRangeRequest, _>(&url, is_on, move |snapshot, agreement| {
            Some(semantic_tokens::answer(snapshot, agreement.encoding, Some(range)).into())
        })
        .await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let url = params.text_document.uri;
        let is_on = |it: &Editor| it.document_symbols.enable;
        let headings = self.session.setup.editor().document_symbols.headings;
        self.answer_about::<DocumentSymbolRequest, _>(&url.clone(), is_on, move |snapshot, agreement| {
            Some(document_symbol::answer(snapshot, agreement.encoding, &url, agreement.symbol_trees, headings))
        })
        .await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let url = params.text_document.uri;
        self.answer_about::<FoldingRangeRequest, _>(
            &url,
            |it| it.folding.enable,
            |snapshot, _| Some(folding_range::answer(snapshot)),
        )
        .await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let (url, positions) = (params.text_document.uri, params.positions);
        let is_on = |it: &Editor| it.selection_ranges.enable;
        self.answer_about::<SelectionRangeRequest, _>(&url, is_on, move |snapshot, agreement| {
            Some(selection_range::answer(snapshot, agreement.encoding, &positions))
        })
        .await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let (url, previous) = (params.text_document.uri, params.previous_result_id);
        let (session, asked) = (self.session.clone(), url.clone());
        let report = self.answer::<DocumentDiagnosticRequest, _>(
            &asked,
            |_| true,
            move |snapshot, _| {
                Some(session.pulled(&url, snapshot, Instant::now()).unwrap_or_else(|panic| resume_unwind(panic)))
            },
        );
        let report = report.await?.unwrap_or_default();
        Ok(DocumentDiagnosticReportResult::Report(report.answer(previous.as_deref())))
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let previous = params.previous_result_ids.into_iter().map(|it| (it.uri, it.value)).collect();
        let report = self.of_workspace::<WorkspaceDiagnosticRequest, _>(|it| it.shelf.report(it, previous)).await?;
        Ok(WorkspaceDiagnosticReportResult::Report(report))
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
        if !self.session.setup.editor().document_symbols.enable {
            return Ok(None);
        }
        let symbols = self.of_workspace::<WorkspaceSymbolRequest, _>(move |it| it.shelf.symbols(it, &params.query));
        symbols.await.map(Some)
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let place = params.text_document_position_params;
        let (url, position) = (place.text_document.uri, place.position);
        self.answer_about::<DocumentHighlightRequest, _>(
            &url,
            |it| it.highlight.enable,
            move |snapshot, agreement| document_highlight::answer(snapshot, agreement.encoding, position),
        )
        .await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let place = params.text_document_position_params;
        let (url, position) = (place.text_document.uri, place.position);
        let is_on = |it: &Editor| it.definition.enable;
        self.answer_about::<GotoDefinition, _>(&url.clone(), is_on, move |snapshot, agreement| {
            definition::answer(snapshot, agreement.encoding, &url, position)
        })
        .await
    }
}

/// The only clock of the server.
fn now() -> completion::Now {
    // A clock before 1970 is as good as none.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    completion::Now { utc_seconds: i64::try_from(since.as_secs()).unwrap_or_default() }
}

/// The zone of the machine's clock.
fn local_zone() -> Option<Zone> {
    clock::zone(jiff::tz::TimeZone::try_system().ok()?.iana_name()?)
}
