# about: the parts about gdb again, with everything compiled before it executes
# lane: any
# only: long
# shellcheck shell=bash
export TRAPLINE_ENGINE=compiled
for part in "$TRAPLINE_HOME"/.ci/parts/5[5-8]-gdb*.sh; do
  # shellcheck source=.ci/parts/55-gdb.sh
  source "$part"
done
