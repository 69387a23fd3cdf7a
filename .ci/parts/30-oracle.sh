# about: random instructions in bulk and devices beside QEMU (a seeded sample; with --long 2,000 cases of every instruction)
# lane: built
# shellcheck shell=bash
harness=$TRAPLINE_HOME/core-emu/src/test/resources/dev/trapline/emu/oracle

harness_is_what_its_source_gives() { "$harness/build.sh" --check; }

cd "$PART_DIR" || exit
if [[ $(arm-none-eabi-gcc -dumpversion) == 12.2.* ]]; then
  check harness_is_what_its_source_gives
else
  echo "skip 1 arm-none-eabi-gcc is not Debian 12's" >>"$PART_RESULTS"
fi
junit oracle test -pl "$(tagged oracle)" -Dtrapline.tags=oracle -Dtrapline.tags.left=
