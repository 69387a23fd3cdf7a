# about: one program, one result: engines, and JVMs that differ in hashes, collector, compiler, heap, time zone, locale, place and load
# lane: any
# shellcheck shell=bash

bin=$TRAPLINE_HOME/fixtures/baremetal/bin
guests=$TRAPLINE_CACHE/guests

# The hosts: a name, what the launcher's JVM gets, where it starts (. or /), how many others compute meanwhile. The locales
# are ones in which digits (ar-EG) and upper case (tr-TR) are not ASCII's.
hosts=(
  "plain     . 0"
  "parallel  . 0 -XX:hashCode=0 -XX:+UseParallelGC"
  "g1        . 0 -XX:hashCode=1 -XX:+UseG1GC"
  "z         . 0 -XX:hashCode=2 -XX:+UseZGC"
  "c1        . 0 -XX:hashCode=3 -XX:TieredStopAtLevel=1"
  "heap      . 0 -XX:hashCode=4 -Xms256m -Xmx256m -Xmn32m"
  "turkish   . 0 -XX:hashCode=5 -Duser.timezone=Pacific/Apia -Duser.language=tr -Duser.country=TR"
  "elsewhere / 0 -XX:hashCode=0 -Duser.timezone=America/St_Johns -Duser.language=ar -Duser.country=EG -Dfile.encoding=ISO-8859-1"
  "busy      . 2 -XX:hashCode=1"
  "all       / 1 -XX:hashCode=2 -XX:+UseG1GC -XX:TieredStopAtLevel=1 -Xmx256m -Duser.timezone=Asia/Kathmandu -Duser.language=ar -Duser.country=EG"
  "cold      . 0 -XX:hashCode=3 -Dtrapline.engine=interpreter"
  "hot       . 0 -XX:hashCode=4 -Dtrapline.engine=compiled"
)

# compute: for as long as this part runs, and no longer: what runs in the background does not hear Ctrl-C.
compute() {
  local i
  while kill -0 $$ 2>/dev/null; do
    for ((i = 0; i < 100000; i++)); do :; done
  done
}

on() { # on HOST ARGUMENTS...: runs a machine there; what it left goes to PROGRAM.HOST.{summary,console,err}
  local name from load options out i status=0 loads=()
  read -r name from load options <<<"$1"
  shift
  out=$PWD/$program.$name
  for ((i = 0; i < load; i++)); do
    compute &
    loads+=($!)
  done
  if [[ $from == / ]]; then cd /; fi
  TRAPLINE_JVM_OPTS="-XX:+UnlockExperimentalVMOptions $options" \
    trapline run "$@" --summary "$out.json" </dev/null >"$out.console" 2>"$out.err" || status=$?
  if ((load > 0)); then
    kill "${loads[@]}"
    wait "${loads[@]}" 2>/dev/null || true
  fi
  ((status == 0)) || {
    echo "$program on $name ended with status $status"
    tail -n 5 "$out.err"
    return 1
  }
  # Where and how it ran may only show in the time it took.
  sed '/"wall_ms"\|"cpu_ms"/d' "$out.json" >"$out.summary"
  rm "$out.json"
}

alike() { # alike PROGRAM ARGUMENTS...: on all ${chosen[@]}, two at a time, with the same summary and the same console
  local program=$1 i host pair run failed=0
  shift
  rm -f "$program".*
  for ((i = 0; i < ${#chosen[@]}; i += 2)); do
    pair=()
    for host in "${chosen[@]:i:2}"; do
      on "$host" "$@" &
      pair+=($!)
    done
    for run in "${pair[@]}"; do wait "$run" || failed=1; done
  done
  ((failed == 0)) || return 1
  for host in "${chosen[@]}"; do same "${host%% *}"; done
}

same() { # same HOST: what it left is what the plain one left
  echo "$program $1: $(grep -oE '"(instructions|state_sha256)": "?[0-9a-f]+' "$program.$1.summary" | sed -E 's/.*: "?//' | paste -sd' ')" | tee -a hashes.txt
  cmp "$program.plain.summary" "$program.$1.summary"
  cmp "$program.plain.console" "$program.$1.console"
}

baremetal() { # baremetal CASE PROGRAM MODE CPUS SEMIHOSTING: as fixtures/baremetal/programs.txt has it
  local options=()
  # Without a directory: ten runs would find each other's files there.
  [[ $5 == off ]] || options=(--semihosting)
  alike "$1" --kernel "$bin/$2.elf" --boot-mode "$3" --cpus "$4" --memory 128M "${options[@]}"
}

u_boot() { # a run of 4e7 instructions, some 4 s of CPU: in the short run on the hosts that differ most
  [[ $TRAPLINE_LONG == true ]] || chosen=("${hosts[0]}" "${hosts[3]}" "${hosts[4]}" "${hosts[9]}" "${hosts[10]}" "${hosts[11]}")
  printf '%s\n' 'wait /Hit any key/ timeout 30s' 'send " "' 'wait /=> / timeout 20s' 'send "version\r"' 'wait /GNU ld/ timeout 20s' quit >keys
  alike u_boot --bios "$guests/u-boot.bin" --input "$PWD/keys" --max-instructions 5e7
}

recorded() { # a recording of two CPUs with disk, network and keys: exact to the end, and to the same console, on all ${chosen[@]}
  local fixtures=$TRAPLINE_HOME/fixtures/recording program=events host name from load options
  [[ $TRAPLINE_LONG == true ]] || chosen=("${hosts[9]}")
  rm -rf rec
  printf 'wait /type: / timeout 5s\nsend "ok\\r"\n' >keys
  trapline record -o rec --memory 128M --cpus 2 --disk "$fixtures/disk.img" --net --input keys --kernel "$fixtures/events.elf" \
    </dev/null >recorded.console 2>recorded.err
  for host in "${chosen[@]}"; do
    read -r name from load options <<<"$host"
    options="-XX:+UnlockExperimentalVMOptions $options"
    (cd "$from" && TRAPLINE_JVM_OPTS=$options trapline replay "$OLDPWD/rec" </dev/null) >replayed.console 2>replayed.err &&
      (cd "$from" && TRAPLINE_JVM_OPTS=$options trapline verify "$OLDPWD/rec" </dev/null) >verified.console 2>verified.err &&
      grep -q 'exact to the end' replayed.err && grep -q 'exact to the end' verified.err && cmp recorded.console replayed.console ||
      { echo "on $name"; cat replayed.err verified.err; return 1; }
  done
}

interpreted() { # nothing compiled at all
  local program=psci-hyp
  on "interpreted . 0 -Xint" --kernel "$bin/psci.elf" --boot-mode hyp --cpus 4 --memory 128M
  same interpreted
}

# Builds, if that has not been done: not part of any test's time.
trapline --version >/dev/null
cd "$PART_DIR" || exit
rm -f hashes.txt
chosen=("${hosts[@]}")
while read -r name program mode cpus _ semihosting; do
  case $name in
    # Four CPUs, started in Hyp mode. A run is some 2 s of CPU, most of them the JVM's start.
    psci-hyp) ;;
    '' | '#') continue ;;
    *) [[ $TRAPLINE_LONG == true ]] || continue ;;
  esac
  check "$name" baremetal "$name" "$program" "$mode" "$cpus" "$semihosting"
done <"$TRAPLINE_HOME/fixtures/baremetal/programs.txt"
check interpreted
check a_recording_is_exact_on_every_host recorded
check u_boot
