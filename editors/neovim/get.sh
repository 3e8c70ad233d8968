#!/usr/bin/env bash
# Prints the path of a Neovim that is new enough, and gets one where there is none.
#
#   get.sh          $NVIM, else nvim on PATH, else one from Debian, unpacked under target/neovim
#   get.sh SUITE    the Neovim of that Debian suite (trixie, sid), whatever else is installed
#
# A Neovim from Debian is unpacked, not installed: neither the packages of this machine nor its apt are touched, and
# it runs with the C library of its own suite. Needs apt-get and dpkg, but not root.
#
#   NVIM             a Neovim of your own; in a terminal of Neovim it is a socket, which is passed over
#   DEBIAN_MIRROR    where to get Debian from, if not where this machine's apt does
#   CARGO_TARGET_DIR the folder to unpack under, as for cargo
set -euo pipefail

oldest=0.10
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
store=${CARGO_TARGET_DIR:-$here/../../target}/neovim

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

mirror() {
  if [[ -n ${DEBIAN_MIRROR:-} ]]; then echo "$DEBIAN_MIRROR"; return; fi
  apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' | grep -m 1 '/debian/*$'
}

# Downloads the Neovim of suite $1 with everything it stands on, and unpacks it to $2. As apt is told that nothing is
# installed, that includes the C library.
unpack() {
  local suite=$1 root=$2 apt=$store/apt-$1
  rm -rf "$apt" "$root"
  mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$root"
  : >"$apt/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(mirror) $suite main" >"$apt/sources.list"
  local options=(
    -q -y
    -o "Dir::Etc::SourceList=$apt/sources.list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$apt/lists"
    -o "Dir::State::status=$apt/status" -o "Dir::Cache=$apt" -o "Dir::Cache::Archives=$apt/archives"
    -o APT::Install-Recommends=0 -o Acquire::Languages=none -o Debug::NoLocking=1 -o "APT::Sandbox::User=$(id -un)"
  )
  apt-get "${options[@]}" update >"$store/$suite.log" 2>&1 || return 1
  apt-get "${options[@]}" --download-only install neovim patchelf >>"$store/$suite.log" 2>&1 || return 1
  local package
  for package in "$apt"/archives/*.deb; do dpkg -x "$package" "$root" || return 1; done
  rm -rf "$apt"
}

# Makes the Neovim under $1 use the loader and the libraries beside it. LD_LIBRARY_PATH would not do: the language server
# that Neovim starts would inherit it. Nor would a script that calls the loader: Neovim starts itself a second time.
settle() {
  local root=$1 loader libraries
  loader=$(find "$root" -name 'ld-linux*.so.*' ! -type d | head -1)
  libraries=$(find "$root" -type d -name '*-linux-gnu*' -path '*/lib/*' | paste -sd:)
  "$loader" --library-path "$libraries" "$root/usr/bin/patchelf" \
    --set-interpreter "$loader" --force-rpath --set-rpath "$libraries" "$root/usr/bin/nvim"
}

# Prints the path of the Neovim of suite $1.
from_debian() {
  mkdir -p "$store"
  local root
  root=$(cd "$store" && pwd)/$1
  local nvim=$root/usr/bin/nvim
  if ! new_enough "$nvim"; then
    command -v apt-get >/dev/null && command -v dpkg >/dev/null || return 1
    say "unpacking the Neovim of Debian $1 under $root"
    unpack "$1" "$root" && settle "$root" && new_enough "$nvim" || return 1
  fi
  echo "$nvim"
}

if [[ $# -gt 0 ]]; then
  from_debian "$1" && exit
  say "no Neovim $oldest or newer could be had from Debian $1 (see $store/$1.log)"
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
