// The extension: starts the server for Markdown documents and shows what it tells beyond the protocol.

import * as vscode from 'vscode';
import { LanguageClient, LanguageClientOptions, RevealOutputChannelOn, ServerOptions } from 'vscode-languageclient/node';
import { checklistDocuments, refreshChecklist, register } from './commands';
import { find } from './server';
import { Status, StatusItem } from './status';

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Postmortem', { log: true });
  const status = new StatusItem();
  const restart = async () => {
    await stop(status);
    await start(context, log, status);
  };
  const running = () => {
    if (!client?.isRunning()) throw new Error('the server is not running; "Postmortem: Show Log" tells why');
    return client;
  };
  context.subscriptions.push(
    log,
    status,
    checklistDocuments(),
    vscode.commands.registerCommand('postmortem.restart', restart),
    vscode.commands.registerCommand('postmortem.showLog', () => log.show()),
    ...register(running),
    vscode.workspace.onDidChangeConfiguration(it => {
      if (it.affectsConfiguration('postmortem.server.path')) void restart();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  await start(context, log, status);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function start(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, status: StatusItem): Promise<void> {
  const found = await find(context);
  if ('trouble' in found) {
    log.error(found.trouble);
    const open = 'Open Settings';
    void vscode.window.showErrorMessage(found.trouble, open).then(it => {
      if (it) void vscode.commands.executeCommand('workbench.action.openSettings', 'postmortem.server.path');
    });
    return;
  }
  log.info(`postmortem-ls ${found.version}: ${found.command}`);
  const run = { command: found.command, args: ['server'] };
  const server: ServerOptions = { run, debug: run };
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: 'file', language: 'markdown' },
      { scheme: 'untitled', language: 'markdown' },
      { scheme: 'vscode-remote', language: 'markdown' },
    ],
    initializationOptions: vscode.workspace.getConfiguration('postmortem'),
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    middleware: {
      // The lens runs the command of the server; here its answer is a document.
      provideCodeLenses: async (document, token, next) => {
        const lenses = await next(document, token);
        lenses?.forEach(it => {
          if (it.command) it.command = { ...it.command, command: 'postmortem.showChecklist', arguments: [] };
        });
        return lenses;
      },
    },
  };
  client = new LanguageClient('postmortem', 'Postmortem', server, options);
  client.registerFeature({
    fillClientCapabilities: it => {
      it.experimental = { ...it.experimental, postmortemStatus: true, postmortemChecklist: true };
    },
    initialize: () => {},
    getState: () => ({ kind: 'static' }),
    clear: () => {},
  });
  const started = client;
  client.onNotification('postmortem/status', (it: Status) => {
    status.told(it);
    refreshChecklist(started, it.uri);
  });
  await client.start();
}

async function stop(status: StatusItem): Promise<void> {
  const ending = client;
  client = undefined;
  status.clear();
  await ending?.dispose(5000).catch(() => {});
}
