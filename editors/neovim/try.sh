#!/usr/bin/env bash
# Opens FILE in Neovim with postmortem-ls, as it stands in this repository. Your own configuration is neither read nor
# written: everything that Neovim keeps goes to a folder that is removed at the end.
#
#   try.sh FILE [ARGUMENT OF NEOVIM…]
#
#   NVIM             a Neovim other than the nvim on PATH; 0.8 or newer
#   POSTMORTEM_LS    a server other than the one that cargo builds here
set -euo pipefail

oldest=0.8
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() { echo "try.sh: $*" >&2; exit 2; }

[[ $# -gt 0 ]] || fail "usage: try.sh FILE"
file=$1
shift

# In a terminal inside Neovim, $NVIM is a socket.
nvim=${NVIM:-nvim}
[[ -S $nvim ]] && nvim=nvim
command -v "$nvim" >/dev/null ||
  fail "there is no '$nvim'. Install Neovim $oldest or newer, or set NVIM to its path; $here/get.sh can get one."
"$nvim" --clean --headless -c "if has('nvim-$oldest') | qa! | else | cq | endif" >/dev/null 2>&1 ||
  fail "$("$nvim" --version | head -1) is too old: Neovim $oldest or newer is needed; $here/get.sh can get one."

if [[ -z ${POSTMORTEM_LS:-} ]]; then
  manifest=$here/../../Cargo.toml
  command -v cargo >/dev/null || fail "cargo is needed to build the server, or POSTMORTEM_LS, the path of one."
  POSTMORTEM_LS=${CARGO_TARGET_DIR:-$here/../../target}/release/postmortem-ls
  [[ -x $POSTMORTEM_LS ]] || echo "try.sh: building the server; the first time takes a few minutes" >&2
  cargo build --release --locked --quiet --manifest-path "$manifest" >&2
fi
[[ -x $POSTMORTEM_LS ]] || fail "there is no server at '$POSTMORTEM_LS'."
POSTMORTEM_LS=$(realpath "$POSTMORTEM_LS")
export POSTMORTEM_LS

own=$(mktemp -d)
trap 'rm -rf "$own"' EXIT
trap 'exit 1' HUP INT TERM # when Neovim has ended, which writes to that folder until then
XDG_CONFIG_HOME=$own/config XDG_DATA_HOME=$own/data XDG_STATE_HOME=$own/state XDG_CACHE_HOME=$own/cache \
  "$nvim" --cmd "let &runtimepath = '$here,' . &runtimepath" -u "$here/try.lua" "$@" -- "$file"
