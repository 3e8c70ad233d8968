// The commands of the palette, and the server's comings and goings.

import { check, insist, until } from './tap.mjs';

export async function theLensOpensTheChecklist(code) {
  await code.go(1, 1);
  const lens = code.page.locator('.codelens-decoration a', { hasText: 'requirements' });
  const shows = words => until(async () => words.test(await code.previews()), 20_000);
  await insist(() => lens.first().click({ timeout: 2_000 }).catch(() => {}), () => code.page.locator('.tab', { hasText: 'checklist' }).count());
  check(await shows(/of 17 requirements/), 'the checklist opens beside the document', await code.previews());
  await code.picture('checklist');
  const before = /(\d+) words/.exec(await code.previews())?.[1];
  await code.go(5, 1);
  await code.type('It was ');
  check(await shows(new RegExp(`\\b${Number(before) + 2} words`)), 'it is written anew while one types', await code.previews());
}

export async function theDiagramIsInserted(code, file) {
  await code.focus();
  await code.command('Postmortem: Insert or Refresh the Timeline Diagram');
  const drawn = await until(async () => (await code.saved(file)).includes('```mermaid'));
  check(drawn, 'the diagram of the timeline is inserted');
}

export async function pastedLinesAreImported(code, file) {
  const lines = '[10:20] dana: restarted the index\n[10:40] lee: no change\n';
  await code.page.evaluate(text => navigator.clipboard.writeText(text), lines);
  await code.command('Postmortem: Import Pasted Lines');
  const imported = await until(async () => /10:40 UTC.*no change/.test(await code.saved(file)));
  check(imported, 'pasted lines become entries', await code.saved(file));
  await code.picture('imported');
}

export async function aNewPostmortemIsBegun(code) {
  const { page } = code;
  await code.command('Postmortem: New Postmortem…');
  const formats = page.locator('.quick-input-list .monaco-list-row');
  check(await until(() => formats.count()), 'a new postmortem asks for its format');
  await page.locator('.quick-input-widget:visible input').fill('Google SRE');
  await until(() => page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'Google SRE' }).count(), 5_000);
  await code.press('Enter');
  await page.locator('.quick-input-widget:visible', { hasText: 'Becomes the title' }).waitFor();
  await code.type('The search was down');
  await code.press('Enter');
  const begun = await until(async () => (await code.lines()).some(it => it.includes('Postmortem: The search was down')));
  check(begun, 'and has its title', (await code.lines()).join('\n'));
  const quiet = await until(async () => !(await code.problems().count()), 3_000);
  check(quiet, 'nothing is found in it before somebody begins to write');
  await code.picture('new');
}

export async function theServerRestarts(code) {
  const toasts = await code.page.locator('.notification-toast').allInnerTexts();
  check(!toasts.some(it => /crash|failed|error/i.test(it)), 'no error was shown', toasts.join('\n'));
  const words = async () => Number(/(\d+) words/.exec(await code.status())?.[1]);
  const before = await words();
  await code.command('Postmortem: Restart Server');
  await code.go(5, 1);
  await code.type('Once ');
  // What an ended server has told would stay as it was.
  check(await until(async () => (await words()) === before + 1), 'the server restarts, and counts on', await code.status());
}

/** Without a server there is a message that says what to do. */
export async function aMissingServerIsTold(code, file) {
  await code.open(file);
  const toast = code.page.locator('.notification-toast', { hasText: 'postmortem-ls on the PATH of this editor is not there. Install' });
  check(await until(() => toast.count()), 'a server that is nowhere is told of');
  await code.picture('no-server');
  await noToast(code, toast);
}

/** A server that is older than the extension can use. */
export async function anOldServerIsTold(code) {
  const toast = code.page.locator('.notification-toast', { hasText: 'is version 0.0.1; this extension needs' });
  await code.command('Postmortem: Restart Server');
  check(await until(() => toast.count()), 'a server that is too old is told of');
  await noToast(code, toast);
}

/** A wrong path is told, and the right one works at once. */
export async function aWrongPathIsTold(code, file) {
  const toast = code.page.locator('.notification-toast', { hasText: '/nowhere/postmortem-ls is not there' });
  await setPath(code, '/nowhere/postmortem-ls');
  check(await until(() => toast.count()), 'a wrong path is told of');
  await code.open(file);
  check(await until(async () => !(await code.problems().count())), 'the findings of the server that ended are gone');
  await setPath(code, '');
  await code.open(file);
  check(await until(() => code.problems().count()), 'the right path works at once');
  await noToast(code, toast);
}

/** Writes the path of the server into the settings, as a person does: those of the machine where the server runs. */
async function setPath(code, value) {
  const settings = code.page.locator('.settings-editor');
  const input = settings.locator('input[aria-label="postmortem.server.path"]');
  const machine = settings.locator('.settings-tabs-widget .action-label', { hasText: 'Remote' });
  const find = async () => {
    await code.command('Preferences: Open Settings (UI)');
    if (!(await until(() => machine.count(), 5_000))) return;
    await code.press('Control+a');
    await code.type('@id:postmortem.server.path');
    await machine.click({ timeout: 2_000 }).catch(() => {});
  };
  await insist(find, () => input.count());
  await input.fill(value);
  await code.page.waitForTimeout(500); // The settings take what is typed after a pause, and tell nobody.
}

async function noToast(code, toast) {
  await insist(() => code.command('Notifications: Clear All Notifications'), async () => !(await toast.count()));
}
