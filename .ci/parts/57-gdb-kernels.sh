# about: Linux under gdb and LLDB, recorded and running, and both in non-stop mode
# lane: any
# shellcheck shell=bash
# shellcheck source=.ci/debuggers.sh
source "$TRAPLINE_HOME/.ci/debuggers.sh"

# kernel_recording: sets $recording to one of a kernel that panics, which the part `record` may have made.
kernel_recording() {
  recording=$PART_DIR/../46-record/linux-panic
  [[ ! -f $recording/manifest.json ]] || return 0
  recording=linux-panic
  [[ -f $recording/manifest.json ]] || trapline record -o linux-panic --kernel "$TRAPLINE_CACHE/guests/vmlinuz-armhf" \
    --append 'console=ttyAMA0 panic=-1' >console 2>err </dev/null || [[ $? == 1 ]]
}

# kernel_symbols: kernel.elf, which has the symbols of that kernel's memory, for who debugs it without a script.
kernel_symbols() {
  local recording
  [[ ! -f kernel.elf ]] || return 0
  kernel_recording
  serve kernel-symbols gdb "$recording" --at start
  cp "$(sed -n 's/^file "\(.*\)"$/\1/p' "$script")" kernel.elf
  stop_serving
}

a_kernel_that_panics_is_debugged_from_its_end() {
  local recording
  kernel_recording
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
  # Through an interrupt, and the kernel's change of stacks for it, into what was interrupted.
  gdb_says kernel-interrupt 'arch_timer_handler_virt ()' 'generic_handle_arch_irq ()' 'call_with_stack ()' '__irq_svc ()' 'mul_n ()' \
    'mpi_powm ()' 'kthread ()' 'ret_from_fork ()' 'mul_n () svc' <<'GDB'
break arch_timer_handler_virt
reverse-continue
backtrace
frame function mul_n
python f = gdb.selected_frame(); print(f.name(), '()', 'svc' if int(f.read_register('cpsr')) & 31 == 19 else '?')
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
}

# Debian's debug information of the same kernel: types, source lines, variables. What an interrupt found is known by its registers: nothing
# describes the frame that changes to the interrupts' stack.
a_kernel_is_debugged_by_its_source_lines() {
  local recording vmlinux
  kernel_recording
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

# Frames of the kernel's, by symbols that are read from its memory.
a_kernel_is_debugged_with_lldb() {
  local recording
  kernel_recording
  kernel_symbols
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
  local recording
  kernel_recording
  kernel_symbols
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
    'before 3407023122 again' 'gic_handle_irq ()' '3.407070' 'cpu_v7_do_idle ()' '(returned from syscall write)' 'M=16 T' 'M=19' \
    '(call to syscall write)' 'M=16 T' '(returned from syscall write)' 'ksys_write ()' 'M=16 T' 'do_DataAbort ()' '__dabt_usr ()' \
    'in ?? ()' 'do_PrefetchAbort ()' '__pabt_usr ()' 'in ?? ()' <<'GDB'
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
reverse-stepi
info registers cpsr
reverse-continue
info registers cpsr
continue
delete
break ksys_write
reverse-continue
up 2
info registers cpsr
delete
frame 0
break do_DataAbort
reverse-continue
backtrace
delete
break do_PrefetchAbort
reverse-continue
backtrace 3
GDB
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
  # The packed kernel's symbols are known before it has run.
  serve non-stop-live gdb --cpus 2 --kernel "$TRAPLINE_CACHE/guests/vmlinuz-armhf" --append console=ttyAMA0
  gdb_talks non-stop-live <<TALK
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

rm -rf linux-panic kernel.elf
check a_kernel_that_panics_is_debugged_from_its_end
[[ $TRAPLINE_LONG == false ]] || check a_kernel_is_debugged_by_its_source_lines
[[ $TRAPLINE_LONG == false ]] || check a_kernel_is_debugged_with_lldb
[[ $TRAPLINE_LONG == false ]] || check a_kernel_that_runs_is_debugged
[[ $TRAPLINE_LONG == false ]] || check a_kernel_that_sleeps_and_calls_is_gone_through_backwards
check a_recording_is_debugged_in_non_stop_mode
check a_machine_is_debugged_in_non_stop_mode
