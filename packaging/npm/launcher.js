#!/usr/bin/env node
// Starts the binary of the platform's package. POSTMORTEM_LS names another one.

const { spawn } = require('node:child_process');

function binary() {
  if (process.env.POSTMORTEM_LS) return process.env.POSTMORTEM_LS;
  const file = process.platform === 'win32' ? 'postmortem-ls.exe' : 'postmortem-ls';
  const platform = `${process.platform}-${process.arch}`;
  // Either C library may be installed where npm does not tell them apart.
  const isMusl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
  for (const name of isMusl ? [`${platform}-musl`, platform] : [platform, `${platform}-musl`]) {
    try {
      return require.resolve(`postmortem-ls-${name}/${file}`);
    } catch {
      // The next one.
    }
  }
  console.error(`postmortem-ls: no binary for ${platform}; was it installed with --no-optional?`);
  console.error('postmortem-ls: "cargo install postmortem-ls" builds one; set POSTMORTEM_LS to its path.');
  process.exit(2);
}

const child = spawn(binary(), process.argv.slice(2), { stdio: 'inherit', windowsHide: true });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', error => {
  console.error(`postmortem-ls: ${error.message}`);
  process.exit(2);
});
child.on('exit', (code, signal) => {
  if (signal) process.removeAllListeners(signal), process.kill(process.pid, signal);
  else process.exit(code ?? 2);
});
