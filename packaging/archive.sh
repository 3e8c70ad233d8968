#!/usr/bin/env bash
# Packs a binary with man page, completions and licences: archive.sh TARGET BINARY. The archive is target/dist/
# postmortem-ls-TARGET-vVERSION.tar.gz (.zip for Windows), named as cargo-binstall looks for it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
target=$1 binary=$2
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
name=postmortem-ls-$target-v$version
folder=target/dist/$name
rm -rf "$folder"
mkdir -p "$folder"
cp "$binary" README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT "$folder/"
# A binary for another machine does not run here; its archive goes without what it prints.
if "$binary" --version > /dev/null 2>&1; then
  mkdir "$folder/completions"
  "$binary" man > "$folder/postmortem-ls.1"
  for shell in bash elvish fish powershell zsh; do
    "$binary" completions "$shell" > "$folder/completions/postmortem-ls.$shell"
  done
fi
if [[ $target == *windows* ]]; then
  (cd target/dist && 7z a -bso0 "$name.zip" "$name")
else
  tar -C target/dist -czf "target/dist/$name.tar.gz" "$name"
fi
rm -rf "$folder"
echo "target/dist/$name"
