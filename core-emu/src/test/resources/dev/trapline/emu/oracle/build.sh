#!/usr/bin/env bash
# Assembles harness.S to harness.hex, one word a line; with --check, only tells whether it is what is committed.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
arm-none-eabi-gcc -nostdlib -Wl,-Ttext=0x40200000 -Wl,--build-id=none -o "$work/harness.elf" harness.S
arm-none-eabi-objcopy -O binary "$work/harness.elf" "$work/harness.bin"
od -An -v -tx4 -w4 "$work/harness.bin" | tr -d ' ' >"$work/harness.hex"
if [[ ${1:-} == --check ]]; then
  cmp "$work/harness.hex" harness.hex
else
  cp "$work/harness.hex" harness.hex
fi
