# about: trapline record, replay, verify, log and pack as a user meets them: firmware, a kernel that panics, killed and unusable recordings
# lane: any
# shellcheck shell=bash

guests=$TRAPLINE_CACHE/guests
recording=$TRAPLINE_HOME/fixtures/recording

status_of() { # status_of COMMAND...: runs it with ./console and ./err, leaves its status in $status
  status=0
  "$@" </dev/null >console 2>err || status=$?
}

expect() { # expect STATUS TEXT COMMAND...: that status, and TEXT in what Trapline says
  local wanted=$1 text=$2
  shift 2
  status_of "$@"
  [[ $status == "$wanted" ]] && grep -qF -- "$text" err || {
    echo "status $status; wanted $wanted and '$text': $*"
    tail -n 8 console err
    return 1
  }
}

one_line() { # one_line: what Trapline said is one line
  [[ $(wc -l <err) == 1 ]] || { cat err; return 1; }
}

# again REC: replays to the same console and verifies, both exactly.
again() {
  cp console recorded-console
  expect 0 "exact to the end" trapline replay "$1"
  cmp console recorded-console
  expect 0 "exact to the end" trapline verify "$1"
}

the_demonstration_shows_where_a_boot_died() {
  rm -rf demo && mkdir demo && cd demo
  # A minute at most, by the CPU's time: a busy host makes it no slower.
  TIMEFORMAT='%U %S'
  { time status_of trapline demo; } 2>cpu
  awk '{ exit !($1 + $2 < 60) }' cpu || { cat cpu; return 1; }
  [[ $status == 0 ]] && grep -q 'exact: ' console && grep -q 'It died at instruction .* init_task' console || { cat console err; return 1; }
  cmp "$TRAPLINE_HOME/fixtures/recording/demo.elf" trapline-rec/0001/images/*
}

a_boot_that_dies_is_recorded_and_replayed_exactly() {
  rm -rf dies
  expect 1 "recorded" trapline record -o dies --memory 128M --kernel "$recording/demo.elf"
  again dies
  status_of trapline info dies
  grep -q 'panic: the guest panicked' console
}

a_rare_race_is_found_by_its_seed_and_its_recording() {
  rm -rf race-good race-bad
  expect 0 "recorded" trapline record -o race-good --memory 128M --cpus 2 --kernel "$recording/race.elf"
  again race-good
  expect 1 "recorded" trapline record -o race-bad --memory 128M --cpus 2 --seed 6 --kernel "$recording/race.elf"
  again race-bad
}

a_rare_failure_is_caught_by_trying_seeds() {
  local jobs
  for jobs in 1 2; do
    rm -rf caught-$jobs
    expect 1 "tried 7 seeds (0 to 6): 6 ended by poweroff, 1 by panic (seed 6)" trapline record -o caught-$jobs --tries 500 \
      --jobs $jobs --memory 128M --cpus 2 --kernel "$recording/race.elf"
  done
  # The two are the same, so one of them says it of both.
  if [[ $TRAPLINE_LONG == true ]]; then
    cp console caught-console
    again caught-1
    cp caught-console console
  fi
  again caught-2
  trapline info caught-1 | grep state: >state-1
  trapline info caught-2 | grep state: | cmp - state-1
  expect 0 "none failed" trapline record -o caught-none --tries 5 --memory 128M --cpus 2 --kernel "$recording/race.elf"
  [[ ! -e caught-none ]]
}

a_search_that_is_interrupted_leaves_nothing() {
  local pid
  rm -rf searching && mkdir searching && cd searching
  "$TRAPLINE_HOME/trapline" record --tries 1e9 --fail-on none --memory 128M --cpus 2 --kernel "$recording/race.elf" \
    </dev/null >console 2>err &
  pid=$!
  sleep 5
  # A shell's background process ignores INT.
  kill -TERM "$pid"
  status=0
  wait "$pid" || status=$?
  [[ $status == 143 ]] && grep -q '^trapline: ' err && [[ ! -e trapline-rec ]] || { echo "status $status"; cat err; ls; return 1; }
}

golden_recordings_come_out_the_same() {
  # From the top of the checkout, where events.rec finds its disk.
  local here=$PWD
  cd "$TRAPLINE_HOME"
  trapline verify --jobs 2 --junit-xml "$here/golden.xml" fixtures/recording/golden/*.rec
  grep -q '<testsuite name="trapline verify" tests="6" failures="0" errors="0"' "$here/golden.xml"
}

recordings_do_not_depend_on_the_engine() {
  local made read here=$PWD
  printf 'wait /type: / timeout 5s\nsend "ok\\r"\n' >keys
  for made in interpreter compiled; do
    rm -rf "made-$made"
    TRAPLINE_ENGINE=$made expect 0 "recorded" trapline record -o "made-$made" --memory 128M --cpus 2 --disk "$recording/disk.img" --net \
      --input keys --kernel "$recording/events.elf"
    cp console made-console
    for read in $([[ $made == interpreter ]] && echo auto compiled || echo interpreter); do
      cp made-console console
      TRAPLINE_ENGINE=$read again "made-$made"
    done
    trapline info "made-$made" | grep state: >"state-$made"
  done
  cmp state-interpreter state-compiled
  TRAPLINE_ENGINE=fastest expect 2 "TRAPLINE_ENGINE=fastest is none of" trapline run --kernel "$recording/events.elf"
  cd "$TRAPLINE_HOME"
  for read in interpreter compiled; do
    TRAPLINE_ENGINE=$read trapline verify --jobs 2 --junit-xml "$here/golden-$read.xml" fixtures/recording/golden/*.rec
    grep -q '<testsuite name="trapline verify" tests="6" failures="0" errors="0"' "$here/golden-$read.xml"
  done
}

polling_loops_cost_next_to_nothing_on_disk() {
  rm -rf poll
  expect 0 "recorded" trapline record -o poll --memory 128M --kernel "$recording/poll.elf"
  again poll
  # 3,000,000 accesses; a tenth of a byte each, and the images apart.
  (($(du -sb --apparent-size poll/events | cut -f1) < 300000)) || { du -ab poll; return 1; }
  # What goes on from it has checkpoints of its own.
  rm -rf poll-on
  expect 0 "recorded" trapline record -o poll-on --from poll@1000
  again poll-on
  (($(find poll-on/checkpoints -name '0*' | wc -l) > 1)) || { ls poll-on/checkpoints; return 1; }
}

every_kind_of_event_recurs_on_two_cpus_with_devices() {
  rm -rf events events-hyp
  printf 'wait /type: / timeout 5s\nsend "ok\\r"\n' >keys
  expect 0 "recorded" trapline record -o events --memory 128M --cpus 2 --disk "$recording/disk.img" --net --input keys \
    --kernel "$recording/events.elf"
  again events
  expect 0 "recorded" trapline record -o events-hyp --memory 128M --cpus 2 --boot-mode hyp --kernel "$recording/events-hyp.elf"
  again events-hyp
}

a_recording_stands_alone_without_its_disk() {
  rm -rf alone alone.trapline elsewhere disk.img
  cp "$recording/disk.img" disk.img
  expect 0 "recorded" trapline record -o alone --memory 128M --cpus 2 --disk disk.img --kernel "$recording/events.elf"
  # Nothing that it says depends on the file any more, nor on where it lies.
  if [[ $TRAPLINE_LONG == true ]]; then
    printf 'no disk' >disk.img
    cp console alone-console
    again alone
    cp alone-console console
  fi
  rm disk.img
  again alone
  expect 0 "" trapline pack alone alone.trapline
  expect 0 "" trapline unpack alone.trapline elsewhere
  mkdir -p far && cd far
  expect 0 "exact to the end" trapline verify ../alone.trapline
  expect 0 "exact to the end" trapline verify ../elsewhere
  cd ..
  expect 0 "poweroff" trapline run --from alone@1000
  # The kernel, one block of 16 KiB, and an index.
  (($(du -sb --apparent-size alone/images alone/disks | awk '{ n += $1 } END { print n }') < 120000)) || { du -ab alone; return 1; }
  rm -rf early
  cp "$recording/disk.img" disk.img
  expect 1 "limit" trapline record -o early --memory 128M --cpus 2 --disk disk.img --max-instructions 1000 --kernel "$recording/events.elf"
  rm disk.img
  again early
  expect 2 "which it did not in early, and disk.img cannot be used" trapline run --from early@end
}

semihosting_is_recorded_and_needs_no_files_again() {
  local program=$TRAPLINE_HOME/fixtures/baremetal
  rm -rf semihosted files files-now && mkdir files files-now
  expect 0 "recorded" trapline record -o semihosted --kernel "$program/bin/semihosting.elf" --memory 128M --semihosting=files
  tr -d '\r' <console | diff "$program/expected/semihosting.expected" -
  if [[ $TRAPLINE_LONG == true ]]; then
    cp console semihosted-console
    again semihosted
    cp semihosted-console console
  fi
  rm -r files
  again semihosted
  [[ ! -e files ]]
  status_of trapline log semihosted
  grep -q 'SYS_OPEN' console
  expect 0 "poweroff" trapline run --from semihosted@start --semihosting=files-now
  tr -d '\r' <console | diff "$program/expected/semihosting.expected" -
  expect 2 "--tries runs many machines" trapline record --tries 2 --kernel "$program/bin/semihosting.elf" --semihosting=files-now
  one_line
}

firmware_with_typed_commands_is_replayed_exactly() {
  rm -rf u-boot
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
  expect 0 "recorded" trapline record -o u-boot --bios "$guests/u-boot.bin" --input keys --max-instructions 3e9
  again u-boot
}

a_killed_recorder_leaves_what_it_had_written() {
  local pid
  rm -rf killed
  trapline record -o killed --kernel "$guests/vmlinuz-armhf" --append console=ttyAMA0 </dev/null >console 2>err &
  pid=$!
  # Until there is something to lose: a manifest and batches.
  until [[ -f killed/manifest.json ]] && (($(find killed/events -type f -size +64k 2>/dev/null | wc -l) > 0)); do
    kill -0 "$pid" || { cat err; return 1; }
    sleep 0.2
  done
  sleep 3
  pkill -9 -P "$pid" || true
  kill -9 "$pid" || true
  wait "$pid" || true
  status_of trapline info killed
  grep -q 'the recorder was killed' console
  expect 0 "exact as far as the recording goes" trapline replay killed
}

a_kernel_that_panics_is_replayed_and_verified_exactly() {
  # It takes a fifth less CPU time without C2 even here, but people have C2.
  if [[ $TRAPLINE_LONG == true ]]; then unset TRAPLINE_JVM_OPTS; fi
  rm -rf linux-panic
  expect 1 "recorded" trapline record -o linux-panic --kernel "$guests/vmlinuz-armhf" --append "console=ttyAMA0 panic=-1"
  grep -q 'Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)' console
  cp console recorded-console
  expect 0 "exact to the end" trapline replay linux-panic
  cmp console recorded-console
  if [[ $TRAPLINE_LONG == true ]]; then
    expect 0 "exact to the end" trapline verify linux-panic
  fi
}

a_real_hypervisors_calls_are_recorded_with_what_they_point_to() {
  unset TRAPLINE_JVM_OPTS
  "$TRAPLINE_HOME/fixtures/guests/fetch-guests.sh" --xen
  rm -rf xen
  expect 0 "recorded" trapline record -o xen --memory 1G --hypervisor "$guests-xen/xen-armhf" --kernel "$guests/vmlinuz-armhf" \
    --initrd "$guests/initrd-basic.gz" --append "console=dtuart dom0_mem=512M" --dom0-append "console=hvc0 panic=-1"
  grep -q 'INIT-DONE' console
  grep -q '(XEN) Hardware Dom0 halted: halting machine' console
  cp console recorded-console
  trapline log xen --kind hypercall >calls
  grep -q 'hvc #0xea1 event_channel_op(cmd init_control, arg 0x[0-9a-f]*) {control_gfn 0x[0-9a-f]*, offset 0x0, vcpu 0x0}' calls
  grep -q 'hvc #0xea1 memory_op(cmd add_to_physmap, arg 0x[0-9a-f]*) {domid 0x7ff0, size 0x0, space 0x0, idx 0x0, gpfn 0x' calls
  grep -q 'hvc #0xea1 sched_op(cmd shutdown, arg 0x[0-9a-f]*) {reason 0x0}' calls
  grep -q 'hvc xen_version returns 0x' calls
  trapline log xen --kind hypercall --json >calls.json
  python3 - <<'PY'
import json
calls = [json.loads(line) for line in open('calls.json')]
made = [c for c in calls if c['kind'] == 'call' and c.get('immediate') == 0xea1]
assert len(made) > 500 and all('name' in c for c in made), len(made)
never = {'mmu_update', 'update_va_mapping', 'mmuext_op'} & {c['name'] for c in made}
assert not never, never
# What the kernel gave to Xen's console, and what of that came out of the UART.
written = b''.join(bytes.fromhex(c.get('captured', '')) for c in made if c['name'] == 'console_io')
assert all(c['full_length'] == len(c['captured']) // 2 for c in made if c['name'] == 'console_io' and 'captured' in c)
for line in (b'Xen 4.17 support found', b'INIT-DONE', b'reboot: Power down'):
    assert line in written, line
# Each but the last, which the machine does not come back from, has its return.
returns = [c for c in calls if c['kind'] == 'call-return' and c.get('name') in {m['name'] for m in made}]
assert len(made) - len(returns) in (0, 1), (len(made), len(returns))
PY
  if [[ $TRAPLINE_LONG == true ]]; then again xen; fi
  expect 0 "exact to the end" trapline replay xen
  cmp console recorded-console
}

a_panic_on_two_cpus_with_typed_input_is_replayed_elsewhere() {
  unset TRAPLINE_JVM_OPTS
  rm -rf panic-two panic-two.trapline far-away
  printf 'wait /Booting Linux/ timeout 30s\nsend "help\\r"\nwait /smp: Brought up 1 node, 2 CPUs/ timeout 60s\nsend "more\\r"\n' >keys
  expect 1 "recorded" trapline record -o panic-two --cpus 2 --kernel "$guests/vmlinuz-armhf" --append "console=ttyAMA0 panic=-1" --input keys
  grep -q 'Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)' console
  again panic-two
  trapline log panic-two --kind input >inputs
  (($(wc -l <inputs) >= 10)) || { cat inputs; return 1; }
  expect 0 "packed" trapline pack panic-two panic-two.trapline
  rm -rf panic-two
  mkdir far-away && cd far-away
  expect 0 "unpacked" trapline unpack ../panic-two.trapline here
  expect 0 "exact to the end" trapline replay here
  cmp console ../recorded-console
  cd ..
}

a_kernel_with_disk_and_network_is_replayed_exactly() {
  unset TRAPLINE_JVM_OPTS
  rm -rf virtio disk.ext4
  cp --sparse=always "$guests/disk.ext4" .
  expect 0 "recorded" trapline record -o virtio --cpus 2 --kernel "$guests/vmlinuz-armhf" --initrd "$guests/initrd-virtio.gz" \
    --append "console=ttyAMA0 panic=-1" --disk disk.ext4 --net
  grep -q 'INIT-DONE' console
  # What it read is in the recording, and the file has changed since: it was written.
  rm disk.ext4
  again virtio
  trapline log virtio --json | grep -m 1 -q '"kind": *"memory-written-from-image"' || trapline log virtio | grep -m 1 -q 'from image'
}

what_cannot_be_used_is_one_clear_line() {
  expect 2 "is a recording already" trapline record -o dies --memory 128M --kernel "$recording/demo.elf"
  one_line
  expect 2 "/nowhere" trapline replay /nowhere
  one_line
  mkdir -p empty && cd empty
  expect 2 "there is no recording" trapline replay
  one_line
  cd ..
  rm -rf damaged && cp -r dies damaged
  printf x | dd of=damaged/manifest.json bs=1 seek=300 conv=notrunc status=none
  expect 2 "damaged" trapline replay damaged
  one_line
}

however_a_run_ends_it_ends_so_again() {
  rm -rf ends-*
  # WFI, B .-4; NOP, NOP, B .-8; PSCI SYSTEM_RESET by HVC.
  printf '\003\360\040\343\376\377\377\352' >deadlock.bin
  printf '\000\000\240\341\000\000\240\341\374\377\377\352' >crash.bin
  printf '\011\000\000\343\000\004\110\343\160\000\100\341' >reset.bin
  for end in deadlock crash reset; do
    expect 1 "$end:" trapline record -o ends-$end --kernel $end.bin
    again ends-$end
  done
  expect 1 "limit:" trapline record -o ends-limit --kernel reset.bin --on-reset reboot --max-instructions 100
  again ends-limit
}

a_recording_is_looked_at_without_running_it() {
  local lines
  status_of trapline log dies --mode abt
  [[ $status == 0 ]] && grep -q 'data abort at .* init_task+.* address 0x8000001f' console || { cat console err; return 1; }
  status_of trapline log dies --around 'text:/Panic on/' --context 3
  [[ $status == 0 && $(wc -l <console) == 7 ]] || { cat console err; return 1; }
  trapline log poll >console
  # 3,000,000 reads in as many runs as there are interrupts between.
  lines=$(wc -l <console)
  ((lines < 3000)) && grep -q ' times, every 7 instructions, ' console || { echo "$lines lines"; return 1; }
  trapline log dies --console --json >console
  python3 - <<'PY'
import json
lines = [json.loads(line) for line in open('console')]
assert any(line['text'].startswith('Panic on CPU 0') for line in lines), lines
assert all(line['count'] <= line['last_count'] for line in lines)
PY
  for name in events events-hyp poll; do
    trapline log "$name" --json >"$name.jsonl"
    trapline info "$name" --json >"$name.info"
    trapline log "$name" --perfetto "$name.trace" 2>err
    python3 - "$name" <<'PY'
import json, sys
name = sys.argv[1]
events = 0
for line in open(name + '.jsonl'):
    e = json.loads(line)
    events += e['repeat']['events'] if e['kind'] == 'run' else 1
assert events == json.load(open(name + '.info'))['last_event'], events
open_slices = {}
for e in json.load(open(name + '.trace'))['traceEvents']:
    if e['ph'] == 'B':
        open_slices.setdefault(e['tid'], []).append(e['name'])
    elif e['ph'] == 'E':
        assert open_slices[e['tid']].pop() == e['name'], e
assert not any(open_slices.values()), open_slices
PY
  done
  status_of trapline log dies --around sym:init_task --context 2
  [[ $status == 0 ]] && (($(wc -l <console) >= 4)) || { cat console err; return 1; }
  expect 2 "sym:nothing_of_that_name" trapline log dies --around sym:nothing_of_that_name
  one_line
  # Whoever reads no further is no error.
  (set -o pipefail && trapline log poll --kind mmio | head -n 1 >console)
}

a_packed_recording_is_as_good_as_its_directory() {
  rm -rf packed packed-again
  expect 0 "packed" trapline pack dies packed
  expect 2 "exists already" trapline pack dies packed
  one_line
  expect 0 "exact to the end" trapline replay packed
  cmp <(trapline log packed) <(trapline log dies)
  expect 0 "unpacked" trapline unpack packed packed-again
  expect 0 "exact to the end" trapline verify packed-again
}

a_recording_is_followed_while_it_is_made() {
  local pid
  rm -rf followed
  trapline record -o followed --kernel "$guests/vmlinuz-armhf" --append console=ttyAMA0 --max-instructions 300000000 \
    </dev/null >/dev/null 2>&1 &
  pid=$!
  until [[ -f followed/manifest.json ]]; do
    kill -0 "$pid" || return 1
    sleep 0.2
  done
  expect 0 "" trapline log followed --follow
  wait "$pid" || true
  grep -q 'machine-end' console || { tail -n 3 console; return 1; }
}

trapline --version >/dev/null
cd "$PART_DIR"
# The guests here are small, and over before C2's code has paid for itself.
export TRAPLINE_JVM_OPTS=-XX:TieredStopAtLevel=1
check the_demonstration_shows_where_a_boot_died
check a_boot_that_dies_is_recorded_and_replayed_exactly
check a_rare_race_is_found_by_its_seed_and_its_recording
check a_rare_failure_is_caught_by_trying_seeds
check a_search_that_is_interrupted_leaves_nothing
check golden_recordings_come_out_the_same
check recordings_do_not_depend_on_the_engine
check polling_loops_cost_next_to_nothing_on_disk
check every_kind_of_event_recurs_on_two_cpus_with_devices
check a_recording_stands_alone_without_its_disk
check semihosting_is_recorded_and_needs_no_files_again
check firmware_with_typed_commands_is_replayed_exactly
check a_recording_is_looked_at_without_running_it
check a_packed_recording_is_as_good_as_its_directory
check a_recording_is_followed_while_it_is_made
check a_killed_recorder_leaves_what_it_had_written
check what_cannot_be_used_is_one_clear_line
check however_a_run_ends_it_ends_so_again
check a_kernel_that_panics_is_replayed_and_verified_exactly
check a_real_hypervisors_calls_are_recorded_with_what_they_point_to
if [[ $TRAPLINE_LONG == true ]]; then
  check a_panic_on_two_cpus_with_typed_input_is_replayed_elsewhere
  check a_kernel_with_disk_and_network_is_replayed_exactly
fi
