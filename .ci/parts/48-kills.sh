# about: a kernel's recording can be trusted: its recorder killed at random moments, its files damaged, replayed again and again
# lane: any
# shellcheck shell=bash

guests=$TRAPLINE_CACHE/guests
linux=(--kernel "$guests/vmlinuz-armhf" --append "console=ttyAMA0 panic=-1")

# So many in the short run, and so many in the long.
kills=2 small_kills=2 damages=3 replays=1 whole=1e8 latest=4000 reference=5e8 sound=2e7
if [[ $TRAPLINE_LONG == true ]]; then
  kills=50 small_kills=150 damages=100 replays=10 whole=1e10 latest=12000 reference=2e9
fi

# A batch is closed at each multiple of so many instructions, if not before.
span=$((1 << 24))

draw() { # draw BELOW: a number from 0 in $drawn; RANDOM has 15 bits
  drawn=$(((RANDOM << 30 | RANDOM << 15 | RANDOM) % $1))
}

status_of() { # status_of COMMAND...: runs it with ./console and ./err, leaves its status in $status
  status=0
  "$@" </dev/null >console 2>err || status=$?
}

told() { # told TEXT STATUS: Trapline ended with that status and said TEXT
  [[ $status == "$2" ]] && grep -qF -- "$1" err || {
    echo "status $status; wanted $2 and '$1'"
    cat err
    return 1
  }
}

# count_of REC: up to where it was written, by its own account, in $count
count_of() {
  trapline info "$1" >info
  count=$(sed -n 's/.* up to count \([0-9]*\).*/\1/p' info | head -n 1)
}

# reached_by FILE: where the run was that had printed this, by a recording of the same run, in $reached: what a recorder
# printed it had done, whatever became of it.
reached_by() {
  local line
  line=$(head -n "$(wc -l <"$1")" reference-lines | tail -n 1)
  reached=$(sed -n 's/.*"last_count": \([0-9]*\).*/\1/p' <<<"$line")
  reached=${reached:-0}
}

# killed I: a recorder killed at a moment that the number decides.
killed() {
  local pid log=killed/events/000000/19700101.cq4 before=0 reached
  RANDOM=$1
  rm -rf killed
  "$TRAPLINE_HOME/trapline" record -o killed "${linux[@]}" </dev/null >printed 2>progress &
  pid=$!
  until [[ -f $log ]]; do
    kill -0 "$pid" || { cat progress; return 1; }
    sleep 0.05
  done
  draw $latest
  sleep "$((drawn / 1000)).$(printf %03d $((drawn % 1000)))"
  # Every second one is looked at before: what was in the log then must be there afterwards.
  (($1 % 2)) || { count_of killed && before=$count; }
  kill -9 "$pid"
  wait "$pid" 2>/dev/null || true
  count_of killed
  grep -q 'the recorder was killed' info || { cat info; return 1; }
  ((count >= before))
  # Nor is more lost than the open batch, which began at the last multiple of a span or later.
  reached_by printed
  ((count >= reached / span * span))
  echo "$1: after $drawn ms: $before in the log, $count after the kill, printed what is printed by $reached"
  status_of trapline replay killed
  told "exact" 0
  told "the recorder was killed" 0
}

a_killed_recorder_loses_the_open_batch_at_most() {
  local i
  status_of trapline record -o reference --force "${linux[@]}" --max-instructions "$reference"
  told "limit: " 1
  trapline log reference --console --json >reference-lines
  for ((i = 1; i <= kills; i++)); do killed "$i"; done
}

# small_killed I: a recorder of a small program killed, and replayed; $was_killed is 0 if it had ended by then.
small_killed() {
  local pid programs=(poll poll-two events-hyp) program cpus options=()
  RANDOM=$((5000 + $1))
  program=${programs[$1 % 3]}
  case $program in
    poll-two) options=(--cpus 2) ;;
    events-hyp) options=(--cpus 2 --boot-mode hyp) ;;
  esac
  rm -rf small
  "$TRAPLINE_HOME/trapline" record -o small --memory 128M "${options[@]}" --kernel "$TRAPLINE_HOME/fixtures/recording/$program.elf" \
    </dev/null >printed 2>progress &
  pid=$!
  until [[ -f small/manifest.json ]]; do
    kill -0 "$pid" 2>/dev/null || { cat progress; return 1; }
    sleep 0.02
  done
  draw 700
  sleep "0.$(printf %03d "$drawn")"
  kill -9 "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  trapline info small >info
  was_killed=0
  grep -q 'the recorder was killed' info || return 0
  was_killed=1
  status_of trapline replay small
  told "exact" 0
  told "the recorder was killed" 0
  # What is printed again is what was printed.
  cmp -n "$(stat -c %s printed)" printed console || cmp -n "$(stat -c %s console)" printed console
}

a_killed_recorder_of_a_small_program_replays_as_far_as_it_wrote() {
  local i done=0
  for ((i = 0; done < small_kills && i < 4 * small_kills; i++)); do
    small_killed "$i"
    done=$((done + was_killed))
  done
  echo "$done killed of $i"
  ((done == small_kills))
}

# hurt: damages a file of ./hurt, half the time the log; says what it did.
hurt() {
  local files file size at length
  mapfile -t files < <(find hurt -type f ! -name lock | sort)
  draw ${#files[@]}
  file=${files[drawn]}
  draw 2
  ((drawn == 0)) || file=hurt/events/000000/19700101.cq4
  size=$(stat -c %s "$file")
  draw $((size + 1))
  at=$drawn
  draw 300
  length=$((drawn + 1))
  draw 6
  case $drawn in
    0) truncate -s "$at" "$file" && echo "$file cut at $at" ;;
    1) rm "$file" && echo "$file deleted" ;;
    2)
      dd if=/dev/zero of="$file" bs=1 seek="$at" count="$length" conv=notrunc status=none
      echo "$file: $length bytes zeroed at $at"
      ;;
    3)
      draw ${#files[@]}
      cp "other/${files[drawn]#hurt/}" "$file" 2>/dev/null || true
      echo "$file: ${files[drawn]} of another recording in its place"
      ;;
    *)
      printf "\\x$(printf %02x "$length" | tail -c 2)" | dd of="$file" bs=1 seek="$at" conv=notrunc status=none
      echo "$file: byte $at is $length"
      ;;
  esac
}

# sound_recordings: ./sound, to be damaged, its console in ./console, and ./other. In the short form they are a kernel's beginning, which
# prints nothing; in the long form the end of one that panics: they go on from a recording of the whole, and replay without it.
sound_recordings() {
  rm -rf sound other
  if [[ $TRAPLINE_LONG != true ]]; then
    status_of trapline record -o other "${linux[@]}" --seed 1 --max-instructions "$sound"
    told "limit: " 1
    status_of trapline record -o sound "${linux[@]}" --max-instructions "$sound"
    told "limit: " 1
    return
  fi
  status_of trapline record -o panicked --force "${linux[@]}"
  told "panic: " 1
  status_of trapline record -o other --from 'panicked@text:/Kernel panic/-9000000'
  told "panic: " 1
  status_of trapline record -o sound --from 'panicked@text:/Kernel panic/-10000000'
  told "panic: " 1
  rm -rf panicked
  grep -q 'Kernel panic - not syncing' console
}

a_damaged_recording_says_so_or_replays_as_if_whole() {
  local i what
  sound_recordings
  cp console sound-console
  for ((i = 1; i <= damages; i++)); do
    RANDOM=$((1000 + i))
    rm -rf hurt && cp -r sound hurt
    what=$(hurt)
    status_of trapline replay hurt
    echo "$i: $what: status $status, $(tail -n 1 err)"
    case $status in
      0)
        grep -q exact err
        # One whose end is gone is as one whose recorder was killed.
        grep -q 'exact as far as the recording goes' err || cmp sound-console console
        cmp -n "$(stat -c %s console)" sound-console console
        ;;
      2) tail -n 1 err | grep -q 'Next: ' ;;
      *) return 1 ;;
    esac
  done
}

a_kernel_replays_to_one_hash_every_time() {
  local i
  status_of trapline record -o whole --force "${linux[@]}" --max-instructions "$whole"
  grep -q recorded err
  cp console whole-console
  for ((i = 1; i <= replays; i++)); do
    # Exact to the end only with the recorded state's SHA-256.
    status_of trapline replay whole
    told "exact to the end" 0
    cmp whole-console console
  done
  rm -rf whole
}

trapline --version >/dev/null
cd "$PART_DIR"
check a_killed_recorder_loses_the_open_batch_at_most
check a_killed_recorder_of_a_small_program_replays_as_far_as_it_wrote
# What is replayed in the short run is over before C2's code has paid for itself.
[[ $TRAPLINE_LONG == true ]] || export TRAPLINE_JVM_OPTS=-XX:TieredStopAtLevel=1
check a_damaged_recording_says_so_or_replays_as_if_whole
check a_kernel_replays_to_one_hash_every_time
rm -rf sound other hurt killed small reference
