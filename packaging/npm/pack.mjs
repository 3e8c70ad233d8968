// Packs postmortem-ls for npm: a package for each platform with the binary, and a launcher that depends on them all.
//
//   node pack.mjs linux-x64 path/to/binary FOLDER     postmortem-ls-linux-x64-0.1.0.tgz
//   node pack.mjs launcher FOLDER                     postmortem-ls-0.1.0.tgz

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What npm calls the machines that a package is for. */
export const PLATFORMS = {
  'linux-x64': { os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
  'linux-arm64': { os: ['linux'], cpu: ['arm64'], libc: ['glibc'] },
  'linux-x64-musl': { os: ['linux'], cpu: ['x64'], libc: ['musl'] },
  'linux-arm64-musl': { os: ['linux'], cpu: ['arm64'], libc: ['musl'] },
  'darwin-x64': { os: ['darwin'], cpu: ['x64'] },
  'darwin-arm64': { os: ['darwin'], cpu: ['arm64'] },
  'win32-x64': { os: ['win32'], cpu: ['x64'] },
  'win32-arm64': { os: ['win32'], cpu: ['arm64'] },
};

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const version = /^version = "(.*)"/m.exec(fs.readFileSync(path.join(root, 'Cargo.toml'), 'utf8'))[1];
const common = { version, description: 'A language server for Markdown postmortems', license: 'MIT OR Apache-2.0' };
const [platform, ...rest] = process.argv.slice(2);
const stage = fs.mkdtempSync(path.join(os.tmpdir(), 'postmortem-npm-'));
const copy = (from, to) => fs.copyFileSync(from, path.join(stage, to));
const write = manifest => fs.writeFileSync(path.join(stage, 'package.json'), JSON.stringify({ ...common, ...manifest }, null, 2));

for (const file of ['LICENSE-APACHE', 'LICENSE-MIT']) copy(path.join(root, file), file);
let out;
if (platform === 'launcher') {
  [out] = rest;
  const packages = Object.keys(PLATFORMS).map(it => [`postmortem-ls-${it}`, version]);
  copy(path.join(here, 'launcher.js'), 'launcher.js');
  copy(path.join(root, 'README.md'), 'README.md');
  write({
    name: 'postmortem-ls',
    bin: { 'postmortem-ls': 'launcher.js' },
    engines: { node: '>=18' },
    optionalDependencies: Object.fromEntries(packages),
  });
} else {
  const machine = PLATFORMS[platform];
  if (!machine) throw new Error(`no such platform: ${platform}; known: launcher, ${Object.keys(PLATFORMS).join(', ')}`);
  const [binary, folder] = rest;
  out = folder;
  const name = platform.startsWith('win32') ? 'postmortem-ls.exe' : 'postmortem-ls';
  copy(binary, name);
  fs.chmodSync(path.join(stage, name), 0o755);
  fs.writeFileSync(path.join(stage, 'README.md'), `The binary of postmortem-ls for ${platform}. Install \`postmortem-ls\` instead.\n`);
  write({ name: `postmortem-ls-${platform}`, ...machine, preferUnplugged: true });
}
fs.mkdirSync(out, { recursive: true });
execFileSync('npm', ['pack', '--silent', '--pack-destination', path.resolve(out)], { cwd: stage, shell: process.platform === 'win32' });
fs.rmSync(stage, { recursive: true });
