// Ways through a document. VS Code knows Markdown's headings itself; PLAIN has none, so what is seen there is ours.

import { columnOf, lineOf } from './person.mjs';
import { check, insist, tell, until } from './tap.mjs';

/** A postmortem without a single Markdown heading, and with a ticket. */
export const PLAIN = `Postmortem: the mailer sent every letter twice

Issue Summary:

From 14:05 to 15:40 UTC the mailer sent every letter twice, to 30% of users. See OPS-42.
The root cause was a retry without a key.

Timeline:

- 14:05 UTC - The release went out.
- 14:20 UTC - Support called the on-call engineer.
- 15:40 UTC - The release was rolled back.

Root cause and resolution:

The retry had no key, so the relay took each letter for a new one. The release was rolled back.

Corrective and preventative measures:

- [ ] Give each letter a key
`;

/** The settings of the folder: tickets are links. */
export const SETTINGS = `[tickets]
pattern = 'OPS-\\d+'
url = 'https://tickets.example.com/{ticket}'
`;

export async function symbolsAreListed(code) {
  const rows = code.page.locator('.quick-input-list .monaco-list-row', { hasText: '23:10 Escalated' });
  const ask = async () => {
    await code.focus();
    await code.press('Control+Shift+o');
    const input = code.page.locator('.quick-input-widget:visible input');
    if (await until(() => input.count(), 2_000)) await input.fill('@escalated');
  };
  check(await insist(ask, () => rows.count()), 'an entry is a symbol with its time');
  // Whatever marks of Markdown and of the list stand before the words.
  const list = code.page.locator('.quick-input-list .monaco-list-row .monaco-icon-label-container .label-name');
  await code.page.locator('.quick-input-widget:visible input').fill('@');
  await until(async () => (await list.count()) > 8, 5_000);
  const names = (await list.allInnerTexts()).map(it => it.replace(/^[^\p{L}\p{N}]+/u, ''));
  tell(`symbols: ${names.join(' | ')}`);
  check(names.length > 8 && new Set(names).size === names.length, 'and nothing is listed twice beside VS Code\'s own headings', names.join('\n'));
  await code.picture('symbols');
  await code.dismiss();
}

/** Asked from another document, so that they are the folder's and not those of the document in front. */
export async function symbolsOfTheFolderAreListed(code, front) {
  await code.open(front);
  const rows = code.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Escalated to the platform team' });
  const ask = async () => {
    await code.press('Control+t');
    const input = code.page.locator('.quick-input-widget:visible input');
    if (await until(() => input.count(), 2_000)) await input.fill('#escalated');
  };
  check(await insist(ask, () => rows.count()), 'an entry of another document is found in the folder');
  await code.picture('workspace-symbols');
  await code.dismiss();
}

export async function aTimeLeadsToItsEntry(code, text) {
  const entry = lineOf(text, '22:40 - Monitoring');
  const follow = async () => {
    await code.go(lineOf(text, 'between 22:40'), columnOf(text, '22:40 and') + 2);
    await code.press('F12');
  };
  check(await insist(follow, async () => (await code.status()).includes(`Ln ${entry},`)), 'a time leads to its entry', await code.status());
}

export async function mentionsAreMarked(code, text) {
  const line = lineOf(text, 'between 22:40');
  await code.go(line, columnOf(text, '22:40 and') + 2);
  const marks = code.page.locator('.monaco-editor .wordHighlightText, .monaco-editor .wordHighlight');
  // VS Code itself would mark "22" or "40"; the whole time is five characters wide.
  const width = await code.page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d');
    const style = getComputedStyle(document.querySelector('.monaco-editor .view-lines'));
    context.font = `${style.fontSize} ${style.fontFamily}`;
    return context.measureText('22:40').width;
  });
  const wide = async () => {
    const boxes = await Promise.all((await marks.all()).map(it => it.boundingBox()));
    return boxes.filter(it => it && it.width > width * 0.9).length;
  };
  check(await until(async () => (await wide()) >= 2), 'a time is marked wherever it is mentioned', `${await wide()} of ${await marks.count()}`);
  await code.picture('mentions');
}

export async function ticketsAreLinks(code, file) {
  await code.open(file);
  const link = code.page.locator('.monaco-editor .detected-link', { hasText: 'OPS-42' });
  check(await until(() => link.count()), 'a ticket is a link', (await code.lines()).join('\n'));
}

export async function aSectionWithoutMarkdownHeadingFolds(code) {
  await code.go(lineOf(PLAIN, 'Timeline:'));
  const isFolded = async () => {
    const lines = await code.lines();
    return lines.some(it => it.startsWith('Timeline:')) && !lines.some(it => it.includes('Support called'));
  };
  const fold = () => code.press('Control+Shift+BracketLeft');
  check(await insist(fold, isFolded), 'a section folds below its line', (await code.lines()).join('\n'));
  await code.picture('folded');
  const unfold = () => code.press('Control+Shift+BracketRight');
  check(await insist(unfold, async () => !(await isFolded())), 'and unfolds');
}

export async function theSelectionGrows(code) {
  await code.go(lineOf(PLAIN, '14:20 UTC'), columnOf(PLAIN, '14:20 UTC') + 3);
  const entry = '- 14:20 UTC - Support called the on-call engineer.';
  const begin = PLAIN.indexOf('Timeline:');
  const section = PLAIN.slice(begin, PLAIN.indexOf('Root cause and resolution:')).trimEnd();
  const wanted = ['14:20', '14:20 UTC', entry, section].map(it => it.length);
  const seen = [];
  for (let step = 0; step < 12 && seen.at(-1) !== section.length; step += 1) {
    await code.press('Shift+Alt+ArrowRight');
    const selected = async () => Number(/\((\d+) selected\)/.exec(await code.status())?.[1] ?? 0);
    await until(async () => (await selected()) > (seen.at(-1) ?? 0), 2_000);
    seen.push(await selected());
  }
  check(wanted.every(it => seen.includes(it)), 'the selection grows over time, stamp, entry and section', `${wanted} in ${seen}`);
  tell(`characters selected: ${seen.join(', ')}`);
  await code.press('ArrowLeft');
}
