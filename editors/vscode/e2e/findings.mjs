// What is underlined, and what the light bulb mends.

import { check, until } from './tap.mjs';

/** A postmortem of which two sections are missing. */
export const HALF = `# Postmortem: the search was slow

## Issue Summary

Slow from 10:00 to 11:00 UTC for 40% of users.

## Timeline

- 10:00 UTC - An alert fired.
- 11:00 UTC - Resolved.
`;

export async function ordinaryMarkdownGetsNothing(code) {
  await code.open('shopping.md');
  await code.page.waitForTimeout(1500);
  check((await code.problems().count()) === 0, 'ordinary Markdown has no squiggles');
}

export async function squigglesAreShown(code, draft) {
  await code.open(draft);
  check(await until(() => code.problems().count()), 'a draft has squiggles');
  const rows = code.page.locator('.markers-panel .monaco-list-row');
  const said = text => until(() => rows.filter({ hasText: text }).count());
  await code.press('Control+Shift+m');
  check(await said('names no time zone'), 'the problems view names the missing zone', await rows.allInnerTexts());
  check(await said('is earlier than the entry before it'), 'the problems view names the entry out of order');
  await code.picture('squiggles');
  await code.press('Control+Shift+m');
}

export async function aFindingIsShown(code, file) {
  await code.open(file);
  check(await until(() => code.problems().count()), 'a finding is underlined');
}

export async function theLightBulbInsertsSections(code, file) {
  check(await code.replace(file, HALF), 'a text is pasted');
  await code.go(1, 5);
  check(await until(() => code.problems().count()), 'the pasted document is judged');
  const bulb = code.page.locator('[class*="codicon-light-bulb"], [class*="codicon-lightbulb"], .lightBulbWidget');
  check(await until(() => bulb.count()), 'the light bulb is shown');
  const titles = await code.lightBulb('Insert all missing sections');
  check(titles.some(it => it.includes('Insert all missing sections')), 'it offers the sections', titles.join('\n'));
  const inserted = await until(async () => (await code.saved(file)).includes('## Corrective and Preventative'));
  check(inserted, 'the sections are inserted', await code.saved(file));
  await code.picture('sections-inserted');
}
