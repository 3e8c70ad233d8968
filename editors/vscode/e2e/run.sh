#!/usr/bin/env bash
# Runs the test in a real VS Code in a real browser: packs the extension with the server inside, installs it, drives it by
# keys and mouse. The pictures it takes are under target/vscode-pictures.
#
#   POSTMORTEM_LS    the server to test; otherwise cargo builds it
#   VSCODE_STORE     where setup.sh keeps code-server and the browser driver (target/vscode)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
if [[ -z ${POSTMORTEM_LS:-} ]]; then
  cargo build --locked --quiet --manifest-path "$root/Cargo.toml"
  POSTMORTEM_LS=${CARGO_TARGET_DIR:-$root/target}/debug/postmortem-ls
fi
store=$("$here/setup.sh" "${VSCODE_STORE:-$root/target/vscode}")
cd "$here/.."
[[ -d node_modules ]] || npm ci --silent --ignore-scripts --no-audit --no-fund
npx tsc --noEmit
node package.mjs linux-x64 "$(realpath "$POSTMORTEM_LS")" > /dev/null
timeout --kill-after=10 300 node "$here/main.mjs" "$store" "$PWD/postmortem-ls-linux-x64.vsix" "$root/target/vscode-pictures"
