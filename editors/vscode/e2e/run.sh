#!/usr/bin/env bash
# Runs the tests in a real VS Code in a real browser, driven by keys and mouse: a tour with the extension that has the server
# inside, then what the README promises of the one without. The pictures they take are under target/vscode-pictures.
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
server=$(realpath "$POSTMORTEM_LS")
store=$("$here/setup.sh" "${VSCODE_STORE:-$root/target/vscode}")
pictures=$root/target/vscode-pictures
cd "$here/.."
[[ -d node_modules ]] || npm ci --silent --ignore-scripts --no-audit --no-fund
npx tsc --noEmit
node package.mjs linux-x64 "$server" > /dev/null
node package.mjs > /dev/null
failed=0
timeout --kill-after=10 600 node "$here/main.mjs" "$store" "$PWD/postmortem-ls-linux-x64.vsix" "$pictures" || failed=1
timeout --kill-after=10 300 node "$here/readme.mjs" "$store" "$PWD/postmortem-ls.vsix" "$pictures/readme" "$server" || failed=1
exit $failed
