package dev.trapline.emu.mmu;

import dev.trapline.emu.exec.StopBefore;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.state.Cpu;
import java.util.BitSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Who looks at accesses, and at which. Whatever is set here, the machine does the same. */
final class Watches {
    private MemoryWatch watch = MemoryWatch.NONE;
    /** Virtual pages all accesses to which are told, by bits 31 to 12; null for none. */
    private @Nullable BitSet pages;

    private @Nullable AccessMarks marks;
    /** Told of frames flagged STAGE2_ROOT after each store there. */
    private IntConsumer roots = frame -> {};

    void set(MemoryWatch told, BitSet virtualPages) {
        watch = told;
        pages = virtualPages.isEmpty() ? null : (BitSet) virtualPages.clone();
    }

    void set(@Nullable AccessMarks filled) {
        marks = filled;
    }

    void setRoots(IntConsumer told) {
        roots = told;
    }

    void rootWritten(int frame) {
        roots.accept(frame);
    }

    /** Whether accesses to the page are told, so that none may go past {@link Mmu}. */
    boolean holds(int va) {
        BitSet watched = pages;
        return watched != null && watched.get(va >>> 12);
    }

    /** Whether a translation made for loads may serve stores too, and the other way round. */
    boolean allowsBoth(int va) {
        AccessMarks filled = marks;
        return (filled == null || !filled.isExact()) && !holds(va);
    }

    void translated(int access, int va, int frame) {
        AccessMarks filled = marks;
        if (filled != null) {
            filled.mark(access, va, frame);
        }
    }

    void load(Cpu s, int va, long pa, int size, int flags) {
        if (((flags & PhysicalMemory.WATCH_READ) != 0 || holds(va)) && watch.load(s, va, pa, size)) {
            throw StopBefore.INSTANCE;
        }
    }

    void store(Cpu s, int va, long pa, int size, long bytes, int flags) {
        if (((flags & PhysicalMemory.WATCH_WRITE) != 0 || holds(va)) && watch.store(s, va, pa, size, bytes)) {
            throw StopBefore.INSTANCE;
        }
    }

    void transfer(Cpu s, int va, long length, boolean write) {
        if (watch.transfer(s, va, length, write)) {
            throw StopBefore.INSTANCE;
        }
    }

    void written(long pa, int length) {
        watch.written(pa, length);
    }
}
