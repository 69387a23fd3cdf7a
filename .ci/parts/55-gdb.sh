# about: gdb and LLDB themselves on recordings of programs: forwards, backwards, watchpoints, calls, what-ifs, long searches, bad usage
# lane: any
# shellcheck shell=bash
# shellcheck source=.ci/debuggers.sh
source "$TRAPLINE_HOME/.ci/debuggers.sh"

# serve_steps a32|t32: the recording of that program, unless this check serves it already.
serve_steps() {
  [[ -n ${server:-} ]] || serve "steps-$1" gdb "rec-$1"
}

a_program_is_stepped_through_backwards() {
  serve_steps "$1"
  gdb_says "back-$1" 'innermost (a=5, b=2)' 'middle (a=5)' 'outermost ()' 'main ()' 'in middle (a=5)' \
    'innermost (a=5, b=2)' 'return product' 'No more reverse-execution history' '_start' \
    'No more reverse-execution history' 'power_off' <<'GDB'
break innermost
monitor seek start
maintenance flush register-cache
continue
backtrace
delete
reverse-finish
reverse-step
step
step
reverse-continue
frame
continue
GDB
}

watchpoints_tell_old_and_new_values_both_ways() {
  serve_steps "$1"
  gdb_says "watch-$1" 'Hardware watchpoint 1: doubled' 'Old value = 0' 'New value = 1' 'Old value = 1' 'New value = 2' \
    'Old value = 2' 'New value = 1' 'Old value = 1' 'New value = 0' <<'GDB'
seek start
watch doubled
continue
continue
reverse-continue
reverse-continue
GDB
  gdb_says "rwatch-$1" 'Hardware read watchpoint 1: last_dfar' 'No more reverse' <<'GDB'
seek start
rwatch last_dfar
continue
GDB
  gdb_says "who-$1" 'wrote 0x00000080' 'double_it' <<'GDB'
who-wrote doubled
GDB
}

conditions_are_evaluated_in_the_server() {
  serve_steps "$1"
  gdb_says "conditions-$1" 'hot_value = 150000' 'i = 150001' 'hot_value = 99999' <<'GDB'
seek start
break steps.c:93 if i == 150001
set breakpoint condition-evaluation target
continue
printf "hot_value = %u\n", hot_value
printf "i = %u\n", i
delete
break steps.c:93 if i == 100000
reverse-continue
printf "hot_value = %u\n", hot_value
GDB
}

exceptions_are_unwound_and_interrupts_stepped_over() {
  serve_steps "$1"
  gdb_says "exceptions-$1" 'on_svc' '<signal handler called>' 'system_call' 'main' 'on_data_abort' '<signal handler called>' \
    'load_from_nobody' 'on_irq' '<signal handler called>' 'take_ticks' 'on_irq' 'take_ticks' <<'GDB'
seek start
break on_svc
break on_data_abort
break on_irq
continue
backtrace
delete 1
continue
backtrace
delete 2
continue
backtrace
continue
backtrace
GDB
  # Backwards from behind a WFI: across the interrupt that woke it, and the sleep.
  gdb_says "wfi-$1" 'ticks = 4' 'on_irq' 'ticks = 3' <<'GDB'
seek end
break on_irq
printf "ticks = %u\n", ticks
reverse-continue
printf "ticks = %u\n", ticks
GDB
}

calls_are_caught_as_system_calls() {
  serve_steps "$1"
  gdb_says "calls-$1" 'call to syscall' 'r7             0x7' 'returned from syscall' 'r0             0x2a' 'call to syscall' \
    'returned from syscall' 'r0             0x2a' 'call to syscall' 'r7             0x7' <<'GDB'
seek start
catch syscall
continue
info registers r7
continue
info registers r0
continue
reverse-continue
info registers r0
reverse-continue
info registers r7
GDB
  # One of the firmware's, by its number; it does not return.
  gdb_says "psci-$1" '(call to syscall 67108872), power_off ()' '$1 = 0x84000008' 'powered off' \
    '(call to syscall 67108872), power_off ()' <<'GDB'
seek start
catch syscall 0x4000008
continue
print/x $r0
continue
reverse-continue
GDB
}

# gdb knows Thumb code without symbols by what it is told, and keeps bit 0 of an address that is typed.
a_program_without_symbols_stops_at_addresses_with_bit_0() {
  local address
  address=$(arm-none-eabi-nm "$programs/steps-t32.elf" | sed -n 's/ T double_it$//p')
  arm-none-eabi-strip -o stripped.elf "$programs/steps-t32.elf"
  rm -rf rec-stripped
  trapline record -o rec-stripped --memory 128M --kernel stripped.elf >console 2>err </dev/null
  serve stripped gdb rec-stripped
  gdb_says stripped "$(printf 'Breakpoint 1 at 0x%x' $((0x$address + 1)))" 'received signal SIGTRAP' "\$1 = 0x$address" 'No more reverse-execution history' 'received signal SIGTRAP' "\$2 = 0x$address" \
    'No more reverse-execution history' "Breakpoint 2 at 0x$address" 'Breakpoint 2, ' "\$3 = 0x$address" <<GDB
set arm fallback-mode thumb
seek start
break *(0x$address + 1)
continue
print/x \$pc
continue
reverse-continue
print/x \$pc
delete
continue
break *0x$address
reverse-continue
print/x \$pc
GDB
}

what_is_written_into_a_recording_is_a_what_if() {
  serve_steps "$1"
  gdb_says "whatif-$1" '$1 = 720' 'what if' 'doubled = 3' '$2 = 42' 'history goes on' <<'GDB'
seek start
break double_it
continue
print factorial(6)
monitor when
next
set var doubled = 3
monitor when
printf "doubled = %u\n", doubled
print innermost(41, 1)
reverse-stepi
monitor when
echo history goes on\n
GDB
  ! tail -n 2 "whatif-$1.said" | grep -q 'what if' || { cat "whatif-$1.said"; return 1; }
  trapline replay "rec-$1" 2>&1 >/dev/null | grep -q 'exact to the end'
}

events_are_browsed_as_trace_frames() {
  serve_steps "$1"
  gdb_says "frames-$1" 'Collected' 'Not looking at any trace frame' 'Found trace frame 100' '<put+' 'Found trace frame 101' \
    'No longer looking at any trace frame' 'power_off' <<'GDB'
tstatus
tfind 100
info symbol $pc
info registers pc
tfind
tfind none
info registers pc
GDB
}

# What a program in the other instruction set is shown of: one server for all.
a_program_in_t32_is_debugged_as_one_in_a32() {
  watchpoints_tell_old_and_new_values_both_ways t32
  conditions_are_evaluated_in_the_server t32
  exceptions_are_unwound_and_interrupts_stepped_over t32
  calls_are_caught_as_system_calls t32
  what_is_written_into_a_recording_is_a_what_if t32
  events_are_browsed_as_trace_frames t32
}

a_recording_is_replayed_for_debuggers_from_a_place() {
  serve at replay rec-a32 --to 14197 --gdb 0
  gdb_says at 'double_it' 'count 14197 of' <<GDB
file $programs/steps-a32.elf
target extended-remote 127.0.0.1:$port
monitor when
GDB
}

a_plain_gdb_reads_the_program_from_the_server() {
  serve plain gdb rec-t32
  script=''
  gdb_says plain 'Reading symbols from target:/kernel' 'power_off ()' 'main ()' 'target:/kernel' <<GDB
target extended-remote 127.0.0.1:$port
backtrace
info inferiors
GDB
}

registers_are_shown_by_groups_and_flags() {
  serve registers gdb rec-a32
  gdb_says registers 'cpsr' 'SCTLR' 'sp_irq' 'CNTV_CTL' 'GICC_PMR' <<'GDB'
info registers cpsr
info registers cp15
info registers banked
info registers timer
info registers gic
info all-registers
GDB
}

two_debuggers_have_cursors_of_their_own() {
  serve two gdb rec-a32
  cp "$script" two.script
  gdb_says one 'on_svc' <<'GDB' &
seek start
break on_svc
continue
GDB
  local first=$!
  gdb_says other 'on_irq' <<'GDB'
break on_irq
reverse-continue
GDB
  wait "$first"
}

lldb_debugs_a_recording() { # lldb_debugs_a_recording a32|t32
  serve_steps "$1"
  # LLDB 14 evaluates conditions itself; its expressions are computed from memory, and a function of the guest's is nothing it can call.
  # What it saves and restores registers by when it can is asked by packets: only a step has it read them again.
  lldb_says "lldb-$1" "steps-$1.elf" 'stop reason = breakpoint 1.1' 'innermost(a=5, b=2)' 'middle(a=5)' 'outermost' 'main at' \
    "$([[ $1 == a32 ]] && echo 'cpsr = 0x600001df' || echo 'cpsr = 0x600001ff')" 'instruction step into' 'innermost(a=5, b=2)' \
    'stop reason = step out' '= 11' 'middle(a=5)' 'stop reason = step over' 'stop reason = breakpoint 2.1' '(u32) sum = 6' '(u32) i = 3' \
    '= 302' 'old value: 0' 'new value: 1' 'on_irq' 'old value: 1' 'new value: 2' '0x44332211' '= 0x44332211' 'what if' \
    'response: 1' 'r5 = 0x00000077' 'response: OK' 'instruction step into' 'r5 = 0x00000055' <<LLDB
target create $programs/steps-$1.elf
gdb-remote 127.0.0.1:$port
process plugin packet monitor seek start
breakpoint set --name innermost
continue
bt
register read cpsr
stepi
breakpoint delete -f
finish
next
breakpoint set --file steps.c --line 93 --condition 'i == 3'
continue
frame variable
expression i * 100 + hot_value
breakpoint delete -f
watchpoint set variable ticks
continue
continue
watchpoint delete -f
memory write --size 4 \`&doubled\` 0x44332211
memory read --size 4 --count 1 --format x \`&doubled\`
expression/x doubled
process plugin packet monitor when
register write r5 0x55
process plugin packet send QSaveRegisterState;thread:0001;
register write r5 0x77
register read r5
process plugin packet send QRestoreRegisterState:1;thread:0001;
stepi
register read r5
LLDB
}

# A page that is not mapped yet when the breakpoint is set, with the MMU off; and other pages later.
breakpoints_wait_for_their_pages_and_survive_others() {
  rm -rf rec-mmu
  trapline record -o rec-mmu --memory 128M --kernel "$TRAPLINE_HOME/fixtures/baremetal/bin/mmu-short.elf" >console 2>err </dev/null
  serve pages gdb rec-mmu
  # Each page of the program's begins with a return and its own physical address.
  gdb_says pages '$1 = [ CP15BEN ]' 'Breakpoint 1, 0x80000000 in' '$2 = [ M C' $'0x80000004:\t0x44100000' 'Breakpoint 1, 0x80000000 in' \
    $'0x80000004:\t0x44101000' 'Breakpoint 1, 0x80000000 in' $'0x80000004:\t0x44100000' 'PA 0x044100000' <<'GDB'
seek start
print $SCTLR
break *0x80000000
continue
print $SCTLR
x/xw 0x80000004
condition 1 *(unsigned *) 0x80000004 == 0x44101000
continue
x/xw 0x80000004
condition 1 *(unsigned *) 0x80000004 == 0x44100000
reverse-continue
x/xw 0x80000004
monitor mmu 0x80000000
GDB
}

# What has no check of its own above.
gdbs_other_commands_do_what_they_say() {
  serve other gdb rec-a32
  gdb_says other '_start ()' 'count 0 of' 'Section .text, range 0x40200000 -- 0x4020099c: matched' '.data, range 0x40201000 -- 0x40201010: matched' \
    'Hardware assisted breakpoint 1' 'Breakpoint 1, double_it' '$1 = [ CP15BEN ]' 'access (read/write) watchpoint 2: doubled' 'Old value = 0' \
    'New value = 1' 'access (read/write) watchpoint 2: doubled' 'Value = 1' 'Hardware read watchpoint 3: doubled' 'Value = 1' 'double_it () at' \
    'now 2 in round 1' 'now 128 in round 7' 'Breakpoint 5, on_svc' '0x40200030 <_start+48>' 'take_ticks' '2 patterns found' '<text>' \
    '1 pattern found' 'Found trace frame 100' 'Found trace frame 0' 'Found trace frame 3' '$2 = 1' 'No trace frame found' \
    'Section .text, range 0x40200000 -- 0x4020099c: matched' 'Section .data, range 0x40201000 -- 0x40201010: MIS-MATCHED' '[Inferior 1 (process 1) killed]' \
    '<null>' <<'GDB'
set remote exec-file /kernel
starti
monitor when
compare-sections
hbreak double_it
continue
print $SCTLR
delete
awatch doubled
continue
continue
delete
rwatch doubled
continue
delete
dprintf steps.c:84,"now %u in round %u\n", doubled, i
break on_svc
continue
delete
find &_start, +0x1000, (unsigned) 0xe320f003
find /b &text, +16, 'u', 'n', 'c', 'h'
tfind 100
set $at = $pc
tfind start
tfind pc $at
print $pc == $at
tfind pc 4
tfind none
seek end
compare-sections
kill
info inferiors
GDB
  # Who kills a recording has let go of it: others go on.
  gdb_says others 'power_off' <<'GDB'
info symbol $pc
GDB
}

calls_are_stepped_over_backwards() {
  serve over gdb rec-t32
  gdb_says over 'Breakpoint 1, middle (a=5)' 'second = innermost' 'return first' 'second = innermost' 'first = innermost' <<'GDB'
seek start
break middle
continue
delete
next
next
reverse-next
reverse-next
GDB
}

a_long_search_is_given_up_by_ctrl_c() {
  local pid began took
  unset TRAPLINE_JVM_OPTS
  rm -rf rec-long
  trapline record -o rec-long --memory 128M --kernel "$TRAPLINE_HOME/fixtures/bench/integer.elf" --max-instructions 3e8 \
    >console 2>err </dev/null || [[ $? == 1 ]]
  serve search gdb rec-long
  # At every instruction of its hottest loop: a single condition is through with them in a second.
  cat >search.gdb <<'GDB'
seek end
set breakpoint condition-evaluation target
python for at in range(0x400102d8, 0x40010320, 4): gdb.execute('break *%d if *(unsigned *) $sp == 0x12345678 && $sp == 3' % at)
reverse-continue
monitor when
GDB
  : >search.said
  # Job control: a shell's background process would not hear INT.
  set -m
  gdb-multiarch -nx -q -batch -ex 'set pagination off' -ex 'set confirm off' -x "$script" -x search.gdb >>search.said 2>&1 &
  pid=$!
  set +m
  # It says how far it is once a search takes long.
  awaits search.said '^searched [0-9]+% .Ctrl-C gives up' "$pid"
  began=$(date +%s%N)
  kill -INT "$pid"
  awaits search.said 'Program received signal SIGINT' "$pid"
  took=$((($(date +%s%N) - began) / 1000000))
  wait "$pid"
  # It stands where it stood.
  in_order search.said 'Program received signal SIGINT' 'count 300000000 of 0 to 300000000'
  # A second, and as much for gdb to say so.
  ((took < 2000)) || { echo "after $took ms"; return 1; }
}

what_cannot_be_debugged_is_one_clear_line() {
  serve taken gdb rec-a32 --gdb 0
  local status=0
  trapline gdb rec-a32 --gdb "$port" >console 2>err </dev/null || status=$?
  [[ $status == 2 && $(grep -c . err) == 1 ]] && grep -q "$port" err || { echo "status $status"; cat err; return 1; }
  status=0
  trapline gdb no-such-recording >console 2>err </dev/null || status=$?
  [[ $status == 2 && $(grep -c . err) == 1 ]] || { echo "status $status"; cat err; return 1; }
  status=0
  trapline gdb rec-a32 --gdb nowhere:port:1 >console 2>err </dev/null || status=$?
  [[ $status == 2 && $(grep -c . err) == 1 ]] || { echo "status $status"; cat err; return 1; }
  status=0
  trapline gdb rec-a32 --until login: >console 2>err </dev/null || status=$?
  [[ $status == 2 && $(grep -c . err) == 1 ]] && grep -q -- --until err || { echo "status $status"; cat err; return 1; }
  status=0
  trapline gdb rec-a32 --symbols no-such-file >console 2>err </dev/null || status=$?
  [[ $status == 2 && $(grep -c . err) == 1 ]] || { echo "status $status"; cat err; return 1; }
  status=0
  trapline record --tries 2 --gdb 0 --kernel "$programs/steps-a32.elf" >console 2>err </dev/null || status=$?
  [[ $status == 2 && $(grep -c . err) == 1 ]] && grep -q -- --gdb err || { echo "status $status"; cat err; return 1; }
  status=0
  trapline run --semihosting=gdb --kernel "$programs/files.elf" >console 2>err </dev/null || status=$?
  [[ $status == 2 && $(grep -c . err) == 1 ]] && grep -q -- '--gdb ADDR' err || { echo "status $status"; cat err; return 1; }
  status=0
  trapline gdb rec-a32 --at sym:nobody >console 2>err </dev/null || status=$?
  [[ $status == 2 && $(grep -c . err) == 1 ]] || { echo "status $status"; cat err; return 1; }
}

record_steps a32 t32
check a_program_in_a32_is_stepped_through_backwards a_program_is_stepped_through_backwards a32
check a_program_in_t32_is_stepped_through_backwards a_program_is_stepped_through_backwards t32
check watchpoints_tell_old_and_new_values_both_ways watchpoints_tell_old_and_new_values_both_ways a32
check conditions_are_evaluated_in_the_server conditions_are_evaluated_in_the_server a32
check exceptions_are_unwound_and_interrupts_stepped_over exceptions_are_unwound_and_interrupts_stepped_over a32
check calls_are_caught_as_system_calls calls_are_caught_as_system_calls a32
check what_is_written_into_a_recording_is_a_what_if what_is_written_into_a_recording_is_a_what_if a32
check events_are_browsed_as_trace_frames events_are_browsed_as_trace_frames a32
[[ $TRAPLINE_LONG == false ]] || check a_program_in_t32_is_debugged_as_one_in_a32
check a_program_without_symbols_stops_at_addresses_with_bit_0
check a_recording_is_replayed_for_debuggers_from_a_place
check a_plain_gdb_reads_the_program_from_the_server
check registers_are_shown_by_groups_and_flags
check two_debuggers_have_cursors_of_their_own
check lldb_debugs_a_recording_of_a32 lldb_debugs_a_recording a32
[[ $TRAPLINE_LONG == false ]] || check lldb_debugs_a_recording_of_t32 lldb_debugs_a_recording t32
check breakpoints_wait_for_their_pages_and_survive_others
check gdbs_other_commands_do_what_they_say
check calls_are_stepped_over_backwards
check a_long_search_is_given_up_by_ctrl_c
check what_cannot_be_debugged_is_one_clear_line
