# about: a hypervisor's guests as gdb's inferiors and LLDB's threads
# lane: any
# shellcheck shell=bash
# shellcheck source=.ci/debuggers.sh
source "$TRAPLINE_HOME/.ci/debuggers.sh"

# rec-monitor: a hypervisor of two CPUs and its guests.
record_monitor() {
  rm -rf rec-monitor
  trapline record -o rec-monitor --memory 128M --cpus 2 --boot-mode hyp --kernel "$programs/monitor.elf" >console 2>err </dev/null
}

guests_of_a_hypervisor_are_inferiors() {
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

# Commands of its own on a hypervisor and its guests: one is mapped, one was killed.
one_guest_is_debugged_at_an_address_of_its_own() {
  [[ -d rec-monitor ]] || trapline record -o rec-monitor --memory 128M --cpus 2 --boot-mode hyp --kernel "$programs/monitor.elf" \
    >console 2>err </dev/null
  serve alone replay rec-monitor --to 120000 --gdb 0 --gdb 0,pid=3 --gdb 0,pid=4
  awaits alone.served 'inferior 4 alone: target remote' "$server"
  alone() { sed -n "s/.*inferior $1 alone: target remote \(.*\)/\1/p" alone.served; }
  gdb_says alone '* 1    process 3' 'Thread 3.1 "vCPU 0" (svc, left at' '* 2    Thread 3.2 "vCPU 1" (svc, on CPU 1)' \
    '(call to syscall 65537), hypercall ()' '(returned from syscall 65537), hypercall ()' 'guest_main (vcpu=1' \
    '(call to syscall 65537), hypercall ()' 'detached' 'inferior 4 is not there now' <<GDB
file $programs/guest-flat.elf
target remote $(alone 3)
info inferiors
info threads
catch syscall
continue
continue
backtrace
reverse-continue
detach
python
try: gdb.execute('target remote $(alone 4)')
except gdb.error as refused: print(refused)
end
GDB
}

monitor_commands_tell_of_a_hypervisors_guests() {
  serve commands gdb rec-monitor
  gdb_says commands 'checkpoint 1 is count 120000' 'count 121401 of' 'VA 0x80000000 of PL1&0: short descriptors' 'stage 2 of IPA 0x004000a000' \
    'level 1 descriptor at PA 0x040208008' 'block of 2 MiB' 'level 1 descriptor at PA 0x04220a000: 0x40111c0e  section' \
    'stage 2 of IPA 0x0040100000' 'PA 0x042300000, Normal' 'Translation fault, level 1' 'IPA 0x0040000000: stage 2 VMID 2' '0x40000000: 20 d0 9f e5  ' '0x42200000: 20 d0 9f e5  ' 'guest VMID 1 (not there now)' \
    'pCPU 0 runs, next pc 0x40000048, svc mode, masked AIF, VMID 2, vCPU 0' 'CPU 0 CNTHP  CVAL 0x0000000000001f94  fires in 497 ticks' \
    '#892      121357' 'CNTHP_CTL := 0x1' '--- here, count 121401' '#893      123248' 'interrupt 26 (Hyp timer) high' \
    '#813      119057' 'hvc #0x4d 0x00000001(0x5' '#814      119157' 'hvc 0x00000001 returns 0x0' 'checkpoint 2 is count 121401' \
    'count 120000 of' 'there is no checkpoint 7; there are [1, 2]' 'who-wrote ADDR [LENGTH]' 'monitor help NAME says more' \
    'monitor mmu [ipa] ADDR' 'Every descriptor that is read' "there is no monitor command 'nix'" 'guest VMID 1 no, ended at count' \
    'Attaching to process 2 failed' <<GDB
seek 120000
set schedule-multiple on
monitor checkpoint
inferior 2
stepi
monitor when
monitor mmu 0x80000000
monitor mmu 0x90000000
monitor mmu ipa 0x40000000
monitor memory ipa 0x40000000 4
monitor memory pa 0x42200000 4
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

a_waiting_vcpu_of_a_live_machine_is_stepped() {
  serve live-monitor gdb --memory 128M --cpus 2 --boot-mode hyp --kernel "$programs/monitor.elf"
  gdb_says live-monitor 'left at 70000 by IRQ' 'mix (sum=143677582, i=94)' '0x40000050' 'count 80314' 'vCPU 0 (svc, on CPU 0)' \
    'count 80315' 'stage 2 of IPA 0x0040000048' 'svc mode, masked AIF, VMID 1, vCPU 0' 'CPU 1 CNTHP' 'monitor vcpus' 'Breakpoint 2, reset_vcpu' \
    'guest VMID 1 no, ended at count' 'Attaching to process 2 failed' <<GDB
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

registers_of_a_waiting_vcpu_are_refused_with_why() {
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

record_monitor
check guests_of_a_hypervisor_are_inferiors
check lldb_has_guests_as_threads
check one_guest_is_debugged_at_an_address_of_its_own
check monitor_commands_tell_of_a_hypervisors_guests
check a_waiting_vcpu_of_a_live_machine_is_stepped
check a_guests_hypercall_is_caught_and_stepped_into_and_out_of
check world_switches_are_crossed_backwards
check registers_of_a_waiting_vcpu_are_refused_with_why
