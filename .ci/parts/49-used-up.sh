# about: the host's disk or memory is used up: recordings end early and properly, and nothing is left by halves
# lane: any
# shellcheck shell=bash

status_of() { # status_of COMMAND...: runs it with ./console and ./err, leaves its status in $status
  status=0
  "$@" </dev/null >console 2>err || status=$?
}

ends() { # ends STATUS TEXT COMMAND...: with that status, and with TEXT in the last line that Trapline says
  local wanted=$1 text=$2
  shift 2
  status_of "$@"
  [[ $status == "$wanted" ]] && tail -n 1 err | grep -qF -- "$text" || {
    echo "status $status; wanted $wanted and '$text': $*"
    tail -n 8 err
    return 1
  }
}

one_line() { # one_line: what Trapline said is one line
  [[ $(wc -l <err) == 1 ]] || { cat err; return 1; }
}

# talker: a program of which each event differs from the last, so that its log grows quickly: UARTCR = 0x301; a xorshift
# generator's low bits as letters to the UART, for ever.
talker() {
  printf '\011\044\240\343\003\074\240\343\001\060\203\343\060\060\202\345\001\020\240\343\201\026\041\340\241\030\041\340' >talker.bin
  printf '\201\022\041\340\077\000\001\342\040\000\200\342\000\000\202\345\370\377\377\352' >>talker.bin
}

# greedy: one that writes to a page after the other of more memory than its JVM has, and to the UART after each. Before that it
# counts 16 million down, so that the log is open by then: a batch ends at 2^24 instructions, and waits for that.
greedy() {
  printf '\011\044\240\343\003\074\240\343\001\060\203\343\060\060\202\345\001\124\240\343\001\120\125\342\375\377\377\032' >greedy.bin
  printf '\102\004\240\343\001\032\240\343\001\000\200\346\040\106\240\341\077\100\004\342\040\100\204\342\000\100\202\345\371\377\377\352' >>greedy.bin
}

small_disk() { # small_disk SIZE: a disk at ./small, until the check ends
  umount -l small 2>/dev/null || true
  mkdir -p small
  mount -t tmpfs -o "size=$1" tmpfs small
  trap 'umount -l small' EXIT
}

# closed REC WORDS: ended so by its own account, and replayed exactly: what it prints is part of what was printed, its
# beginning if the recording has that. One byte may be missing at the end of what was printed, and only there: if the event of a byte
# closes the last batch that there is room for, it is in the recording, and its device never comes to have it.
closed() {
  [[ -f $1/end.json ]]
  cp console printed
  trapline info "$1" >info
  grep -q "ended: *$2" info || { cat info; return 1; }
  ends 0 "$2" trapline replay "$1"
  grep -q 'exact as far as the recording goes' err
  [[ -s console ]]
  python3 - "$(grep -c 'events #1 to' info || true)" <<'PY'
import sys
console, printed = open('console', 'rb').read(), open('printed', 'rb').read()
if sys.argv[1] == '1':
    assert printed.startswith(console) or printed == console[:-1], (len(console), len(printed))
else:
    assert console in printed or printed.endswith(console[:-1]), (len(console), len(printed))
PY
}

filled() { # filled SIZE OPTIONS...: a recording on a disk of that size
  small_disk "$1"
  shift
  ends 2 "the recording's disk is full; the recording is closed at count" \
    trapline record -o small/rec "$@" --kernel talker.bin --max-instructions 60000000
  one_line
  grep -q '"why": *"disk-full"' small/rec/end.json
}

a_full_disk_ends_a_recording_that_replays_to_there() {
  local sizes=(1400k) size
  talker
  if [[ $TRAPLINE_LONG == true ]]; then sizes+=(700k 1000k 1300k 1500k 2000k 5000k); fi
  for size in "${sizes[@]}"; do
    filled "$size"
    closed small/rec "the disk was full"
    # What was printed and is not replayed was in the batch that was open: 64 KiB, of two bytes a letter at the least.
    (($(stat -c %s printed) - $(stat -c %s console) <= 32768))
  done
}

a_full_disk_ends_a_flight_recorder_likewise() {
  local sizes=(1800k) size
  talker
  if [[ $TRAPLINE_LONG == true ]]; then sizes+=(1400k 2200k); fi
  for size in "${sizes[@]}"; do
    filled "$size" --keep-last 1M
    # In the short run it is enough that it was closed.
    if [[ $TRAPLINE_LONG == true ]]; then closed small/rec "the disk was full"; fi
  done
  if [[ $TRAPLINE_LONG == true ]]; then filled_when_its_beginning_is_gone; fi
}

# By somebody else, who takes what is left of the disk.
filled_when_its_beginning_is_gone() {
  local pid
  small_disk 40m
  "$TRAPLINE_HOME/trapline" record -o small/rec --keep-last 1M --kernel talker.bin --max-instructions 10000000000 \
    </dev/null >console 2>err &
  pid=$!
  until [[ -d small/rec/events && ! -e small/rec/events/000000 && $(ls small/rec/events) ]]; do
    kill -0 "$pid" || { cat err; return 1; }
    sleep 0.05
  done
  dd if=/dev/zero of=small/ballast bs=64k status=none 2>/dev/null || true
  status=0
  wait "$pid" || status=$?
  [[ $status == 2 ]] && grep -qF "the recording's disk is full; the recording is closed at count" err || { cat err; return 1; }
  one_line
  closed small/rec "the disk was full"
  grep -q 'the beginning, up to event #[0-9]*, is gone' info || { cat info; return 1; }
}

ballast() { # ballast ROOM: fills the disk up to so many KiB
  rm -rf small/*
  dd if=/dev/zero of=small/ballast bs=1k status=none 2>/dev/null || true
  truncate -s "-$1k" small/ballast
}

only_ballast() { # only_ballast: nothing is on the disk that was not there before
  [[ $(ls -A small) == ballast ]] || { ls -lA small; return 1; }
}

a_full_disk_is_one_line_for_whatever_else_is_written() {
  local no_room="No space left on device"
  talker
  small_disk 600k
  ends 1 "recorded" trapline record -o talked --force --kernel talker.bin --max-instructions 1500000
  ballast 200
  ends 2 "cannot write small/pack: $no_room" trapline pack talked small/pack
  one_line
  only_ballast
  ends 2 "the time line cannot be written to small/time.json: $no_room" trapline log talked --perfetto small/time.json
  one_line
  only_ballast
  ballast 0
  ends 2 "the summary cannot be written to small/summary: $no_room" trapline replay talked --summary small/summary
  only_ballast
  [[ $TRAPLINE_LONG == true ]] || return 0
  ends 2 "the summary cannot be written to small/summary: $no_room" trapline run --summary small/summary \
    --kernel talker.bin --max-instructions 1000
  only_ballast
  ends 2 "cannot write" trapline record -o small/rec --kernel talker.bin
  one_line
}

used_up() { # used_up HEAP OPTIONS...: a recording by a JVM with so little memory
  local heap=$1
  shift
  TRAPLINE_JVM_OPTS="$TRAPLINE_JVM_OPTS -Xmx$heap" ends 3 "the host's memory was used up" \
    timeout -k 5 120 "$TRAPLINE_HOME/trapline" record -o greedy --force "$@" --memory 2G --kernel greedy.bin
  grep -q 'Next: give a smaller --memory, or a larger heap by TRAPLINE_JVM_OPTS=-Xmx' err
  grep -q '^trapline: ' err && ! grep -qv '^trapline: ' err
  closed greedy "the host's memory was used up"
}

a_recorder_whose_memory_is_used_up_leaves_what_replays() {
  greedy
  used_up 80m
  used_up 100m
  used_up 150m
  used_up 100m --checkpoints none
}

trapline --version >/dev/null
cd "$PART_DIR"
# What runs here is over before C2's code has paid for itself.
export TRAPLINE_JVM_OPTS=-XX:TieredStopAtLevel=1
if [[ $TRAPLINE_LONG == true ]]; then check a_recorder_whose_memory_is_used_up_leaves_what_replays; fi
mkdir -p small
if mount -t tmpfs -o size=1m tmpfs small 2>mount-error; then
  umount -l small
  check a_full_disk_ends_a_recording_that_replays_to_there
  check a_full_disk_ends_a_flight_recorder_likewise
  check a_full_disk_is_one_line_for_whatever_else_is_written
else
  echo "  FULL DISKS ARE NOT TESTED HERE: no tmpfs can be mounted: $(<mount-error)"
  echo "skip 3 full disks: no tmpfs can be mounted" >>"$PART_RESULTS"
fi
rm -rf greedy talked small
