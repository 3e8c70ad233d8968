// What is offered while one types.

import { lineOf } from './person.mjs';
import { check, insist, tell, until } from './tap.mjs';

const lineAt = async (code, file, line) => (await code.saved(file)).split('\n')[line - 1] ?? '';

export async function timestampsAreCompleted(code, file) {
  const line = lineOf(await code.saved(file), '10:00 UTC - An alert') + 1;
  const rows = code.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: '10:' });
  await code.go(line - 1, 1);
  await code.press('Control+Enter');
  await until(async () => (await code.status()).includes(`Ln ${line},`));
  // Whatever Enter has begun there already is typed anew.
  await code.press('Home');
  await code.press('Shift+End');
  await code.type('- 10');
  const offered = await insist(() => code.press('Control+Space'), () => rows.count());
  check(offered, 'a digit in the timeline offers the next times', await code.page.locator('.suggest-widget').allInnerTexts());
  tell(`offered: ${(await rows.allInnerTexts()).slice(0, 3).join(' | ')}`);
  await code.picture('completion');
  await code.press('Enter');
  const completed = await until(async () => /^- 10:\d\d UTC - /.test(await lineAt(code, file, line)));
  check(completed, 'the time is completed in the shape of the document', await lineAt(code, file, line));
}

/** With the setting `editor.formatOnType`, which people have to switch on. */
export async function enterOpensTheNextEntry(code, file) {
  const text = await code.saved(file);
  const last = lineOf(text, '15:40 UTC - The release was rolled back');
  await code.go(last, text.split('\n')[last - 1].length + 1);
  await code.press('Enter');
  const opened = await until(async () => (await lineAt(code, file, last + 1)) === '- ');
  check(opened, 'Enter opens the next entry', await lineAt(code, file, last + 1));
  await code.type('16:00 UTC - Customers were told.');
  const told = await until(async () => (await lineAt(code, file, last + 1)) === '- 16:00 UTC - Customers were told.');
  check(told, 'and the next words stand in it', await lineAt(code, file, last + 1));
}

/** By a command of the server, which writes a file beside the document. */
export async function thePictureIsDrawn(code, file) {
  const before = await code.saved(file);
  await code.go(lineOf(before, '11:00 UTC - Resolved'), 4);
  const titles = await code.lightBulb('as a picture');
  const image = `](${file.replace('.md', '-timeline.svg')})`;
  check(await until(async () => (await code.saved(file)).includes(image)), 'the picture is shown by the document', titles.join('\n'));
  const row = code.page.locator('.explorer-folders-view .monaco-list-row', { hasText: '-timeline.svg' });
  check(await until(() => row.count()), 'and lies beside it');
  await code.picture('picture');
}

/** A rewriting, from the menu of the light bulb on an entry. */
export async function theTimelineIsConverted(code, file) {
  const before = await code.saved(file);
  await code.go(lineOf(before, '11:00 UTC - Resolved'), 4);
  const titles = await code.lightBulb('with AM and PM');
  const converted = await until(async () => (await code.saved(file)).includes('11:00 AM UTC - Resolved'));
  check(converted, 'the timeline is rewritten for the other clock', titles.join('\n'));
  await code.press('Control+z');
  check(await until(async () => (await code.saved(file)) === before), 'and one step takes it back');
}
