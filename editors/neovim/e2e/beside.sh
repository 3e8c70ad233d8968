#!/usr/bin/env bash
# Runs the end-to-end test beside other servers: a real Neovim, 0.11 or newer, with postmortem-ls and the servers that
# others.sh prints the folder of. Prints lines of TAP; status 1 if anything fails.
#
#   beside.sh SERVERS
#
#   NVIM, POSTMORTEM_LS, E2E_PATIENCE    as for run.sh
set -euo pipefail

OTHER_SERVERS=$(realpath "$1")
export OTHER_SERVERS
E2E_MAIN=beside.lua exec "$(dirname "${BASH_SOURCE[0]}")/run.sh"
