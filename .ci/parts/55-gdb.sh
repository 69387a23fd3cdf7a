# about: gdb and LLDB themselves on recordings and on machines that run: forwards, backwards, watchpoints, calls, what-ifs, bad clients
# lane: any
# shellcheck shell=bash

programs=$TRAPLINE_HOME/fixtures/debug/bin

# serve NAME COMMAND...: starts a server of debuggers, and waits until it says where: $script is its gdb script, $port its port. It ends with
# the check at the latest.
serve() {
  local name=$1 said
  shift
  : >"$name.served"
  "$TRAPLINE_HOME/trapline" "$@" </dev/null >"$name.console" 2>>"$name.served" &
  server=$!
  trap stop_serving EXIT
  # That of `trapline gdb` is said last, with the script; the other commands have none.
  [[ $1 == gdb ]] && said='debug it with' || said='target extended-remote'
  awaits "$name.served" "$said" "$server"
  script=$(sed -n 's/.* -x \(.*\)$/\1/p' "$name.served")
  port=$(sed -n 's/.*target extended-remote 127.0.0.1:\([0-9]*\).*/\1/p' "$name.served" "${script:-/dev/null}" | head -n 1)
}

# awaits FILE REGEX PROCESS: until the process has said a line like this into the file; false if it ends, or says nothing for minutes.
awaits() {
  grep -qE -m1 -- "$2" < <(timeout 300 tail -n +1 -f --pid="$3" "$1") || { echo "not said: $2"; cat "$1"; return 1; }
}

stop_serving() {
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
}

# serve_steps a32|t32: the recording of that program, unless this check serves it already.
serve_steps() {
  [[ -n ${server:-} ]] || serve "steps-$1" gdb "rec-$1"
}

# gdb_says NAME TEXT... <SCRIPT: gdb on the server with this script; each TEXT is found in what it says, in that order.
gdb_says() {
  local name=$1
  shift
  cat >"$name.gdb"
  timeout 300 gdb-multiarch -nx -q -batch -ex 'set pagination off' -ex 'set confirm off' -ex "directory $TRAPLINE_HOME/fixtures/debug" \
    ${script:+-x "$script"} -x "$name.gdb" >"$name.said" 2>&1 || { cat "$name.said"; return 1; }
  in_order "$name.said" "$@"
}

lldb_says() {
  local name=$1
  shift
  cat >"$name.lldb"
  timeout 300 lldb --no-lldbinit --batch --source "$name.lldb" >"$name.said" 2>&1 || { cat "$name.said"; return 1; }
  in_order "$name.said" "$@"
}

in_order() { # in_order FILE TEXT...
  python3 - "$@" <<'PY'
import sys
said = open(sys.argv[1], errors='replace').read()
at = 0
for text in sys.argv[2:]:
    found = said.find(text, at)
    if found < 0:
        print('not said%s: %s\n---\n%s' % (' after that' if text in said else '', text, said))
        sys.exit(1)
    at = found + len(text)
PY
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
  gdb_says "calls-$1" 'call to syscall' 'r7             0x7' 'returned from syscall' 'r0             0x2a' 'call to syscall' 'call to syscall' <<'GDB'
seek start
catch syscall
continue
info registers r7
continue
info registers r0
continue
reverse-continue
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

a_kernel_that_panics_is_debugged_from_its_end() {
  local recording=$PART_DIR/../46-record/linux-panic
  if [[ ! -f $recording/manifest.json ]]; then
    rm -rf linux-panic
    trapline record -o linux-panic --kernel "$TRAPLINE_CACHE/guests/vmlinuz-armhf" --append 'console=ttyAMA0 panic=-1' \
      >console 2>err </dev/null || [[ $? == 1 ]]
    recording=linux-panic
  fi
  # The kernel's symbols come from its memory.
  serve kernel gdb "$recording" --at 'text:/Kernel panic/'
  gdb_says kernel 'panic' 'mount_block_root' 'kernel_init' 'in panic ()' 'in __irq_svc ()' 'M=19' '__irq_svc in section' 'descriptor' 'exception-taken irq' 'distributor' <<'GDB'
backtrace
break panic
reverse-continue
info symbol $pc
delete
break __irq_svc
reverse-continue
info registers cpsr
stepi
reverse-stepi
reverse-stepi
info symbol $pc
monitor mmu 0xc0008000
monitor event prev exception-taken
monitor gic
GDB
  # It ends by a call of the firmware's.
  gdb_says kernel-calls '(call to syscall 67108873), ' '__arm_smccc_hvc ()' '__invoke_psci_fn_hvc ()' 'psci_sys_reset ()' 'machine_restart ()' \
    'panic ()' 'mount_block_root ()' 'kernel_init ()' '$1 = 0x84000009' 'the guest panicked' '(call to syscall 67108873), ' <<'GDB'
catch syscall 0x4000009
continue
backtrace
print/x $r0
continue
reverse-continue
GDB
  # For who debugs it without that script.
  cp "$(sed -n 's/^file "\(.*\)"$/\1/p' "$script")" kernel.elf
}

# Frames of the kernel's, by symbols that are read from its memory.
a_kernel_is_debugged_with_lldb() {
  local recording=$PART_DIR/../46-record/linux-panic
  [[ -f $recording/manifest.json ]] || recording=linux-panic
  serve kernel-lldb gdb "$recording" --at 'text:/Kernel panic/'
  lldb_says kernel-lldb 'pl011_console_putchar' 'uart_console_write' '_printk' 'panic + ' 'mount_block_root' 'kernel_init + ' \
    'SCTLR = 0x30c5387d' 'stop reason = breakpoint 1.1' 'machine_restart' 'panic + ' 'kernel_init + ' 'instruction step into' \
    'machine_restart + 4' 'stop reason = signal SIGTRAP' '__arm_smccc_hvc' 'count 3364590842 of' 'what if' 'r0 = 0x00001234' <<LLDB
target create kernel.elf
gdb-remote 127.0.0.1:$port
bt
register read SCTLR
breakpoint set --name machine_restart
continue
bt
stepi
breakpoint delete -f
continue
process plugin packet monitor when
register write r0 0x1234
process plugin packet monitor when
register read r0
LLDB
}

# From a place in the recording on, where console and timer have just begun to work.
a_kernel_that_runs_is_debugged() {
  local recording=$PART_DIR/../46-record/linux-panic
  [[ -f $recording/manifest.json ]] || recording=linux-panic
  serve live-kernel run --from "$recording@text:/Linux version/" --gdb 0
  gdb_says live-kernel 'pl011_console_putchar ()' 'Breakpoint 1, ' 'arch_timer_handler_virt ()' 'handle_percpu_devid_irq ()' 'gic_handle_irq ()' \
    'generic_handle_arch_irq ()' 'pending 27; active 27' '(call to syscall 67108873), ' 'psci_sys_reset ()' 'panic ()' '$1 = 0x84000009' \
    '[Inferior 1 (process 1) killed]' <<GDB
file kernel.elf
target extended-remote 127.0.0.1:$port
break arch_timer_handler_virt
continue
backtrace
monitor gic
delete
catch syscall 0x4000009
continue
backtrace
print/x \$r0
kill
GDB
  wait "$server" || [[ $? == 130 ]]
}

a_kernel_that_sleeps_and_calls_is_gone_through_backwards() {
  rm -rf rec-sleeps
  trapline record -o rec-sleeps --kernel "$TRAPLINE_CACHE/guests/vmlinuz-armhf" --initrd "$TRAPLINE_CACHE/guests/initrd-basic.gz" \
    --append console=ttyAMA0 >console 2>err </dev/null
  serve sleeps gdb rec-sleeps
  # Its one WFI: the same count behind it and before it as often as one likes, and virtual time that passes meanwhile. Then a system
  # call of its program's, in User mode and Thumb, and back over the kernel's return to it.
  gdb_says sleeps 'arch_cpu_idle ()' '<cpu_v7_do_idle+4>:' 'wfi' 'before 3407023122 svc' '3.407023122 virtual' 'after 3407023123' 'cpu_v7_do_idle ()' \
    'before 3407023122 again' 'gic_handle_irq ()' '3.407070' 'cpu_v7_do_idle ()' '(call to syscall write)' 'M=16 T' \
    '(returned from syscall write)' 'M=16 T' 'M=19' <<'GDB'
break arch_cpu_idle
reverse-continue
delete
while *(unsigned *) $pc != 0xe320f003
stepi
end
x/i $pc
python where = lambda: gdb.execute('monitor when', to_string=True).split()[1]
python print('before', where(), 'svc')
monitor when
stepi
python print('after', where())
info symbol $pc
reverse-stepi
python print('before', where(), 'again')
break gic_handle_irq
continue
monitor when
delete
break cpu_v7_do_idle
reverse-continue
delete
catch syscall 4
reverse-continue
info registers cpsr
continue
info registers cpsr
reverse-stepi
info registers cpsr
GDB
}

# Debian's debug information of the same kernel: types, source lines, variables. What an interrupt found is known by its registers: nothing
# describes the frame that changes to the interrupts' stack.
a_kernel_is_debugged_by_its_source_lines() {
  local recording=$PART_DIR/../46-record/linux-panic vmlinux
  [[ -f $recording/manifest.json ]] || recording=linux-panic
  vmlinux=$("$TRAPLINE_HOME/fixtures/guests/fetch-debug-symbols.sh")
  serve sources gdb "$recording" --symbols "$vmlinux" --at 'text:/Kernel panic/'
  gdb_says sources 'pl011_console_putchar (port=0x' 'at drivers/tty/serial/amba-pl011.c:' 'panic (fmt=0x' '"VFS: Unable to mount root fs on %s")' \
    'at init/do_mounts.c:' 'kernel_init (unused=' '"swapper/0' 'Old value = 0' 'New value = -1' '<panic_cpu>, old=-1, new=0)' \
    'panic (fmt=0x' 'at kernel/panic.c:' 'mount_block_root (' 'arch_timer_handler_virt (irq=' 'generic_handle_arch_irq (regs=' \
    'handle_percpu_devid_irq (desc=' 'hwirq = 27' 'generic_handle_arch_irq (regs=' 'mul_n + 384 in section' 'mul_n+0x180, svc to irq' <<'GDB'
backtrace
print init_task.comm
watch panic_cpu.counter
reverse-continue
backtrace
delete
break arch_timer_handler_virt
reverse-continue
backtrace
up
printf "hwirq = %d\n", desc->irq_data.hwirq
frame function generic_handle_arch_irq
info symbol regs->uregs[15]
monitor event prev exception-taken
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

lldb_has_guests_as_threads() {
  serve guests-lldb gdb rec-monitor
  # It steps the CPU's own thread, too, over a breakpoint where a guest runs, since both are at the same address.
  lldb_says guests-lldb "name = 'hypervisor, CPU 0'" 'stop reason = breakpoint 1.1' 'work(vcpu=1, round=2)' "name = 'hypervisor, CPU 0'" \
    "name = 'hypervisor, CPU 1'" "* thread #8: tid = 0x1002" 'work(vcpu=1, round=2)' "name = 'guest VMID 1, vCPU 1'" \
    'guest_main(vcpu=1, limit=0)' '(u32) round = 2' '= 1' 'instruction step into' 'work(vcpu=1, round=2)' 'new value: 0x95fd597d' \
    'guest VMID' 'guest_main(vcpu=0' "* thread #1, name = 'hypervisor, CPU 0', stop reason = breakpoint 2.1" 'handle_call' 'run_slice' \
    'schedule(cpu=0)' 'monitor_main(cpu=0)' '(u32) $2 = 2' <<LLDB
target create $programs/monitor.elf
target modules add $programs/guest-flat.elf
target modules load --file guest-flat.elf --slide 0
gdb-remote 127.0.0.1:$port
process plugin packet monitor seek 40000
breakpoint set --name work --condition 'round == 2 && vcpu == 1'
continue
thread list
bt
frame variable
expression rounds[0] + rounds[1]
stepi
breakpoint delete -f
watchpoint set expression -w write -s 4 -- &sums[0]
continue
bt
watchpoint delete -f
breakpoint set --name handle_call
continue
bt
expression lives
LLDB
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

guests_of_a_hypervisor_are_inferiors() {
  rm -rf rec-monitor
  trapline record -o rec-monitor --memory 128M --cpus 2 --boot-mode hyp --kernel "$programs/monitor.elf" >console 2>err </dev/null
  serve monitor gdb rec-monitor
  # vCPUs that are on no CPU are as they last left; the second guest of VMID 1 has a number of its own.
  gdb_says monitor 'guest VMID 1' 'guest VMID 2' 'process 4' 'hypercall ()' 'guest_main (vcpu=0' '_start' 'guest VMID 1' <<GDB
info os worlds
info inferiors
inferior 2
add-symbol-file $programs/guest-flat.elf
backtrace
monitor worlds
GDB
  # The same address in all guests; hit only in the one that was asked for.
  gdb_says monitor-break 'hit Breakpoint 1, work (vcpu=0, round=0)' 'guest_main (vcpu=0' 'on CPU 0' 'svc, left at' 'svc, on CPU' \
    'hit Breakpoint 1, work (vcpu=' <<GDB
seek 40000
set schedule-multiple on
inferior 2
add-symbol-file $programs/guest-flat.elf
break work
inferior 1
continue
backtrace
info threads
monitor worlds
stepi
continue
GDB
  # One that is on no CPU is stepped once it has come to one; others come by the same instruction before.
  gdb_says monitor-waiting 'left at 100000 by IRQ' '0x40000048 in' 'count 121401 of' '0x40000044 in' 'count 121400 of' <<GDB
seek 120000
set schedule-multiple on
inferior 2
monitor worlds
stepi
monitor when
reverse-stepi
monitor when
GDB
}

a_waiting_vcpu_of_a_live_machine_is_stepped() {
  serve live-monitor gdb --memory 128M --cpus 2 --boot-mode hyp --kernel "$programs/monitor.elf"
  gdb_says live-monitor 'left at 70000 by IRQ' 'mix (sum=143677582, i=94)' '0x40000050' 'count 80314' 'vCPU 0 (svc, on CPU 0)' \
    'count 80315' 'stage 2 of IPA 0x0040000048' 'svc mode, masked AIF, VMID 1, vCPU 0' 'CPU 1 CNTHP' 'monitor vcpus' 'Breakpoint 2, reset_vcpu' \
    'guest VMID 1 no' 'Attaching to process 2 failed' <<GDB
set schedule-multiple on
break handle_irq
continue
ignore 1 3
continue
delete
add-inferior
inferior 2
attach 2
add-symbol-file $programs/guest-flat.elf
monitor worlds
backtrace
stepi
monitor when
monitor worlds
stepi
monitor when
monitor mmu 0x40000048
monitor vcpus
monitor timers
monitor help vcpus
inferior 1
break reset_vcpu
continue
info os worlds
add-inferior
inferior 3
python
try: gdb.execute('attach 2')
except gdb.error as refused: print(refused)
end
GDB
}

a_guests_hypercall_is_caught_and_stepped_into_and_out_of() {
  serve hypercall gdb rec-monitor
  gdb_says hypercall 'Catchpoint 1 (call to syscall 65537), hypercall ()' 'on CPU 0' 'guest_main (vcpu=0' 'M=26' '(hyp)' \
    'left at 54797 by HVC' 'M=19' 'Breakpoint 2, enter_guest ()' 'M=26' 'eret' 'Switching to Thread 3.1' \
    'hypercall () at src/guest-start.S:37' 'M=19' '(svc, on CPU 0)' 'guest_main (vcpu=0' '* 1.1' 'svc of guest 3.1' \
    'guest_main (vcpu=0' <<GDB
seek 40000
inferior 2
add-symbol-file $programs/guest-flat.elf
catch syscall
inferior 1
set schedule-multiple on
continue
info threads
backtrace
stepi
info registers cpsr
info threads
reverse-stepi
info registers cpsr
delete
inferior 1
break monitor-start.S:96
continue
delete
info registers cpsr
x/i \$pc
stepi
info registers cpsr
info threads
backtrace
inferior 1
stepi
info threads
GDB
  # Over a breakpoint gdb lets no other thread stop: the step is that thread's, which has left the CPU or is beneath a guest.
  gdb_says hypercall-over 'hit Breakpoint 1, hypercall ()' $'\n37' '(hyp)' '* 2.1' 'left at 54797 by HVC' \
    'hit Breakpoint 2, enter_guest ()' '0x4000003c in' '* 1.1' 'svc of guest 3.1' '(svc, on CPU 0)' 'Thread 1.2 "CPU 1" hit Breakpoint 2, enter_guest ()' <<GDB
seek 40000
set schedule-multiple on
inferior 2
add-symbol-file $programs/guest-flat.elf
break guest-start.S:36
inferior 1
continue
stepi
info threads
inferior 1
break monitor-start.S:96
continue
stepi
info threads
continue
GDB
}

world_switches_are_crossed_backwards() {
  serve switches gdb rec-monitor
  # A guest's other vCPU, on the other CPU; and then the first, which has not run since, so back across the switches between.
  gdb_says switches 'vCPU 0" (svc, left at 190054 by IRQ)' 'hit Breakpoint 1, work (vcpu=1, round=10)' 'count 198401' \
    'hit Breakpoint 1, work (vcpu=0, round=7)' 'vCPU 0" (svc, on CPU 0)' 'left at 180000 by IRQ' 'count 180542' <<GDB
seek 200000
set schedule-multiple on
info threads
inferior 2
add-symbol-file $programs/guest-flat.elf
break work
inferior 1
reverse-continue
monitor when
reverse-continue
info threads
monitor when
GDB
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

# Commands of its own on a hypervisor and its guests: one is mapped, one was killed.
monitor_commands_tell_of_a_hypervisors_guests() {
  serve commands gdb rec-monitor
  gdb_says commands 'checkpoint 1 is count 120000' 'count 121401 of' 'VA 0x80000000 of PL1&0: short descriptors' 'stage 2 of IPA 0x004000a000' \
    'level 1 descriptor at PA 0x040208008' 'block of 2 MiB' 'level 1 descriptor at PA 0x04220a000: 0x40111c0e  section' \
    'stage 2 of IPA 0x0040100000' 'PA 0x042300000, Normal' 'Translation fault, level 1' 'guest VMID 1 (not there now)' \
    'pCPU 0 runs, next pc 0x40000048, svc mode, masked AIF, VMID 2, vCPU 0' 'CPU 0 CNTHP  CVAL 0x0000000000001f94  fires in 497 ticks' \
    '#892      121357' 'CNTHP_CTL := 0x1' '--- here, count 121401' '#893      123248' 'interrupt 26 (Hyp timer) high' \
    '#813      119057' 'hvc #0x4d 0x00000001(0x5' '#814      119157' 'hvc 0x00000001 returns 0x0' 'checkpoint 2 is count 121401' \
    'count 120000 of' 'there is no checkpoint 7; there are [1, 2]' 'who-wrote ADDR [LENGTH]' 'monitor help NAME says more' \
    'monitor mmu ADDR' 'Every descriptor that is read' "there is no monitor command 'nix'" 'guest VMID 1 no' \
    'Attaching to process 2 failed' <<GDB
seek 120000
set schedule-multiple on
monitor checkpoint
inferior 2
stepi
monitor when
monitor mmu 0x80000000
monitor mmu 0x90000000
monitor worlds
monitor vcpus
monitor timers
monitor log 3
monitor calls 2
monitor checkpoint
monitor checkpoint 1
maintenance flush register-cache
monitor checkpoint 7
monitor help
monitor help mmu
monitor help nix
info os worlds
add-inferior
inferior 4
python
try: gdb.execute('attach 2')
except gdb.error as refused: print(refused)
end
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

trapline --version >/dev/null
cd "$PART_DIR"
# The programs are small, and over before C2's code has paid for itself. What is searched for long is not.
[[ $TRAPLINE_LONG == true ]] || export TRAPLINE_JVM_OPTS=-XX:TieredStopAtLevel=1
for instructions in a32 t32; do
  rm -rf "rec-$instructions"
  trapline record -o "rec-$instructions" --memory 128M --kernel "$programs/steps-$instructions.elf" >record.console 2>record.err </dev/null
done
check a_program_in_a32_is_stepped_through_backwards a_program_is_stepped_through_backwards a32
check a_program_in_t32_is_stepped_through_backwards a_program_is_stepped_through_backwards t32
check watchpoints_tell_old_and_new_values_both_ways watchpoints_tell_old_and_new_values_both_ways a32
check conditions_are_evaluated_in_the_server conditions_are_evaluated_in_the_server a32
check exceptions_are_unwound_and_interrupts_stepped_over exceptions_are_unwound_and_interrupts_stepped_over a32
check calls_are_caught_as_system_calls calls_are_caught_as_system_calls a32
check what_is_written_into_a_recording_is_a_what_if what_is_written_into_a_recording_is_a_what_if a32
check events_are_browsed_as_trace_frames events_are_browsed_as_trace_frames a32
[[ $TRAPLINE_LONG == false ]] || check a_program_in_t32_is_debugged_as_one_in_a32
check a_recording_is_replayed_for_debuggers_from_a_place
check a_plain_gdb_reads_the_program_from_the_server
check registers_are_shown_by_groups_and_flags
check a_machine_that_runs_a32_is_stopped_stepped_and_written a_machine_that_runs_is_stopped_stepped_and_written a32
[[ $TRAPLINE_LONG == false ]] || check a_machine_that_runs_t32_is_stopped_stepped_and_written a_machine_that_runs_is_stopped_stepped_and_written t32
check a_kernel_that_panics_is_debugged_from_its_end
[[ $TRAPLINE_LONG == false ]] || check a_kernel_is_debugged_by_its_source_lines
[[ $TRAPLINE_LONG == false ]] || check a_kernel_is_debugged_with_lldb
[[ $TRAPLINE_LONG == false ]] || check a_kernel_that_runs_is_debugged
[[ $TRAPLINE_LONG == false ]] || check a_kernel_that_sleeps_and_calls_is_gone_through_backwards
check two_debuggers_have_cursors_of_their_own
check lldb_debugs_a_recording_of_a32 lldb_debugs_a_recording a32
[[ $TRAPLINE_LONG == false ]] || check lldb_debugs_a_recording_of_t32 lldb_debugs_a_recording t32
check lldb_debugs_a_machine_that_runs
check breakpoints_wait_for_their_pages_and_survive_others
check gdbs_other_commands_do_what_they_say
check a_program_is_loaded_over_a_socket_and_killed
check registers_that_are_written_and_a_reset_are_in_the_recording
check two_debuggers_hold_one_machine
check guests_of_a_hypervisor_are_inferiors
check lldb_has_guests_as_threads
check monitor_commands_tell_of_a_hypervisors_guests
check a_waiting_vcpu_of_a_live_machine_is_stepped
check calls_are_stepped_over_backwards
check a_guests_hypercall_is_caught_and_stepped_into_and_out_of
check world_switches_are_crossed_backwards
check a_long_search_is_given_up_by_ctrl_c
check files_of_the_guest_are_gdbs files_of_the_guest_are_gdbs run
check what_gdb_answered_is_replayed_without_it
check files_that_were_open_are_opened_again_at_gdb
check files_are_a_directorys_while_no_gdb_is_attached
check gdb_is_interrupted_while_the_guest_waits_for_it
check a_gdb_that_dies_in_a_call_fails_it
check what_cannot_be_debugged_is_one_clear_line

# gdb_talks NAME <<SCRIPT: gdb on the server as somebody at a terminal has it: a line `> TEXT` waits until it has said that, after what was
# waited for before; others are typed. Machines go on meanwhile, as they do there.
gdb_talks() {
  local name=$1
  cat >"$name.talk"
  sed '/^target extended-remote/,$d' "$script" >"$name.gdb"
  python3 - "$name" <<'PY' || { cat "$name.said"; return 1; }
import os, select, subprocess, sys, time

name = sys.argv[1]
gdb = subprocess.Popen(['gdb-multiarch', '-nx', '-q', '-ex', 'set pagination off', '-ex', 'set confirm off', '-x', name + '.gdb'],
                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
said, at, last = b'', 0, time.time() + 300
with open(name + '.said', 'wb') as log:
    def hear():
        global said
        ready = select.select([gdb.stdout], [], [], max(0, last - time.time()))[0]
        more = os.read(gdb.stdout.fileno(), 65536) if ready else b''
        log.write(more)
        said += more
        return more

    for line in open(name + '.talk'):
        line = line.rstrip('\n')
        if line.startswith('> '):
            text = line[2:].encode()
            while (found := said.find(text, at)) < 0:
                if not hear():
                    log.write(b'\nnot said: ' + text + b'\n')
                    gdb.kill()
                    sys.exit(1)
            at = found + len(text)
        else:
            gdb.stdin.write(line.encode() + b'\n')
            gdb.stdin.flush()
    gdb.stdin.close()
    while hear():
        pass
    if time.time() > last:
        gdb.kill()
sys.exit(gdb.wait())
PY
}

# kernel_recording: sets $recording to one of a kernel that panics.
kernel_recording() {
  recording=$PART_DIR/../46-record/linux-panic
  if [[ ! -f $recording/manifest.json && ! -f linux-panic/manifest.json ]]; then
    rm -rf linux-panic
    trapline record -o linux-panic --kernel "$TRAPLINE_CACHE/guests/vmlinuz-armhf" --append 'console=ttyAMA0 panic=-1' \
      >console 2>err </dev/null || [[ $? == 1 ]]
  fi
  [[ -f $recording/manifest.json ]] || recording=linux-panic
}

a_recording_is_debugged_in_non_stop_mode() {
  local recording
  kernel_recording
  serve non-stop gdb "$recording"
  # Its end is far away: breakpoints are set, and it is interrupted, long before.
  gdb_talks non-stop <<TALK
set non-stop on
target extended-remote 127.0.0.1:$port
> in __arm_smccc_hvc ()
monitor seek 1500000000
maintenance flush register-cache
continue &
> Continuing.
info threads
> (running)
monitor when
> of 0 to
monitor seek 5
> it runs: interrupt it first
break kernel_init
> Breakpoint 1 at
> in kernel_init ()
info threads
> in kernel_init ()
continue &
> Continuing.
break mount_block_root
> Breakpoint 2 at
> in mount_block_root ()
backtrace
> in kernel_init ()
stepi
> in mount_block_root ()
delete
continue &
> Continuing.
> in __arm_smccc_hvc ()
monitor seek 200000000
maintenance flush register-cache
continue &
> Continuing.
info threads
> (running)
interrupt
> stopped.
info threads
> Thread 1.1
stepi
> 0x
monitor when
> count
detach
> detached
TALK
  python3 - <<'PY'
import re
counts = [int(c) for c in re.findall(r'count (\d+) of', open('non-stop.said').read())]
assert 200_000_000 < counts[-1] < 3_000_000_000, counts
PY
}

a_machine_is_debugged_in_non_stop_mode() {
  local recording
  kernel_recording
  serve non-stop-symbols gdb "$recording" --at start
  cp "$(sed -n 's/^file "\(.*\)"/\1/p' "$script")" kernel-symbols.elf
  stop_serving
  serve non-stop-live gdb --cpus 2 --kernel "$TRAPLINE_CACHE/guests/vmlinuz-armhf" --append console=ttyAMA0
  until grep -q 'debug it with' non-stop-live.served; do sleep 0.2; done
  script=$(sed -n 's/.* -x \(.*\)$/\1/p' non-stop-live.served)
  gdb_talks non-stop-live <<TALK
file kernel-symbols.elf
set non-stop on
target extended-remote 127.0.0.1:$port
> stopped.
info threads
> Thread 1.2 "CPU 1" (off) (running)
continue &
> Continuing.
info threads
> (running)
> (running)
break kernel_init
> Breakpoint 1 at
> in kernel_init ()
info threads
> in kernel_init ()
> (running)
thread 2
> (running)
interrupt
> stopped.
thread 1
> in kernel_init ()
delete
continue -a &
> Continuing.
interrupt -a
> stopped.
> stopped.
info threads
> Thread 1.1
> Thread 1.2
kill
> killed
TALK
  wait "$server" || true
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

registers_of_a_waiting_vcpu_are_refused_with_why() {
  [[ -d rec-monitor ]] || trapline record -o rec-monitor --memory 128M --cpus 2 --boot-mode hyp --kernel "$programs/monitor.elf" \
    >console 2>err </dev/null
  serve refused gdb rec-monitor
  gdb_talks refused <<TALK
target extended-remote 127.0.0.1:$port
> firmware ()
seek 120000
> count 120000 of
inferior 2
> process
monitor worlds
> left at 100000 by IRQ
print \$r4 = 1
> is on no CPU now: its registers are the hypervisor's to keep, and cannot be written here
monitor when
> count 120000 of
detach
> detached
TALK
  ! grep -q 'what if' refused.said || { cat refused.said; return 1; }
}

check a_recording_is_debugged_in_non_stop_mode
check a_machine_is_debugged_in_non_stop_mode
check launch_runs_a_gdb_that_knows_arm_or_says_that_there_is_none
check registers_of_a_waiting_vcpu_are_refused_with_why
