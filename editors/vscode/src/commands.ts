// The commands of the palette. What edits is done by the server; here stands only what asks a person.

import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** The running client, or an error that says why there is none. */
export type Running = () => LanguageClient;

/** Registers every command that needs the server. */
export function register(running: Running): vscode.Disposable[] {
  const on = (name: string, run: () => Promise<unknown>) =>
    vscode.commands.registerCommand(`postmortem.${name}`, async () => {
      try {
        await run();
      } catch (error) {
        void vscode.window.showErrorMessage(`Postmortem: ${(error as Error).message}`);
      }
    });
  const edit = (command: string) => async () => call(running(), command, { uri: markdown().document.uri.toString() });
  return [
    on('insertSections', edit('insertSections')),
    on('insertDiagram', edit('insertDiagram')),
    on('insertPicture', edit('insertPicture')),
    on('importLines', () => importLines(running())),
    on('new', () => create(running())),
    on('showChecklist', () => showChecklist(running())),
    on('openConfiguration', openConfiguration),
  ];
}

function call<T>(client: LanguageClient, command: string, argument: object): Promise<T> {
  return client.sendRequest('workspace/executeCommand', {
    command: `postmortem-ls.${command}`,
    arguments: [argument],
  });
}

function markdown(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'markdown') throw new Error('open a Markdown document first');
  return editor;
}

/** The lines come from the clipboard: what was copied from a chat or a log. */
async function importLines(client: LanguageClient): Promise<void> {
  const editor = markdown();
  const text = await vscode.env.clipboard.readText();
  const sample = text.trim().split('\n').filter(Boolean);
  if (sample.length === 0) throw new Error('copy the lines to import first: a chat, a log, an incident page');
  const uri = editor.document.uri.toString();
  await call(client, 'importLines', { uri, text });
}

interface Profile {
  id: string;
  title: string;
}

async function create(client: LanguageClient): Promise<void> {
  const profiles = await call<Profile[]>(client, 'profiles', {});
  const items = profiles.map(it => ({ label: it.title, description: it.id }));
  const picked = await vscode.window.showQuickPick(items, { title: 'The format of the postmortem' });
  if (!picked) return;
  const title = await vscode.window.showInputBox({ title: 'What happened, in a few words', prompt: 'Becomes the title' });
  if (title === undefined) return;
  const argument = { profile: picked.description, ...(title && { title }) };
  const content = await call<string>(client, 'new', argument);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document);
}

/** The checklist, in a preview of its own beside the document. */
async function showChecklist(client: LanguageClient): Promise<void> {
  const { document } = markdown();
  const shown = await readChecklist(client, document.uri.toString());
  await vscode.commands.executeCommand('markdown.showLockedPreviewToSide', shown);
}

const CHECKLIST = 'postmortem-checklist';
/** How long a checklist waits for the next keystroke before it is written anew, in milliseconds. */
const PAUSE = 300;
const checklists = new Map<string, string>();
const changed = new vscode.EventEmitter<vscode.Uri>();
let pause: NodeJS.Timeout | undefined;

async function readChecklist(client: LanguageClient, uri: string): Promise<vscode.Uri> {
  checklists.set(uri, await call<string>(client, 'showChecklist', { uri }));
  const shown = vscode.Uri.from({ scheme: CHECKLIST, path: `${vscode.Uri.parse(uri).path} checklist.md`, query: uri });
  changed.fire(shown);
  return shown;
}

/** Writes the checklist of a document anew if somebody looks at it. */
export function refreshChecklist(client: LanguageClient, uri: string): void {
  const isShown = vscode.workspace.textDocuments.some(it => it.uri.scheme === CHECKLIST && it.uri.query === uri);
  if (!isShown) return;
  clearTimeout(pause);
  // A server that ends meanwhile has no checklist; the next one is asked when it tells its first status.
  pause = setTimeout(() => void readChecklist(client, uri).catch(() => {}), PAUSE);
}

/** Serves the checklists as documents that cannot be edited. */
export function checklistDocuments(): vscode.Disposable {
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: uri => checklists.get(uri.query) ?? '',
  };
  return vscode.workspace.registerTextDocumentContentProvider(CHECKLIST, provider);
}

const STARTER = `# Which postmortems this is about, and how loud each rule is. Keys and levels: postmortem-ls config schema
# profile = "alx"

[rules]
# animated-language = "hint"
`;

/** The nearest configuration file of the workspace, or a new one with a hint of what it can hold. */
async function openConfiguration(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('open a folder first: the configuration is a file in it');
  for (const name of ['postmortem.toml', '.postmortem.toml', '.config/postmortem.toml']) {
    const uri = vscode.Uri.joinPath(folder.uri, name);
    const exists = await vscode.workspace.fs.stat(uri).then(() => true, () => false);
    if (exists) return void (await vscode.window.showTextDocument(uri));
  }
  const untitled = vscode.Uri.joinPath(folder.uri, 'postmortem.toml').with({ scheme: 'untitled' });
  const editor = await vscode.window.showTextDocument(untitled);
  await editor.edit(it => it.insert(new vscode.Position(0, 0), STARTER));
}
