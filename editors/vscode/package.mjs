// Packs the extension: without a server, or with one inside for a platform.
//
//   node package.mjs                              postmortem-ls.vsix
//   node package.mjs linux-x64 path/to/binary     postmortem-ls-linux-x64.vsix

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
const [target, binary] = process.argv.slice(2);
const at = name => path.join(folder, name);
const run = (program, ...args) =>
  execFileSync(at(`node_modules/.bin/${program}`), args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });

fs.rmSync(at('server'), { recursive: true, force: true });
for (const licence of ['LICENSE-APACHE', 'LICENSE-MIT']) fs.copyFileSync(at(`../../${licence}`), at(licence));
if (target) {
  if (!binary) throw new Error('name the binary that goes into the package: node package.mjs TARGET BINARY');
  const name = target.startsWith('win32') ? 'postmortem-ls.exe' : 'postmortem-ls';
  fs.mkdirSync(at('server'));
  fs.copyFileSync(binary, at(`server/${name}`));
  fs.chmodSync(at(`server/${name}`), 0o755);
}
run('esbuild', 'src/extension.ts', '--bundle', '--platform=node', '--target=node20', '--external:vscode', '--format=cjs',
  '--minify', '--outfile=dist/extension.js');
const out = target ? `postmortem-ls-${target}.vsix` : 'postmortem-ls.vsix';
run('vsce', 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '-o', out,
  ...(target ? ['--target', target] : []));
