#!/usr/bin/env bash
# Prints the path of kak-lsp, and builds it where it is not yet, under target/kak-lsp: some minutes, nicely. Needs cargo.
#
#   CARGO_TARGET_DIR    the folder to build under, as for cargo
set -euo pipefail

version=22.0.0
store=${CARGO_TARGET_DIR:-$(dirname "${BASH_SOURCE[0]}")/../../../target}/kak-lsp
mkdir -p "$store"
store=$(cd "$store" && pwd)
if [[ $("$store/bin/kak-lsp" --version 2>/dev/null) != "$version" ]]; then
  echo "get.sh: building kak-lsp $version under $store" >&2
  nice cargo install kak-lsp --locked --version "$version" --root "$store" --target-dir "$store/build" >"$store/log" 2>&1 ||
    { echo "get.sh: kak-lsp could not be had (see $store/log)" >&2; exit 1; }
  rm -rf "$store/build"
fi
echo "$store/bin/kak-lsp"
