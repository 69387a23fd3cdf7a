package dev.trapline.replay.timeline;

import dev.trapline.emu.exec.ExecutionWatch;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.MemoryWatch;
import dev.trapline.emu.state.Cpu;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks out for breakpoints and watchpoints in one machine while it runs. */
final class StopWatcher implements ExecutionWatch, MemoryWatch {
    private final Machine machine;
    private final Stops stops;
    /** Leaves the machine; null to run on and remember the last. */
    private final @Nullable Runnable leave;

    private final long after;
    private @Nullable Hit hit;

    private StopWatcher(Machine machine, Stops stops, @Nullable Runnable leave, long after) {
        this.machine = machine;
        this.stops = stops;
        this.leave = leave;
        this.after = after;
    }

    /** One that leaves the machine at the first hit after an instruction. */
    static StopWatcher forFirst(Machine machine, Stops stops, Runnable leave, long after) {
        return new StopWatcher(machine, stops, leave, after).attached();
    }

    /** One that remembers the last hit. */
    static StopWatcher forLast(Machine machine, Stops stops) {
        return new StopWatcher(machine, stops, null, -1).attached();
    }

    Optional<Hit> hit() {
        return Optional.ofNullable(hit);
    }

    private StopWatcher attached() {
        int[] addresses = stops.breakpoints().stream()
                .mapToInt(Breakpoint::address)
                .distinct()
                .toArray();
        machine.debug().watchExecution(addresses, this);
        BitSet framesRead = new BitSet();
        BitSet framesWritten = new BitSet();
        BitSet pages = new BitSet();
        for (Watchpoint w : stops.watchpoints()) {
            switch (w.space()) {
                case VIRTUAL -> pages.set((int) (w.address() >>> 12), (int) (w.address() + w.length() - 1 >>> 12) + 1);
                case PHYSICAL -> {
                    BitSet frames = frames(machine.memory(), w);
                    if (w.access().reads()) {
                        framesRead.or(frames);
                    }
                    if (w.access().writes()) {
                        framesWritten.or(frames);
                    }
                }
            }
        }
        machine.debug().watchMemory(framesRead, framesWritten, pages, this);
        return this;
    }

    /** The frames of a physical range. */
    static BitSet frames(PhysicalMemory memory, Watchpoint w) {
        BitSet frames = new BitSet();
        long first = w.address() & -PhysicalMemory.FRAME_SIZE;
        for (long pa = first; pa < w.address() + w.length(); pa += PhysicalMemory.FRAME_SIZE) {
            int frame = memory.frameAt(pa);
            if (frame >= 0) {
                frames.set(frame);
            }
        }
        return frames;
    }

    /** Takes itself out of the machine. */
    void detach() {
        machine.debug().watchExecution(new int[0], this);
        machine.debug().watchMemory(new BitSet(), new BitSet(), new BitSet(), MemoryWatch.NONE);
    }

    private boolean counts(long count) {
        return count > after && (leave == null || hit == null);
    }

    private void met(Hit found) {
        hit = found;
        if (leave != null) {
            leave.run();
        }
    }

    @Override
    public boolean stopsBefore(Cpu s, int pc) {
        if (!counts(s.clock.count)) {
            return false;
        }
        for (Breakpoint b : stops.breakpoints()) {
            if (b.address() == pc && b.condition().holds(machine, s)) {
                met(new Hit(s.clock.count, s.index, new Hit.Cause.Reached(b)));
                return leave != null;
            }
        }
        return false;
    }

    @Override
    public boolean load(Cpu s, int va, long pa, int size) {
        if (!counts(s.clock.count)) {
            return false;
        }
        for (Watchpoint w : stops.watchpoints()) {
            if (w.access().reads() && isAt(w, va, pa, size) && w.condition().holds(machine, s)) {
                met(new Hit(s.clock.count, s.index, new Hit.Cause.Accessed(w, false, address(s), va, pa, size, 0)));
                return false;
            }
        }
        return false;
    }

    @Override
    public boolean store(Cpu s, int va, long pa, int size, long value) {
        if (!counts(s.clock.count)) {
            return false;
        }
        for (Watchpoint w : stops.watchpoints()) {
            if (w.access().writes()
                    && isAt(w, va, pa, size)
                    && (w.access() != Watchpoint.Access.CHANGE || changes(w, va, pa, size, value))
                    && w.condition().holds(machine, s)) {
                met(new Hit(s.clock.count, s.index, new Hit.Cause.Accessed(w, true, address(s), va, pa, size, value)));
                return false;
            }
        }
        return false;
    }

    @Override
    public void written(long pa, int length) {
        long count = machine.clock().count;
        if (!counts(count)) {
            return;
        }
        for (Watchpoint w : stops.watchpoints()) {
            if (w.space() == Watchpoint.Space.PHYSICAL && w.access().writes() && w.overlaps(pa, length)) {
                met(new Hit(count, -1, new Hit.Cause.Accessed(w, true, 0, 0, pa, length, 0)));
                return;
            }
        }
    }

    private static boolean isAt(Watchpoint w, int va, long pa, int size) {
        return switch (w.space()) {
            case VIRTUAL -> w.overlaps(va & 0xffff_ffffL, size);
            case PHYSICAL -> w.overlaps(pa, size);
        };
    }

    /** While an instruction executes, R15 is its address and 8 or 4. */
    private static int address(Cpu s) {
        return s.r[15] - (s.thumb ? 4 : 8);
    }

    /** Whether the watched bytes of the store are others than are there. */
    private boolean changes(Watchpoint w, int va, long pa, int size, long value) {
        byte[] now = new byte[size];
        if (!machine.memory().read(pa, now, 0, size)) {
            return true;
        }
        long from = w.space() == Watchpoint.Space.VIRTUAL ? va & 0xffff_ffffL : pa;
        for (int i = 0; i < size; i++) {
            if (w.overlaps(from + i, 1) && now[i] != (byte) (value >>> 8 * i)) {
                return true;
            }
        }
        return false;
    }
}
