# about: Debian's kernel and firmware on the machine: boots, panics, devices
# lane: built
# shellcheck shell=bash
junit guests test -pl "$(tagged guests)" -Dtrapline.tags=guests -Dtrapline.tags.left=
