// What is told beside the text: status, lens, hints, hover.

import { columnOf, lineOf } from './person.mjs';
import { check, tell, until } from './tap.mjs';

export async function theStatusItemCounts(code) {
  check(await until(async () => /\d+ words · \d+\/17/.test(await code.status())), 'the status bar counts words', await code.status());
  tell(`status bar: ${/\d+ words[^\n]*/.exec(await code.status())}`);
}

export async function theLensIsOnTheTitle(code) {
  const lens = code.page.locator('.codelens-decoration', { hasText: 'requirements' });
  check(await until(() => lens.count()), 'the lens stands on the title');
  tell(`lens: ${await lens.allInnerTexts().catch(() => '')}`);
}

export async function theMarginTellsMinutesAndWords(code) {
  const shows = words => until(async () => (await code.lines()).some(it => it.includes(words)));
  check(await shows('+00:12'), 'an entry tells the minutes since the start', (await code.lines()).join('\n'));
  check(await shows('50 words'), 'a heading tells its words');
  const line = code.page.locator('.monaco-editor .view-line', { hasText: '22:52' }).first();
  check((await line.locator('span[class*="mtk"]').count()) > 1, 'a time has a colour of its own');
}

export async function theHoverCountsWhileOneTypes(code, text) {
  const heading = lineOf(text, '## Root cause');
  await code.go(heading, 5);
  const before = Number(/(\d+) words/.exec(await code.hover(/\d+ words/))?.[1]);
  await code.picture('hover');
  await code.dismiss();
  await code.go(heading + 2, 1);
  await code.type('In short words ');
  await code.go(heading, 5);
  const after = await code.hover(new RegExp(`\\b${before + 3} words`));
  check(after.includes(`${before + 3} words`), 'the hover counts three words more', `${before}, then:\n${after}`);
  await code.picture('hover-after-typing');
  await code.dismiss();
}

export async function theHoverTellsOfATime(code, text) {
  await code.go(lineOf(text, '22:52 -'), columnOf(text, '22:52 -') + 1);
  const told = await code.hover(/12 min/);
  check(told.includes('12 min'), 'a time tells how long after the start it is', told);
  await code.dismiss();
}
