# about: trapline run as a user meets it: U-Boot typed at, Debian's kernel to its ends, unusable input in one line
# lane: any
# shellcheck shell=bash

guests=$TRAPLINE_CACHE/guests

ends() { # ends STATUS END ARGUMENTS...: runs a machine, console in ./console, what Trapline says in ./err
  local wanted=$1 end=$2 status=0
  shift 2
  trapline run "$@" --summary summary.json </dev/null >console 2>err || status=$?
  ((status == wanted)) && grep -q "\"end\": \"$end\"" summary.json || {
    echo "status $status instead of $wanted, or another end than $end: $*"
    tail -n 5 console err
    return 1
  }
}

refuses() { # refuses TEXT ARGUMENTS...: one line with TEXT, status 2, nothing on stdout
  local text=$1 status=0
  shift
  trapline run "$@" </dev/null >console 2>err || status=$?
  [[ $status == 2 && ! -s console && $(wc -l <err) == 1 ]] && grep -qF -- "$text" err || {
    echo "status $status; wanted 2 and one line with '$text': $*"
    cat console err
    return 1
  }
}

u_boot_obeys_typed_commands_and_saves_its_environment() {
  cat >keys <<'KEYS'
wait /Hit any key/ timeout 30s
send " "
wait /=> / timeout 20s
send "setenv answer forty-two\r"
wait /=> / timeout 20s
send "saveenv\r"
wait /=> / timeout 60s
send "printenv answer\r"
wait /answer=forty-two/ timeout 20s
quit
KEYS
  ends 0 until --bios "$guests/u-boot.bin" --input keys --max-instructions 3e9
  grep -q 'Writing to Flash... done' console
}

linux_reaches_init_and_powers_off() {
  ends 0 poweroff --kernel "$guests/vmlinuz-armhf" --initrd "$guests/initrd-basic.gz" \
    --append "console=ttyAMA0 panic=-1" --max-instructions 12e9
  grep -q INIT-DONE console
}

linux_without_a_root_panics() {
  ends 1 panic --kernel "$guests/vmlinuz-armhf" --append "console=ttyAMA0 panic=-1" --max-instructions 12e9
  grep -q 'Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)' console
}

semihosting_answers_calls_and_reaches_one_directory() {
  local program=$TRAPLINE_HOME/fixtures/baremetal
  rm -rf files && mkdir files
  ends 0 poweroff --kernel "$program/bin/semihosting.elf" --memory 128M --semihosting=files
  tr -d '\r' <console | diff "$program/expected/semihosting.expected" -
  # Without a directory the program goes on, but finds no file; without semihosting its first call is an exception.
  ends 0 poweroff --kernel "$program/bin/semihosting.elf" --memory 128M --semihosting
  grep -q 'semihosting.one: -1, errno 13' console
  ends 0 poweroff --kernel "$program/bin/semihosting.elf" --memory 128M
  grep -q '^unexpected svc' console
  refuses "files/none does not exist" --kernel "$program/bin/semihosting.elf" --semihosting=files/none
}

a_stdout_that_is_closed_or_full_ends_the_run() {
  local status=0
  trapline run --bios "$guests/u-boot.bin" --max-instructions 3e9 </dev/null 2>err | head -n 1 >first || status=${PIPESTATUS[0]}
  [[ $status == 130 ]]
  grep -q 'interrupted: nobody reads stdout any more' err
  status=0
  trapline run --bios "$guests/u-boot.bin" --max-instructions 3e9 </dev/null 2>err >/dev/full || status=$?
  [[ $status == 2 ]]
  tail -n 1 err | grep -q 'stdout: No space left on device. Next: '
}

unusable_input_is_one_clear_line() {
  refuses "there is no such file" --kernel /nowhere/vmlinuz
  head -c 3000000 "$guests/vmlinuz-armhf" >cut
  refuses "is cut short" --kernel cut
  head -c 64 /dev/zero >arm64
  printf 'ARM\x64' | dd of=arm64 bs=1 seek=56 conv=notrunc status=none
  refuses "arm64" --kernel arm64
  refuses "--cpus 99" --cpus 99 --kernel "$guests/vmlinuz-armhf"
  refuses "--memory 3K" --memory 3K --kernel "$guests/vmlinuz-armhf"
  head -c 40000000 /dev/zero >huge
  refuses "huge" --memory 32M --kernel "$guests/vmlinuz-armhf" --initrd huge
  refuses "overlap" --kernel "$guests/vmlinuz-armhf" --load cut@0x40010000
  trapline run --dump-dtb tree --kernel "$guests/vmlinuz-armhf" </dev/null
  head -c 100 tree >cut-tree
  refuses "cut-tree" --kernel "$guests/vmlinuz-armhf" --dtb cut-tree
  refuses "frobnicate" --frobnicate
}

# What the short run boots is over before C2's code has paid for itself: half the CPU time.
[[ $TRAPLINE_LONG == true ]] || export TRAPLINE_JVM_OPTS=-XX:TieredStopAtLevel=1
check u_boot_obeys_typed_commands_and_saves_its_environment
check semihosting_answers_calls_and_reaches_one_directory
check a_stdout_that_is_closed_or_full_ends_the_run
check unusable_input_is_one_clear_line
if [[ $TRAPLINE_LONG == true ]]; then
  check linux_without_a_root_panics
  check linux_reaches_init_and_powers_off
fi
