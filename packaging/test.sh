#!/usr/bin/env bash
# Builds the npm and the Python package around a binary, installs them from the files and runs them: test.sh BINARY.
# Needs node, npm and python3 with venv; maturin comes from the Python registry.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
binary=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
check() { # NAME EXPECTED ACTUAL
  [[ $3 == "$2" ]] || { echo "not ok - $1: \"$3\" instead of \"$2\""; echo "$passed passed, 1 failed"; exit 1; }
  passed=$((passed + 1))
  echo "ok $passed - $1"
}
version=$("$binary" --version)
libc=$(ldd --version 2>&1 | grep -qi musl && echo -musl || true)
platform=linux-$(node -p process.arch)$libc

node packaging/npm/pack.mjs "$platform" "$binary" "$work/npm"
node packaging/npm/pack.mjs launcher "$work/npm"
npm install --silent --no-audit --no-fund --offline --omit=optional --prefix "$work/app" "$work"/npm/*.tgz
check "the npm package runs its binary" "$version" "$("$work/app/node_modules/.bin/postmortem-ls" --version)"
printf '# Shopping\n' > "$work/shopping.md"
status=0
"$work/app/node_modules/.bin/postmortem-ls" check "$work/nowhere.md" 2> /dev/null || status=$?
check "the launcher hands the exit code on" 2 "$status"

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check maturin==1.16.0
# The debug build that the tests have made already: what is tested is the package, not the optimiser.
"$work/venv/bin/maturin" build --quiet --profile dev --locked --out "$work/wheels"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-index "$work"/wheels/*.whl
check "the wheel runs its binary" "$version" "$("$work/venv/bin/postmortem-ls" --version)"

packaging/archive.sh "$(uname -m)-unknown-linux-gnu" "$binary" > /dev/null
archive=$(echo target/dist/postmortem-ls-"$(uname -m)"-unknown-linux-gnu-v*.tar.gz)
check "the archive is named as cargo-binstall looks for it" "postmortem-ls-$(uname -m)-unknown-linux-gnu-v${version#* }.tar.gz" "$(basename "$archive")"
check "the archive holds man page and completions" 6 "$(tar -tzf "$archive" | grep -cE '\.1$|completions/.+')"
echo "$passed passed, 0 failed"
