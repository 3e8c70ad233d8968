#!/usr/bin/env bash
# Runs the end-to-end test: a real Emacs with eglot, then with lsp-mode, and a real server. Prints lines of TAP; status 1 if
# anything fails.
#
#   run.sh [EMACS]   the Emacs to test, 29 or newer, with markdown-mode and, if that shall be tested, lsp-mode; otherwise
#                    ../../debian.sh unpacks one
#
#   POSTMORTEM_LS    the server to test; otherwise cargo builds it
#   E2E_PATIENCE     seconds that anything may take (20)
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [[ -z ${POSTMORTEM_LS:-} ]]; then
  cargo build --locked --quiet --manifest-path "$here/../../../Cargo.toml"
  POSTMORTEM_LS=${CARGO_TARGET_DIR:-$here/../../../target}/debug/postmortem-ls
fi
POSTMORTEM_LS=$(realpath "$POSTMORTEM_LS")
export POSTMORTEM_LS

emacs=${1:-$("$here/../../debian.sh" trixie emacs-nox emacs-nox elpa-markdown-mode elpa-lsp-mode)}
root=$(cd "$(dirname "$(command -v "$emacs")")/../.." && pwd)
options=()
if [[ -e $root/settled ]]; then
  # Unpacked, not installed: what Emacs looks for below /usr lies beside it.
  share=$(echo "$root"/usr/share/emacs/[0-9]*)
  packages=("$root"/usr/share/emacs/site-lisp/elpa-src/*)
  export EMACSLOADPATH=$share/lisp$(printf ':%s' "${packages[@]}") EMACSDATA=$share/etc
  EMACSPATH=$(echo "$root"/usr/libexec/emacs/*/*-linux-gnu*)
  export EMACSPATH
  options=(--dump-file "$(find "$root" -name '*.pdmp')")
fi

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home XDG_CONFIG_HOME=$home/.config LANG=C.UTF-8
batch=(timeout --kill-after=5 240 "$emacs" "${options[@]}" -Q --batch
  --eval "(setq native-comp-enable-subr-trampolines nil native-comp-jit-compilation nil)") # there may be no linker
cp "$here/../postmortem-ls.el" "$home"
"${batch[@]}" --eval "(setq byte-compile-error-on-warn t)" -f batch-byte-compile "$home/postmortem-ls.el"
"${batch[@]}" -l "$here/with-eglot.el"
if "${batch[@]}" --eval '(kill-emacs (if (locate-library "lsp-mode") 0 1))'; then
  "${batch[@]}" -l "$here/with-lsp-mode.el"
else
  echo "# this Emacs has no lsp-mode"
fi
