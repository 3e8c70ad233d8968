// The tour of a real VS Code with the server in the package: node main.mjs STORE VSIX PICTURES.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as commands from './commands.mjs';
import * as findings from './findings.mjs';
import * as margin from './margin.mjs';
import * as navigation from './navigation.mjs';
import { check, sum } from './tap.mjs';
import { start } from './vscode.mjs';
import * as writing from './writing.mjs';

const [store, vsix, pictures] = process.argv.slice(2);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const draft = fs.readFileSync(path.join(root, 'tests/corpus/first-draft.md'), 'utf8');

fs.rmSync(pictures, { recursive: true, force: true });
fs.mkdirSync(pictures, { recursive: true });
const [DRAFT, MAILER, ORDINARY] = ['night-bus.md', 'mailer.md', 'shopping.md'];
const files = {
  [DRAFT]: draft,
  [MAILER]: navigation.PLAIN,
  [ORDINARY]: '# Shopping\n\n- TODO: milk\n',
  'postmortem.toml': navigation.SETTINGS,
};
const code = await start({ store, vsix, files, pictures, settings: { 'editor.formatOnType': true } });

try {
  await findings.ordinaryMarkdownGetsNothing(code);
  await findings.squigglesAreShown(code, DRAFT);
  await margin.theStatusItemCounts(code);
  await margin.theLensIsOnTheTitle(code);
  await margin.theMarginTellsMinutesAndWords(code);
  await navigation.symbolsAreListed(code);
  await navigation.aTimeLeadsToItsEntry(code, draft);
  await navigation.mentionsAreMarked(code, draft);
  await margin.theHoverTellsOfATime(code, draft);
  await margin.theHoverCountsWhileOneTypes(code, draft);
  await navigation.ticketsAreLinks(code, MAILER);
  await navigation.aSectionWithoutMarkdownHeadingFolds(code);
  await navigation.theSelectionGrows(code);
  await navigation.symbolsOfTheFolderAreListed(code, MAILER);
  await writing.enterOpensTheNextEntry(code, MAILER);
  await code.open(DRAFT);
  await findings.theLightBulbInsertsSections(code, DRAFT);
  await writing.timestampsAreCompleted(code, DRAFT);
  await commands.theLensOpensTheChecklist(code);
  await commands.theDiagramIsInserted(code, DRAFT);
  await commands.pastedLinesAreImported(code, DRAFT);
  await writing.thePictureIsDrawn(code, DRAFT);
  await commands.aNewPostmortemIsBegun(code);
  await code.open(DRAFT);
  await writing.theTimelineIsConverted(code, DRAFT);
  await commands.theServerRestarts(code);
  await commands.aWrongPathIsTold(code, DRAFT);
} catch (error) {
  check(false, 'the tour came to its end', error.stack);
  await code.picture('exception');
} finally {
  await code.end();
}
process.exit(sum());
