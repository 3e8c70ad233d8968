// What the README promises of VS Code: the package without a server takes postmortem-ls from PATH, or from cargo's folder.
//
//   node readme.mjs STORE VSIX PICTURES SERVER

import * as fs from 'node:fs';
import * as path from 'node:path';
import * as commands from './commands.mjs';
import * as findings from './findings.mjs';
import * as margin from './margin.mjs';
import { check, sum } from './tap.mjs';
import { start } from './vscode.mjs';

const [store, vsix, pictures, server] = process.argv.slice(2);
fs.mkdirSync(pictures, { recursive: true });
const FILE = 'search.md';
// VS Code asks the login shell of the user for the PATH.
const home = { '.profile': 'export PATH="$HOME/tools:$PATH"\n' };
const code = await start({ store, vsix, files: { [FILE]: findings.HALF }, pictures, home });

try {
  const tools = path.join(code.home, 'tools');
  await commands.aMissingServerIsTold(code, FILE);
  const installed = path.join(tools, 'postmortem-ls');
  fs.mkdirSync(tools);
  fs.writeFileSync(installed, '#!/bin/sh\necho postmortem-ls 0.0.1\n', { mode: 0o755 });
  await commands.anOldServerIsTold(code);
  fs.rmSync(installed);
  fs.symlinkSync(server, installed);
  await code.command('Postmortem: Restart Server');
  await findings.aFindingIsShown(code, FILE);
  await margin.theStatusItemCounts(code);
  await findings.theLightBulbInsertsSections(code, FILE);
  // Now where `cargo install` puts it, with a PATH that does not lead there.
  fs.mkdirSync(path.join(code.home, '.cargo/bin'), { recursive: true });
  fs.renameSync(installed, path.join(code.home, '.cargo/bin/postmortem-ls'));
  await commands.theServerRestarts(code);
  await findings.theLightBulbInsertsSections(code, FILE);
} catch (error) {
  check(false, 'the test came to its end', error.stack);
  await code.picture('exception');
} finally {
  await code.end();
}
process.exit(sum());
