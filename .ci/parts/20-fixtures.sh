# about: the fixtures: real guests at hand, committed programs as their sources give them and as QEMU runs them
# lane: beside
# shellcheck shell=bash

fixtures=$TRAPLINE_HOME/fixtures

real_guests_are_fetched() { "$fixtures/guests/fetch-guests.sh"; }

real_guests_are_whole_without_the_network() {
  "$fixtures/guests/fetch-guests.sh" --check
}

an_empty_cache_without_packages_is_one_clear_line() {
  local status=0
  # An apt that finds nothing stands for a network that is not there.
  mkdir -p no-apt
  printf '#!/bin/sh\nexit 100\n' >no-apt/apt-get
  cp no-apt/apt-get no-apt/apt-cache
  chmod +x no-apt/*
  PATH=$PWD/no-apt:$PATH TRAPLINE_CACHE=$PWD/empty-cache "$fixtures/guests/fetch-guests.sh" >out 2>err || status=$?
  [[ $status == 2 ]] && grep -q 'must be reachable through apt' err
  [[ ! -e empty-cache/guests && ! -e empty-cache/guest-packages ]]
}

a_damaged_layout_is_made_again() {
  mkdir -p damaged-cache
  rm -rf damaged-cache/guests damaged-cache/guest-packages
  cp -r "$TRAPLINE_CACHE/guest-packages" "$TRAPLINE_CACHE/guests" damaged-cache/
  printf x | dd of=damaged-cache/guests/disk.ext4 bs=1 seek=5000000 conv=notrunc status=none
  if TRAPLINE_CACHE=$PWD/damaged-cache "$fixtures/guests/fetch-guests.sh" --check; then return 1; fi
  TRAPLINE_CACHE=$PWD/damaged-cache "$fixtures/guests/fetch-guests.sh"
  # and it is the same again, byte for byte
  cmp damaged-cache/guests/MANIFEST "$TRAPLINE_CACHE/guests/MANIFEST"
  rm -rf damaged-cache
}

bench_programs_are_what_their_sources_give() { "$fixtures/bench/build.sh" --check; }
baremetal_programs_are_what_their_sources_give() { "$fixtures/baremetal/build.sh" --check; }
debug_programs_are_what_their_sources_give() { "$fixtures/debug/build.sh" --check; }
recording_programs_are_what_their_sources_give() { "$fixtures/recording/build.sh" --check; }
recording_programs_print_under_qemu_what_is_expected() { "$fixtures/recording/reference.sh" --check; }
baremetal_programs_print_under_qemu_what_is_expected() { "$fixtures/baremetal/record.sh" --check; }
debug_programs_print_under_qemu_what_is_expected() { "$fixtures/debug/record.sh" --check; }

reaches() { # reaches SCENARIO MARK...: under QEMU, every mark in its console
  local scenario=$1 mark
  shift
  timeout 300 "$fixtures/guests/qemu-reference.sh" "$scenario" </dev/null >"$scenario.console"
  for mark in "$@"; do grep -aqF -- "$mark" "$scenario.console" || { echo "$scenario did not reach: $mark"; return 1; }; done
}
linux_under_qemu() { reaches linux 'INIT-REACHED Linux' INIT-DONE 'reboot: Power down'; }
linux_panic_under_qemu() { reaches linux-panic 'Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)'; }
virtio_under_qemu() {
  reaches virtio "VIRTIO-DISK-KNOWN $(sed -n 's/^disk known.bin //p' "$TRAPLINE_CACHE/guests/MANIFEST")" VIRTIO-DISK-OK VIRTIO-NET-OK VIRTIO-RNG-OK INIT-DONE
}
u_boot_under_qemu() {
  (sleep 2; for _ in 1 2 3 4 5 6; do printf ' \r'; sleep 1; done; printf 'version\r'; sleep 2; printf 'reset\r'; sleep 2) |
    timeout 60 "$fixtures/guests/qemu-reference.sh" u-boot >u-boot.console
  grep -aq '^=> ' u-boot.console && grep -aq 'GNU ld' u-boot.console
}

cd "$PART_DIR" || exit
check real_guests_are_fetched
check real_guests_are_whole_without_the_network
check an_empty_cache_without_packages_is_one_clear_line
check a_damaged_layout_is_made_again
# What a compiler or a QEMU of another version makes says nothing about ours.
if [[ $(arm-none-eabi-gcc -dumpversion) == 12.2.* ]]; then
  check bench_programs_are_what_their_sources_give
  check baremetal_programs_are_what_their_sources_give
  check debug_programs_are_what_their_sources_give
  check recording_programs_are_what_their_sources_give
else
  echo "skip 4 arm-none-eabi-gcc is not Debian 12's" >>"$PART_RESULTS"
fi
if qemu-system-arm --version | grep -q 'version 7\.2\.'; then
  check baremetal_programs_print_under_qemu_what_is_expected
  check debug_programs_print_under_qemu_what_is_expected
  check recording_programs_print_under_qemu_what_is_expected
  if [[ $TRAPLINE_LONG == true ]]; then
    check linux_under_qemu
    check linux_panic_under_qemu
    check virtio_under_qemu
    check u_boot_under_qemu
  fi
else
  echo "skip 3 qemu-system-arm is not 7.2" >>"$PART_RESULTS"
fi
