#!/usr/bin/env bash
# Runs the end-to-end test: a real Neovim, a real server, real keys. Prints lines of TAP; status 1 if anything fails.
#
#   NVIM             the Neovim to test; otherwise ../get.sh finds one
#   POSTMORTEM_LS    the server to test; otherwise cargo builds it
#   E2E_SEED         repeats the random edits of an earlier run
#   E2E_EDITS        how many random edits for each kind of line break (400)
#   E2E_MAIN         another test than main.lua
#   E2E_PATIENCE     milliseconds that anything may take (15000)
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
nvim=$("$here/../get.sh")
if [[ -z ${POSTMORTEM_LS:-} ]]; then
  cargo build --locked --quiet --manifest-path "$here/../../../Cargo.toml"
  POSTMORTEM_LS=${CARGO_TARGET_DIR:-$here/../../../target}/debug/postmortem-ls
fi
POSTMORTEM_LS=$(realpath "$POSTMORTEM_LS")
export POSTMORTEM_LS E2E_NVIM=$nvim

# A Neovim that waits at a prompt answers nobody, so that the patience of the test itself may not be enough.
timeout --kill-after=5 300 "$nvim" --clean --headless -l "$here/${E2E_MAIN:-main.lua}"
