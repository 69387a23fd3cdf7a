package dev.trapline.emu.points;

import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.exec.CallWatch;
import dev.trapline.emu.exec.ExecutionWatch;
import dev.trapline.emu.exec.StepWatch;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mmu.MemoryWatch;
import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.state.Cpu;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Has several debuggers' points watched by one machine. All are asked, so that each is told of its own. */
public final class PointWatcher implements ExecutionWatch, MemoryWatch, CallWatch, StepWatch {
    private static final BitSet NO_FRAMES = new BitSet();

    private final Machine machine;
    private final Runnable leave;
    private List<Lookout> lookouts = List.of();
    private Set<Integer> installedAddresses = new TreeSet<>();
    private BitSet installedPages = new BitSet();
    /** The instruction that is a semihosting call which was asked about: it must not be left any more. */
    private long announced = -1;

    /** @param leave makes the machine's run come back at the next instruction boundary */
    public PointWatcher(Machine machine, Runnable leave) {
        this.machine = machine;
        this.leave = leave;
    }

    /** These are the lookouts from now on, with the points they have now; to be called before each run of the machine. */
    public void watch(List<Lookout> all) {
        lookouts = List.copyOf(all);
        announced = -1;
        int stepped = 0;
        boolean waits = false;
        for (Lookout l : lookouts) {
            l.onChange(this::install);
            l.beginStep();
            stepped |= l.stepped();
            waits |= l.waits();
        }
        machine.worlds().watchEntries(waits ? this::entered : null);
        machine.debug().step(stepped, this);
        install();
    }

    /** Takes everything out of the machine. */
    public void detach() {
        watch(List.of());
    }

    private void install() {
        Set<Integer> addresses = new TreeSet<>();
        BitSet pages = new BitSet();
        boolean calls = false;
        for (Lookout l : lookouts) {
            l.executions().forEach(e -> addresses.add(e.address()));
            addresses.addAll(l.furtherAddresses());
            l.accesses().forEach(a -> setPages(pages, a));
            calls |= l.wantsCalls();
        }
        // Setting them costs the machine what it has decoded and translated, and between steps they are the same.
        if (!addresses.equals(installedAddresses)) {
            machine.debug().watchExecution(addresses.stream().mapToInt(a -> a).toArray(), this);
            installedAddresses = addresses;
        }
        if (!pages.equals(installedPages)) {
            machine.debug().watchMemory(NO_FRAMES, NO_FRAMES, pages, pages.isEmpty() ? MemoryWatch.NONE : this);
            installedPages = pages;
        }
        machine.debug().watchCalls(calls ? this : null);
    }

    private static void setPages(BitSet pages, StopPoint.Access a) {
        int first = a.address() >>> 12;
        int last = (int) ((a.address() & 0xffff_ffffL) + a.length() - 1 >>> 12);
        pages.set(first, Math.min(last, 0xfffff) + 1);
    }

    @Override
    public boolean stopsBefore(Cpu s, int pc) {
        boolean stops = false;
        for (int i = 0; i < lookouts.size(); i++) {
            stops |= lookouts.get(i).stopsBefore(s, pc);
        }
        return left(stops);
    }

    @Override
    public boolean load(Cpu s, int va, long pa, int size) {
        return accessed(s, va, size, false);
    }

    @Override
    public boolean store(Cpu s, int va, long pa, int size, long value) {
        return accessed(s, va, size, true);
    }

    @Override
    public boolean transfer(Cpu s, int va, long length, boolean write) {
        announced = -1;
        boolean stops = accessed(s, va, (int) Math.min(length, Integer.MAX_VALUE), write);
        announced = s.clock.count;
        return stops;
    }

    @Override
    public void stepped(int cpu, int pc) {
        for (int i = 0; i < lookouts.size(); i++) {
            lookouts.get(i).stepped(machine.cpu(cpu), pc);
        }
        leave.run();
    }

    /** Between this instruction and the next, {@link #watch} begins the step of whoever came. */
    private void entered() {
        for (int i = 0; i < lookouts.size(); i++) {
            if (lookouts.get(i).hasCome()) {
                leave.run();
            }
        }
    }

    private boolean left(boolean stops) {
        if (stops) {
            leave.run();
        }
        return stops;
    }

    private boolean accessed(Cpu s, int va, int size, boolean write) {
        boolean stops = false;
        for (int i = 0; i < lookouts.size(); i++) {
            stops |= lookouts.get(i).stopsAt(s, va, size, write);
        }
        // Behind the call, if it is too late to leave before it.
        return left(stops) && announced != s.clock.count;
    }

    @Override
    public boolean stopsBefore(Cpu s, CallAbi.Way way, int immediate) {
        boolean stops = false;
        for (int i = 0; i < lookouts.size(); i++) {
            stops |= lookouts.get(i).stopsBeforeCall(s, way, immediate);
        }
        return left(stops);
    }
}
