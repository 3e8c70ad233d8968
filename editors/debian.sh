#!/usr/bin/env bash
# Prints the path of a program from any suite of Debian, and unpacks it where it is not yet:
#
#   debian.sh SUITE PROGRAM [PACKAGE…]    PROGRAM as its file below /usr/bin is called; PACKAGEs hold it, if others do
#
# It is unpacked under target/debian, not installed: neither the packages of this machine nor its apt are touched, and it
# runs with the C library of its own suite. Needs apt-get and dpkg, but not root. Data that the program looks for below
# /usr lie in the folder above the printed one; where it has to be told, that is up to the caller.
#
#   DEBIAN_MIRROR    where to get Debian from, if not where this machine's apt does
#   CARGO_TARGET_DIR the folder to unpack under, as for cargo
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
suite=$1 program=$2
shift 2
packages=("${@:-$program}")
store=${CARGO_TARGET_DIR:-$here/../target}/debian
mkdir -p "$store"
store=$(cd "$store" && pwd)
root=$store/$suite-$program
log=$root.log

mirror() {
  if [[ -n ${DEBIAN_MIRROR:-} ]]; then echo "$DEBIAN_MIRROR"; return; fi
  apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' | grep -m 1 '/debian/*$'
}

# Downloads the packages with everything they stand on, and unpacks them to $1. As apt is told that nothing is installed,
# that includes the C library.
unpack() {
  local root=$1 apt=$1.apt package
  rm -rf "$apt" "$root"
  mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$root"
  : >"$apt/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(mirror) $suite main" >"$apt/sources.list"
  local options=(
    -q -y
    -o "Dir::Etc::SourceList=$apt/sources.list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$apt/lists"
    -o "Dir::State::status=$apt/status" -o "Dir::Cache=$apt" -o "Dir::Cache::Archives=$apt/archives"
    -o APT::Install-Recommends=0 -o Acquire::Languages=none -o Acquire::Retries=3
    -o Debug::NoLocking=1 -o "APT::Sandbox::User=$(id -un)"
  )
  timeout 300 apt-get "${options[@]}" update || return 1
  timeout 300 apt-get "${options[@]}" --download-only install "${packages[@]}" patchelf || return 1
  for package in "$apt"/archives/*.deb; do dpkg -x "$package" "$root" || return 1; done
  rm -rf "$apt"
}

# Makes the program use the loader and the libraries beside it. LD_LIBRARY_PATH would not do: the language server that an
# editor starts would inherit it. Nor would a script that calls the loader: some editors start themselves a second time.
settle() {
  local root=$1 loader libraries
  loader=$(find "$root" -name 'ld-linux*.so.*' ! -type d | head -1)
  libraries=$(find "$root" -type d -name '*-linux-gnu*' -path '*/lib/*' | paste -sd:)
  "$loader" --library-path "$libraries" "$root/usr/bin/patchelf" \
    --set-interpreter "$loader" --force-rpath --set-rpath "$libraries" "$root/usr/bin/$program"
}

if [[ ! -e $root/settled || $(<"$root/settled") != "${packages[*]}" ]]; then
  command -v apt-get >/dev/null && command -v dpkg >/dev/null || { echo "debian.sh: this is no Debian" >&2; exit 1; }
  echo "debian.sh: unpacking $program of Debian $suite under $root" >&2
  unpack "$root" >"$log" 2>&1 && settle "$root" >>"$log" 2>&1 ||
    { echo "debian.sh: $program could not be had from Debian $suite (see $log)" >&2; exit 1; }
  echo "${packages[*]}" >"$root/settled"
fi
echo "$root/usr/bin/$program"
