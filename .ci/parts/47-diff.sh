# about: trapline diff as a user meets it: equal runs, another key, another disk, a race's good and bad seed, what cannot be compared
# lane: any
# shellcheck shell=bash

recording=$TRAPLINE_HOME/fixtures/recording

# made NAME OPTIONS...: a recording, however its run ended.
made() {
  local name=$1 status=0
  shift
  rm -rf "$name"
  trapline record -o "$name" --memory 128M --cpus 2 "$@" </dev/null >console 2>err || status=$?
  ((status <= 1)) || { cat err; return 1; }
}

events() { # events NAME KEYS DISK: a recording of the program that reads keys and a disk
  printf 'wait /type: / timeout 5s\nsend "%s"\n' "$2" >keys
  made "$1" --disk "$3" --net --input keys --kernel "$recording/events.elf"
}

differ() { # differ STATUS ARGUMENTS...: that status; what is said is in ./said
  local wanted=$1 status=0
  shift
  trapline diff "$@" >said 2>err || status=$?
  [[ $status == "$wanted" ]] || { echo "status $status, wanted $wanted: $*"; cat said err; return 1; }
}

says() { # says TEXT...: each is in ./said
  local text
  for text; do
    grep -qF -- "$text" said || { echo "not said: $text"; cat said; return 1; }
  done
}

equal_runs_are_the_same_to_the_end() {
  events again 'ok\r' "$recording/disk.img"
  differ 0 one again
  head -n 1 said | grep -q '^the runs are the same to the end'
}

another_key_is_found_at_the_instruction_that_reads_it() {
  events key 'oj\r' "$recording/disk.img"
  differ 1 one key
  says "pCPU 0 r3: 0x0000006b / 0x0000006a" "uart_interrupt" "key 'j'" "devices in 2: read 0x09000000 pl011 DR = 0x6a"
}

another_disk_is_found_where_its_bytes_come_to_memory() {
  tr 7 8 <"$recording/disk.img" >disk
  events disk-rec 'ok\r' disk
  differ 1 one disk-rec
  says "disk: raw" "a device wrote 512 bytes" "pages that differ: 1" "last written by a device at count" \
    "devices in both: line of interrupt 48 (virtio_mmio@a000000) high"
}

a_race_is_named_by_its_function_and_variable() {
  local seed
  for seed in 6 $([[ $TRAPLINE_LONG == true ]] && echo 14 32); do
    [[ $seed == 6 ]] || made bad-$seed --seed $seed --kernel "$recording/race.elf"
    differ 1 good bad-$seed
    head -n 1 said | grep -q '^the runs part in take_mailbox: .* read mailbox+0x30'
    says "seed: 1 / $seed" "publish_mailbox" "AFFINITY_INFO(target_affinity 0x1" "AFFINITY_INFO(target_affinity 0x0" "Panic on CPU 0"
  done
  made good2 --seed 2 --kernel "$recording/race.elf"
  differ 0 good good2
  says "no difference but in timing"
}

json_has_the_same_facts() {
  differ 1 good bad-6 --json
  python3 - <<'CHECK'
import json
d = json.load(open("said"))
assert d["differs"] and d["level"] == "event", d["verdict"]
p = d["partings"][0]
assert p["symbol"].startswith("take_mailbox") and p["readings"][0]["symbol"] == "mailbox+0x30", p
w = p["readings"][0]["a"]["last_written"]
assert w["by"] == "cpu" and w["step"]["symbol"].startswith("publish_mailbox"), w
assert [s["section"] for s in d["sections"]][:2] == ["calls", "console"], d["sections"]
CHECK
}

what_cannot_be_compared_is_one_clear_line() {
  differ 2 good bad-6 --level insn
  [[ $(wc -l <err) == 1 ]] && grep -q '(seed)' err
  differ 2 good nowhere
  [[ $(wc -l <err) == 1 ]] && grep -q 'there is no recording nowhere' err
  differ 2 good bad-6 --symbols "$recording/race.c"
  [[ $(wc -l <err) == 1 ]] && grep -q 'neither an ELF file nor a System.map' err
  differ 2 good bad-6 --flow many
  [[ $(wc -l <err) == 1 ]]
}

trapline --version >/dev/null
cd "$PART_DIR"
# The guests are small, and over before C2's code has paid for itself: half the CPU time.
[[ $TRAPLINE_LONG == true ]] || export TRAPLINE_JVM_OPTS=-XX:TieredStopAtLevel=1
# What several checks compare others with.
events one 'ok\r' "$recording/disk.img"
made good --seed 1 --kernel "$recording/race.elf"
made bad-6 --seed 6 --kernel "$recording/race.elf"
check equal_runs_are_the_same_to_the_end
check another_key_is_found_at_the_instruction_that_reads_it
check another_disk_is_found_where_its_bytes_come_to_memory
check a_race_is_named_by_its_function_and_variable
check json_has_the_same_facts
check what_cannot_be_compared_is_one_clear_line
