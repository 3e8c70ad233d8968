// The status item: words and requirements of the postmortem in front.

import * as vscode from 'vscode';

/** What the server tells after each analysis, in `postmortem/status`. */
export interface Status {
  uri: string;
  postmortem: boolean;
  profileTitle?: string;
  words?: number;
  range?: { min: number; max: number } | null;
  requirements?: { met: number; total: number };
  minutes?: number | null;
  findings?: { error: number; warning: number; information: number; hint: number };
}

/** Shows the status of the active document, as the newest notification of the server told it. */
export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem('postmortem.status', { language: 'markdown' });
  private readonly bar = vscode.window.createStatusBarItem('postmortem.words', vscode.StatusBarAlignment.Right, 100);
  private readonly known = new Map<string, Status>();
  private readonly watching: vscode.Disposable;

  constructor() {
    this.item.name = 'Postmortem';
    this.item.command = { title: 'Show checklist', command: 'postmortem.showChecklist' };
    this.bar.name = 'Postmortem';
    this.bar.command = 'postmortem.showChecklist';
    this.watching = vscode.window.onDidChangeActiveTextEditor(() => this.show());
  }

  /** Keeps what the server told and shows it where its document is in front. */
  told(status: Status): void {
    const key = vscode.Uri.parse(status.uri).toString();
    if (status.postmortem) {
      this.known.set(key, status);
    } else {
      this.known.delete(key);
    }
    this.show();
  }

  /** Forgets everything: the server has ended. */
  clear(): void {
    this.known.clear();
    this.show();
  }

  dispose(): void {
    this.watching.dispose();
    this.item.dispose();
    this.bar.dispose();
  }

  private show(): void {
    const enabled = vscode.workspace.getConfiguration('postmortem').get<boolean>('status.enable', true);
    const document = vscode.window.activeTextEditor?.document;
    const status = document && enabled ? this.known.get(document.uri.toString()) : undefined;
    if (!status) {
      this.bar.hide();
      this.item.text = 'No postmortem';
      this.item.detail = undefined;
      this.item.severity = vscode.LanguageStatusSeverity.Information;
      return;
    }
    const words = `${status.words ?? 0} words`;
    const { met = 0, total = 0 } = status.requirements ?? {};
    const short = total > 0 ? `${words} · ${met}/${total}` : words;
    const range = status.range ? `${words}, ${status.range.min} to ${status.range.max} asked for` : words;
    const lines = [status.profileTitle ?? 'Postmortem', range];
    if (total > 0) lines.push(`${met} of ${total} requirements met`);
    if (status.minutes) lines.push(`outage of ${duration(status.minutes)}`);
    const found = status.findings;
    if (found) lines.push(`${found.error} errors, ${found.warning} warnings`);
    this.bar.text = short;
    this.bar.tooltip = lines.join('\n');
    this.bar.accessibilityInformation = { label: lines.join(', ') };
    this.bar.show();
    this.item.text = short;
    this.item.detail = lines.slice(2).join(', ');
    this.item.severity = found?.error
      ? vscode.LanguageStatusSeverity.Error
      : found?.warning
        ? vscode.LanguageStatusSeverity.Warning
        : vscode.LanguageStatusSeverity.Information;
  }
}

/** `2 h 15 min` for minutes. */
function duration(minutes: number): string {
  const parts = [`${Math.floor(minutes / 60)} h`, `${minutes % 60} min`];
  return parts.filter(it => !it.startsWith('0 ')).join(' ');
}
