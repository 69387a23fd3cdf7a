package dev.trapline.replay.timeline;

import dev.trapline.emu.exec.ExecutionWatch;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.MemoryWatch;
import dev.trapline.emu.mmu.Translation;
import dev.trapline.emu.state.Cpu;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks out for breakpoints and watchpoints in one machine while it runs. Which frames lie behind a guest's intermediate
 * addresses is looked at anew whenever its tables were written: the machine stands still for that behind the instruction
 * that wrote them, before any other executes.
 */
final class StopWatcher implements ExecutionWatch, MemoryWatch {
    private final Cursor cursor;
    private final Machine machine;
    private final Stops stops;
    /** Whether the machine is left at the first hit; else it runs on and the last is remembered. */
    private final boolean leaves;

    private final long after;
    private final Translation scratch = new Translation();
    /** The frames with tables of guests whose intermediate addresses are watched. */
    private BitSet tables = new BitSet();
    /** Whether one of those was written. */
    private boolean stale;

    private @Nullable Hit hit;

    private StopWatcher(Cursor cursor, Stops stops, boolean leaves, long after) {
        this.cursor = cursor;
        this.machine = cursor.machine();
        this.stops = stops;
        this.leaves = leaves;
        this.after = after;
        watch();
    }

    /** One that leaves the machine at the first hit after an instruction. */
    static StopWatcher forFirst(Cursor cursor, Stops stops, long after) {
        return new StopWatcher(cursor, stops, true, after);
    }

    /** One that remembers the last hit. */
    static StopWatcher forLast(Cursor cursor, Stops stops) {
        return new StopWatcher(cursor, stops, false, -1);
    }

    Optional<Hit> hit() {
        return Optional.ofNullable(hit);
    }

    /** Runs on to a count, or until it leaves or is made to leave before; returns where it is then. */
    long run(long to) {
        while (true) {
            long at = cursor.run(to);
            if (!stale) {
                return at;
            }
            watch();
            if (at >= to || leaves && hit != null) {
                return at;
            }
        }
    }

    private void watch() {
        stale = false;
        int[] addresses = stops.breakpoints().stream()
                .mapToInt(Breakpoint::address)
                .distinct()
                .toArray();
        machine.debug().watchExecution(addresses, this);
        BitSet framesRead = new BitSet();
        BitSet framesWritten = new BitSet();
        BitSet pages = new BitSet();
        BitSet walked = new BitSet();
        for (Watchpoint w : stops.watchpoints()) {
            switch (w.space()) {
                case VIRTUAL -> pages.set((int) (w.address() >>> 12), (int) (w.address() + w.length() - 1 >>> 12) + 1);
                case PHYSICAL -> add(w, frames(machine.memory(), w), framesRead, framesWritten);
                case INTERMEDIATE -> {
                    BitSet frames = new BitSet();
                    w.guest().orElseThrow().add(machine, w.address(), w.length(), frames, walked);
                    add(w, frames, framesRead, framesWritten);
                }
            }
        }
        tables = walked;
        framesWritten.or(walked);
        machine.debug().watchMemory(framesRead, framesWritten, pages, this);
    }

    private static void add(Watchpoint w, BitSet frames, BitSet framesRead, BitSet framesWritten) {
        if (w.access().reads()) {
            framesRead.or(frames);
        }
        if (w.access().writes()) {
            framesWritten.or(frames);
        }
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
        return count > after && (!leaves || hit == null);
    }

    private void met(Hit found) {
        hit = found;
        if (leaves) {
            cursor.session().leave();
        }
    }

    /** Something is written, whoever does. */
    private void seeTables(long pa) {
        int frame = tables.isEmpty() ? -1 : machine.memory().frameAt(pa);
        if (frame >= 0 && tables.get(frame)) {
            stale = true;
            cursor.session().leave();
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
                return leaves;
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
            if (w.access().reads() && isAt(w, s, va, pa, size) && w.condition().holds(machine, s)) {
                met(new Hit(s.clock.count, s.index, new Hit.Cause.Accessed(w, false, address(s), va, pa, size, 0)));
                return false;
            }
        }
        return false;
    }

    @Override
    public boolean store(Cpu s, int va, long pa, int size, long value) {
        seeTables(pa);
        if (!counts(s.clock.count)) {
            return false;
        }
        for (Watchpoint w : stops.watchpoints()) {
            if (w.access().writes()
                    && isAt(w, s, va, pa, size)
                    && (w.access() != Watchpoint.Access.CHANGE || changes(w, address(w, s, va, pa), pa, size, value))
                    && w.condition().holds(machine, s)) {
                met(new Hit(s.clock.count, s.index, new Hit.Cause.Accessed(w, true, address(s), va, pa, size, value)));
                return false;
            }
        }
        return false;
    }

    @Override
    public void written(long pa, int length) {
        seeTables(pa);
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

    private boolean isAt(Watchpoint w, Cpu s, int va, long pa, int size) {
        return w.overlaps(address(w, s, va, pa), size);
    }

    /** The access's address in the space that is watched; -1 if it has none. */
    private long address(Watchpoint w, Cpu s, int va, long pa) {
        return switch (w.space()) {
            case VIRTUAL -> va & 0xffff_ffffL;
            case PHYSICAL -> pa;
            case INTERMEDIATE -> w.guest().orElseThrow().intermediate(machine, s, va, scratch);
        };
    }

    /** While an instruction executes, R15 is its address and 8 or 4. */
    private static int address(Cpu s) {
        return s.r[15] - (s.thumb ? 4 : 8);
    }

    /** Whether the watched bytes of the store are others than are there. */
    private boolean changes(Watchpoint w, long from, long pa, int size, long value) {
        byte[] now = new byte[size];
        if (!machine.memory().read(pa, now, 0, size)) {
            return true;
        }
        for (int i = 0; i < size; i++) {
            if (w.overlaps(from + i, 1) && now[i] != (byte) (value >>> 8 * i)) {
                return true;
            }
        }
        return false;
    }
}
