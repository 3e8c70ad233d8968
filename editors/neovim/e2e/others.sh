#!/usr/bin/env bash
# Prints the folder of two other language servers for Markdown, and installs them there: rumdl from PyPI, and the one of
# VS Code from npm. Needs python3 with venv, node and npm.
#
#   CARGO_TARGET_DIR   the folder to install under, as for cargo
set -euo pipefail

rumdl=0.2.79 vscode=0.5.0 markdown_it=14.3.3
store=${CARGO_TARGET_DIR:-$(dirname "${BASH_SOURCE[0]}")/../../../target}/markdown-servers
wanted="rumdl $rumdl, vscode-markdown-languageserver $vscode, markdown-it $markdown_it"
mkdir -p "$store"
store=$(cd "$store" && pwd)

install() {
  python3 -m venv "$store/python" &&
    "$store/python/bin/pip" install --quiet "rumdl==$rumdl" &&
    npm install --prefix "$store/npm" --ignore-scripts --no-audit --no-fund --save-exact \
      "vscode-markdown-languageserver@$vscode" "markdown-it@$markdown_it"
}

if [[ ! -e $store/settled || $(<"$store/settled") != "$wanted" ]]; then
  echo "others.sh: installing $wanted under $store" >&2
  rm -rf "$store/python" "$store/npm" "$store/settled"
  mkdir -p "$store/npm"
  install >"$store/log" 2>&1 || { echo "others.sh: they could not be had (see $store/log)" >&2; exit 1; }
  echo "$wanted" >"$store/settled"
fi
echo "$store"
