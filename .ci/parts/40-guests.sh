# about: Debian's kernel and firmware on the machine: boots, panics, devices
# lane: maven
# shellcheck shell=bash
junit guests verify -pl "$(tagged guests)" -Dspotless.check.skip=true -Dtrapline.tags=guests -Dtrapline.tags.left=
