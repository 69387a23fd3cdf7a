# about: gdb and LLDB on programs that run: what they write, two at once, the guest's files at gdb, and starting gdb itself
# lane: any
# shellcheck shell=bash
# shellcheck source=.ci/debuggers.sh
source "$TRAPLINE_HOME/.ci/debuggers.sh"

a_machine_that_runs_is_stopped_stepped_and_written() {
  rm -rf "rec-live-$1"
  serve "live-$1" record -o "rec-live-$1" --memory 128M --kernel "$programs/steps-$1.elf" --gdb 0
  gdb_says "live-$1" '_start' 'double_it' 'doubled = 64' '(call to syscall 67108872), power_off ()' 'exited normally' <<GDB
file $programs/steps-$1.elf
target extended-remote 127.0.0.1:$port
break double_it
continue
delete
next
next
watch doubled
continue
set var doubled = 32
continue
printf "doubled = %u\n", doubled
delete
catch syscall 0x4000008
continue
delete
continue
GDB
  wait "$server"
  # What gdb wrote was an input.
  trapline replay "rec-live-$1" 2>&1 >/dev/null | grep -q 'exact to the end'
  trapline verify "rec-live-$1" 2>&1 | grep -q 'exact to the end'
  trapline log "rec-live-$1" --kind input | grep -q 'debugger memory'
}

lldb_debugs_a_machine_that_runs() {
  rm -rf rec-lldb
  serve live-lldb record -o rec-lldb --memory 128M --kernel "$programs/steps-t32.elf" --gdb 0
  lldb_says live-lldb '_start' 'stop reason = breakpoint 1.1' 'double_it' 'main at' 'step over' 'new value: 2' '= 32' 'old value: 32' \
    'new value: 64' '(u32) i = 1' 'stop reason = breakpoint 2.1' '(u32) sum = 1275' '(u32) i = 50' 'exited with status = 0' <<LLDB
target create $programs/steps-t32.elf
gdb-remote 127.0.0.1:$port
breakpoint set --name double_it
continue
bt
next
next
watchpoint set variable doubled
continue
expression doubled = 32
watchpoint delete -f
watchpoint set variable doubled
continue
frame variable i
watchpoint delete -f
breakpoint delete -f
breakpoint set --file steps.c --line 93 --condition 'i == 50'
continue
frame variable
breakpoint delete -f
register write r4 199000
continue
LLDB
  wait "$server"
  trapline replay rec-lldb 2>&1 >/dev/null | grep -q 'exact to the end'
  [[ $(trapline log rec-lldb --kind input | grep -c 'debugger') == 2 ]]
}

a_program_is_loaded_over_a_socket_and_killed() {
  local status=0
  rm -f socket
  serve socket run --memory 128M --kernel "$programs/steps-a32.elf" --gdb "unix:$PWD/socket"
  gdb_says socket '_start ()' 'Loading section .text' 'Start address 0x40200000' '.text, range 0x40200000' 'matched' \
    '(call to syscall 67108872), power_off ()' '[ M=31 T' '[Inferior 1 (process 1) killed]' '<null>' <<GDB
file $programs/steps-t32.elf
target extended-remote $PWD/socket
load
compare-sections
catch syscall 0x4000008
continue
info registers cpsr
kill
info inferiors
GDB
  wait "$server" || status=$?
  [[ $status == 130 && ! -e socket ]] && grep -q 'interrupted' socket.served || { echo "status $status"; cat socket.served; return 1; }
  # What ran is what was loaded.
  ! grep -q 'MIS-MATCHED' socket.said
  grep -q 'end' socket.console
}

gdbs_run_kills_a_machine_which_says_so() {
  local status=0
  serve run-again run --memory 128M --kernel "$programs/steps-a32.elf" --gdb 0
  gdb_says run-again '_start ()' 'not started again: ' '<null>' <<GDB
file $programs/steps-a32.elf
target extended-remote 127.0.0.1:$port
set remote exec-file /kernel
python
try: gdb.execute('starti')
except gdb.error as refused: print('not started again:', refused)
end
info inferiors
GDB
  wait "$server" || status=$?
  [[ $status == 130 ]] || { echo "status $status"; cat run-again.served; return 1; }
  in_order run-again.served 'interrupted: a debugger killed it' "gdb's run and starti kill a machine first, too. Next: start this command again"
}

registers_that_are_written_and_a_reset_are_in_the_recording() {
  rm -rf rec-written
  serve written record -o rec-written --memory 128M --kernel "$programs/steps-a32.elf" --gdb 0
  # gdb's own run kills the machine first.
  gdb_says written 'Breakpoint 1, hot_loop' '$1 = 199990' '$2 = 4660' 'received: "T05thread:p1.1' '0x40200000 <_start>' 'count 17966,' \
    'Breakpoint 1, hot_loop' 'print_number (name=' 'value=201000)' 'exited normally' <<GDB
file $programs/steps-a32.elf
target extended-remote 127.0.0.1:$port
break steps.c:93 if i == 100
continue
set var i = 199990
set var \$sp_irq = 0x1234
print i
print (int) \$sp_irq
maintenance packet vRun;
maintenance flush register-cache
print \$pc
monitor when
continue
set var i = 199999
set var sum = 1000
delete
break print_number
continue
delete
continue
GDB
  wait "$server"
  [[ $(grep -c 'steps begin' written.console) == 2 ]] && grep -q 'sum 201000' written.console || { cat written.console; return 1; }
  trapline replay rec-written 2>written.err >written.again
  grep -q 'exact to the end' written.err && cmp written.console written.again || { cat written.err; return 1; }
  trapline verify rec-written 2>&1 | grep -q 'exact to the end'
  [[ $(trapline log rec-written --kind input | grep -c 'debugger registers') == 4 ]]
}

# talking NAME FD: a gdb on the machine that is served, which does what is written to FD; NAME.said is what it says, $! its process.
talking() {
  rm -f "$1.typed"
  mkfifo "$1.typed"
  : >"$1.said"
  eval "exec $2<>\"$1.typed\""
  timeout 300 gdb-multiarch -nx -q -ex 'set pagination off' -ex 'set confirm off' -ex "file $programs/steps-t32.elf" \
    -ex "target extended-remote 127.0.0.1:$port" <"$1.typed" >>"$1.said" 2>&1 &
}

two_debuggers_hold_one_machine() {
  serve held run --memory 128M --kernel "$programs/steps-t32.elf" --gdb 0
  talking one 7
  one=$!
  talking two 8
  two=$!
  trap 'kill "$one" "$two" 2>/dev/null || true; stop_serving' EXIT
  awaits one.said '_start' "$one"
  awaits two.said '_start' "$two"
  printf 'break double_it\ncontinue\n' >&7
  # Its first step lasts until the other one lets the machine go; after that the machine does what it steps and no more.
  printf 'stepi\nstepi\nstepi\nmonitor when\nmonitor when\nbreak outermost\ncontinue\nmonitor when\n' >&8
  awaits two.said 'Breakpoint 1, outermost' "$two"
  printf 'echo still\\n\nmonitor when\necho there\\n\n' >&8
  awaits two.said 'there' "$two"
  ! grep -q 'double_it ()' one.said
  printf 'delete\ncontinue\n' >&8
  awaits one.said 'Breakpoint 1, double_it' "$one"
  printf 'next\nnext\nprint doubled\ndetach\nquit\n' >&7
  awaits two.said 'exited normally' "$two"
  echo quit >&8
  wait "$one" "$two" "$server"
  in_order two.said 'count 3,' 'count 3,' 'Breakpoint 1, outermost' 'exited normally'
  [[ $(sed -n 's/.*\(count [0-9]*\),.*/\1/p' two.said | tail -n 2 | uniq | wc -l) == 1 ]] || { cat two.said; return 1; }
  in_order one.said 'Continuing' 'Breakpoint 1, double_it' '$1 = 1' 'detached'
  grep -q '^end' held.console
}

# gdb_with_files NAME DIRECTORY: gdb in a directory, on the machine that is served, with what is typed at it on its stdin; it runs the
# commands of NAME.gdb. $gdb is its process, NAME.said what it says.
gdb_with_files() {
  local said=$PWD/$1.said commands=$PWD/$1.gdb
  : >"$said"
  # Job control: a shell's background process would not hear INT.
  set -m
  (cd "$2" && exec timeout 300 gdb-multiarch -nx -q -batch -ex 'set pagination off' -ex 'set confirm off' \
    -ex "file $programs/files.elf" -ex "target extended-remote 127.0.0.1:$port" -x "$commands") <&0 >>"$said" 2>&1 &
  gdb=$!
  set +m
}

files_of_the_guest_are_gdbs() { # files_of_the_guest_are_gdbs run|record OPTION...
  rm -rf at-gdb && mkdir at-gdb
  serve files "$@" --memory 128M --kernel "$programs/files.elf" --semihosting=gdb --gdb 0
  printf 'set remote system-call-allowed 1\ncontinue\n' >files.gdb
  gdb_with_files files at-gdb < <(echo 'a line')
  wait "$gdb" || { cat files.said; return 1; }
  wait "$server" || { cat files.served; return 1; }
  in_order files.said 'files begin' 'not written: 0' 'two' 'length: 14' 'terminal: 0' 'renamed: 0' 'not read at the end: 45' \
    'gone: -1' 'errno: 2' 'big, wrong: 0' 'removed again: -1' 'errno: 2' 'by a handle' 'not printed: 0' 'typed: a line' \
    'this century: 1' 'executed: 0' 'end' 'exited normally'
  # The machine's console has it too.
  in_order files.console 'files begin' 'two' 'by a handle' 'typed: a line' 'end'
  printf 'one two three\nfour\n' | cmp - at-gdb/kept.txt
  [[ $(ls at-gdb) == $'by-system.txt\nkept.txt' ]] || { ls at-gdb; return 1; }
}

what_gdb_answered_is_replayed_without_it() {
  rm -rf rec-files
  files_of_the_guest_are_gdbs record -o rec-files
  rm -rf at-gdb
  trapline replay rec-files >again.console 2>again.err
  grep -q 'exact to the end' again.err && cmp files.console again.console || { cat again.err; return 1; }
  trapline verify rec-files 2>&1 | grep -q 'exact to the end'
  # On a recording nobody is asked, and nobody's files are touched.
  serve files-again gdb rec-files
  gdb_says files-again '_start ()' 'Breakpoint 1, console ()' 'No more reverse-execution history' <<'GDB'
seek start
break console
continue
delete
continue
GDB
  [[ ! -e at-gdb && ! -e kept.txt ]]
}

files_that_were_open_are_opened_again_at_gdb() {
  [[ -d rec-files ]] || files_of_the_guest_are_gdbs record -o rec-files
  rm -rf at-gdb && mkdir at-gdb
  # The one that is open there, as somebody changed it meanwhile.
  printf 'one TWO three\n' >at-gdb/notes.txt
  serve from run --from 'rec-files@text:/sought: 0/' --semihosting=gdb --gdb 0
  printf 'set remote system-call-allowed 0\ncontinue\n' >from.gdb
  gdb_with_files from at-gdb < <(echo 'another line')
  wait "$gdb" || { cat from.said; return 1; }
  wait "$server" || { cat from.served; return 1; }
  in_order from.said 'not read: 0' 'TWO' 'length: 14' 'renamed: 0' 'not appended: 0' 'typed: another line' 'executed: -1' 'end' 'exited normally'
  printf 'one TWO three\nfour\n' | cmp - at-gdb/kept.txt
}

files_are_a_directorys_while_no_gdb_is_attached() {
  rm -rf at-gdb in-dir && mkdir at-gdb in-dir
  printf 'wait /by a handle/ timeout 30s\nsend "keys"\n' >keys
  serve detached run --memory 128M --kernel "$programs/files.elf" --semihosting=gdb,in-dir --gdb 0 --input keys
  printf 'detach\n' >detached.gdb
  gdb_with_files detached at-gdb </dev/null
  wait "$gdb" || { cat detached.said; return 1; }
  wait "$server" || { cat detached.served; return 1; }
  in_order detached.console 'files begin' 'not written: 0' 'two' 'length: 14' 'renamed: 0' 'big, wrong: 0' 'typed: keys' \
    'executed: -1' 'end'
  printf 'one two three\nfour\n' | cmp - in-dir/kept.txt
  [[ -z $(ls at-gdb) && $(ls in-dir) == kept.txt ]] || { ls at-gdb in-dir; return 1; }
}

gdb_is_interrupted_while_the_guest_waits_for_it() {
  rm -rf at-gdb typed && mkdir at-gdb && mkfifo typed
  serve interrupted run --memory 128M --kernel "$programs/files.elf" --semihosting=gdb --gdb 0
  printf 'set debug remote 1\ncontinue\nset debug remote 0\nbacktrace\ncontinue\n' >interrupted.gdb
  exec 7<>typed
  gdb_with_files interrupted at-gdb <&7
  awaits interrupted.said 'Packet received: Fread,0' "$gdb"
  # Between having said so and reading gdb has no handler for Ctrl-C: one that comes then asks whether to give up, and is answered yes.
  sleep 0.5
  kill -INT -- "-$gdb"
  wait "$gdb" || { cat interrupted.said; return 1; }
  wait "$server" || { cat interrupted.served; return 1; }
  exec 7>&-
  in_order interrupted.said 'by a handle' 'SIGINT' 'call ()' 'in console ()' 'in main ()' 'typed: closed: 0' 'exited normally'
}

a_gdb_that_dies_in_a_call_fails_it() {
  local status=0
  rm -rf at-gdb typed && mkdir at-gdb && mkfifo typed
  serve dies run --memory 128M --kernel "$programs/files.elf" --semihosting=gdb --gdb 0
  printf 'set debug remote 1\ncontinue\n' >dies.gdb
  exec 7<>typed
  gdb_with_files dies at-gdb <&7
  awaits dies.said 'Packet received: Fread,0' "$gdb"
  kill -KILL -- "-$gdb"
  wait "$server" || status=$?
  exec 7>&-
  ((status == 0)) || { cat dies.served; return 1; }
  grep -q "call read fails with EIO: the debugger has left" dies.served || { cat dies.served; return 1; }
  # Without one, commands are not executed, and time is virtual.
  in_order dies.console 'not printed: 0' 'typed: closed: 0' 'executed: -1' 'end'
}

# path_with GDB...: a directory with all programs there are but those that could be gdb, and with these.
path_with() {
  rm -rf path-bin && mkdir path-bin
  ln -sf /usr/bin/* /bin/* path-bin/
  rm -f path-bin/*gdb*
  cp "$@" path-bin/
}

launch_runs_a_gdb_that_knows_arm_or_says_that_there_is_none() {
  local status
  mkdir -p stubs
  printf '#!/bin/sh\necho "Undefined item: \\"armv7\\"."\nexit 1\n' >stubs/gdb
  # shellcheck disable=SC2016  # the stub's own
  printf '#!/bin/sh\ncase "$*" in *"set architecture"*) exit 0;; esac\nexec %s "$@" -batch -ex "info registers pc"\n' \
    "$(command -v gdb-multiarch)" >stubs/arm-none-eabi-gdb
  chmod +x stubs/*
  path_with stubs/gdb
  for what in rec-a32 "--kernel $programs/steps-a32.elf"; do
    status=0
    # shellcheck disable=SC2086
    PATH=$PWD/path-bin trapline gdb --launch $what >console 2>err </dev/null || status=$?
    [[ $status == 2 && $(grep -c . err) == 1 ]] && grep -q 'no gdb here knows ARM.*Next: apt-get' err || { echo "status $status"; cat err; return 1; }
  done
  # The next name that is tried.
  path_with stubs/gdb stubs/arm-none-eabi-gdb
  PATH=$PWD/path-bin trapline gdb --launch rec-a32 >launched 2>err </dev/null || { cat launched err; return 1; }
  in_order launched 'power_off' 'pc  ' '<power_off'
}

record_steps a32
rm -rf rec-files
check a_machine_that_runs_a32_is_stopped_stepped_and_written a_machine_that_runs_is_stopped_stepped_and_written a32
[[ $TRAPLINE_LONG == false ]] || check a_machine_that_runs_t32_is_stopped_stepped_and_written a_machine_that_runs_is_stopped_stepped_and_written t32
check lldb_debugs_a_machine_that_runs
check a_program_is_loaded_over_a_socket_and_killed
check gdbs_run_kills_a_machine_which_says_so
check registers_that_are_written_and_a_reset_are_in_the_recording
check two_debuggers_hold_one_machine
check files_of_the_guest_are_gdbs files_of_the_guest_are_gdbs run
check what_gdb_answered_is_replayed_without_it
check files_that_were_open_are_opened_again_at_gdb
check files_are_a_directorys_while_no_gdb_is_attached
check gdb_is_interrupted_while_the_guest_waits_for_it
check a_gdb_that_dies_in_a_call_fails_it
check launch_runs_a_gdb_that_knows_arm_or_says_that_there_is_none
