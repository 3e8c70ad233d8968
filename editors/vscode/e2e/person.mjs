// What a person does in the window. Lines and columns count from 1.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { insist, until } from './tap.mjs';

export function person(page, folder, pictures) {
  let pictured = 0;
  const press = key => page.keyboard.press(key);
  const type = text => page.keyboard.type(text);
  const status = () => page.locator('.statusbar-item').allInnerTexts().then(it => it.join('\n'));
  const palette = page.locator('.quick-input-widget:visible input');
  const editor = page.locator('.editor-group-container .monaco-editor');

  const picture = async name => {
    pictured += 1;
    await page.screenshot({ path: path.join(pictures, `${String(pictured).padStart(2, '0')}-${name}.png`) });
  };

  const focus = () => press('Control+1');

  /** Closes whatever list, hover or menu is open. */
  const dismiss = () => insist(() => press('Escape'), async () => !(await palette.count()));

  const open = async name => {
    const file = path.basename(name);
    const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: file }).first();
    await insist(() => row.dblclick({ timeout: 3_000 }).catch(() => {}), () => page.locator(`.tab.active:has-text("${file}")`).count());
    await focus();
  };

  /** Puts the cursor there; true when the status bar says so. */
  const go = (line, column = 1) => {
    const jump = async () => {
      await focus();
      await press('Control+g');
      if (!(await until(() => palette.count(), 2_000))) return;
      await palette.fill(`:${line}:${column}`);
      await press('Enter');
      await until(async () => !(await palette.count()), 2_000);
    };
    return insist(jump, async () => (await status()).includes(`Ln ${line}, Col ${column}`), { patience: 1_000 });
  };

  /** The text of the file after saving. */
  const saved = async name => {
    await focus();
    await press('Control+s');
    await until(async () => !(await page.locator('.tab.active.dirty').count()), 3_000);
    return fs.readFileSync(path.join(folder, name), 'utf8');
  };

  /** Puts a text in place of the whole document in front, as a paste. */
  const replace = async (name, text) => {
    const paste = async () => {
      await page.evaluate(it => navigator.clipboard.writeText(it), text);
      await focus();
      await press('Control+a');
      await press('Control+v');
    };
    return insist(paste, async () => (await saved(name)).trimEnd() === text.trimEnd());
  };

  /** Runs a command of the palette. A preview may have the keyboard, so the editor is clicked first. */
  const command = async title => {
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    const find = async () => {
      await editor.first().locator('.view-line').last().click({ timeout: 2_000 }).catch(() => {});
      await press('F1');
      if (await until(() => palette.count(), 2_000)) await palette.fill(`>${title}`);
    };
    await insist(find, () => row.count());
    await press('Enter');
    await until(async () => !(await page.locator('.quick-input-list:visible', { hasText: title }).count()), 5_000);
  };

  /** The rows of the menu of the light bulb; with `pick` the row that holds it is chosen. */
  const lightBulb = async pick => {
    const rows = page.locator('.action-widget .monaco-list-row');
    await insist(() => press('Control+.'), () => rows.count());
    const titles = await rows.allInnerTexts();
    if (!pick) {
      await press('Escape');
      return titles;
    }
    const focused = page.locator('.action-widget .monaco-list-row.focused', { hasText: pick });
    for (let step = 0; step < 40 && !(await focused.count()); step += 1) await press('ArrowDown');
    await press((await focused.count()) ? 'Enter' : 'Escape');
    return titles;
  };

  /** The text of the hover at the cursor, once it says what is asked for. */
  const hover = async words => {
    const shown = page.locator('.monaco-hover:visible');
    const text = async () => (await shown.allInnerTexts()).join('\n');
    const ask = async () => {
      await press('Control+k');
      await press('Control+i');
    };
    await insist(ask, async () => words.test(await text()));
    return text();
  };

  /** The lines of the editor as they are drawn, hints and all. */
  const lines = async () => (await editor.first().locator('.view-line').allInnerTexts()).map(it => it.replace(/\u00a0/g, ' '));

  /** What the previews beside the editor show. */
  const previews = async () => {
    const texts = page.frames().filter(it => it.url().includes('fake.html')).map(it => it.locator('body').innerText({ timeout: 500 }).catch(() => ''));
    return (await Promise.all(texts)).join('\n');
  };

  const problems = () => editor.first().locator('[class*="squiggly-"]');

  return {
    page, press, type, picture, focus, dismiss, open, go, saved, replace, command, lightBulb, hover, lines, status, problems,
    previews,
  };
}

/** The line of the text that holds the words. */
export const lineOf = (text, words) => text.split('\n').findIndex(it => it.includes(words)) + 1;

/** The column where the words begin in their line. */
export const columnOf = (text, words) => text.split('\n').find(it => it.includes(words)).indexOf(words) + 1;
