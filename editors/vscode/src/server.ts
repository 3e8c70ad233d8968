// Which server to start: the one of the settings, the one that came with the extension, the one on PATH, or the one that cargo
// installed.

import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

/** The oldest server that speaks to this extension. */
const OLDEST = [0, 1, 0];
const NAME = process.platform === 'win32' ? 'postmortem-ls.exe' : 'postmortem-ls';

/** A server that answered, or what a person can do about it. */
export type Found = { command: string; version: string } | { trouble: string; setting: boolean };

/** Looks for a server and asks it for its version. */
export async function find(context: vscode.ExtensionContext): Promise<Found> {
  const configured = vscode.workspace.getConfiguration('postmortem').get<string | null>('server.path');
  if (configured) {
    const command = expanded(configured);
    return probed(command, `The setting "postmortem.server.path" names ${command}`, true);
  }
  const bundled = context.asAbsolutePath(path.join('server', NAME));
  if (fs.existsSync(bundled)) {
    return probed(bundled, `The server that came with the extension, ${bundled},`, false);
  }
  // The PATH of an editor that was not started from a shell often lacks the folder of cargo.
  const installed = path.join(process.env.CARGO_HOME ?? path.join(os.homedir(), '.cargo'), 'bin', NAME);
  const isOnPath = (process.env.PATH ?? '').split(path.delimiter).some(it => it && fs.existsSync(path.join(it, NAME)));
  if (!isOnPath && fs.existsSync(installed)) return probed(installed, `The server that cargo installed, ${installed},`, false);
  return probed(NAME, 'postmortem-ls on the PATH of this editor', false);
}

async function probed(command: string, what: string, setting: boolean): Promise<Found> {
  let output: string;
  try {
    output = (await promisify(execFile)(command, ['--version'], { timeout: 10_000 })).stdout;
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isAbsent ? 'is not there' : `does not run (${(error as Error).message.split('\n')[0]})`;
    const help = setting
      ? 'Correct the setting, or remove it to use the server that comes with the extension.'
      : 'Install it with "cargo install postmortem-ls", or set "postmortem.server.path".';
    return { trouble: `${what} ${why}. ${help}`, setting };
  }
  const version = /(\d+)\.(\d+)\.(\d+)/.exec(output);
  if (!output.startsWith('postmortem-ls') || !version) {
    return { trouble: `${what} is no postmortem-ls: "--version" printed "${output.trim().slice(0, 60)}".`, setting };
  }
  const numbers = version.slice(1).map(Number);
  const differing = numbers.findIndex((it, index) => it !== OLDEST[index]);
  if (differing >= 0 && numbers[differing] < OLDEST[differing]) {
    const trouble = `${what} is version ${version[0]}; this extension needs ${OLDEST.join('.')} or newer. Update it.`;
    return { trouble, setting };
  }
  return { command, version: version[0] };
}

function expanded(command: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const named = command.replaceAll('${workspaceFolder}', folder);
  return named === '~' || named.startsWith('~/') ? path.join(os.homedir(), named.slice(1)) : named;
}
