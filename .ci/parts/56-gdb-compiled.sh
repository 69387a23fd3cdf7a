# about: the part gdb again, with everything compiled before it executes
# lane: any
# only: long
# shellcheck shell=bash
export TRAPLINE_ENGINE=compiled
# shellcheck source=.ci/parts/55-gdb.sh
source "$TRAPLINE_HOME/.ci/parts/55-gdb.sh"
