package dev.trapline.emu.mmu;

import dev.trapline.emu.exec.CodeCache;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.state.Cpu;
import org.jspecify.annotations.Nullable;

/**
 * Keeps true to memory what the MMU keeps of it: translations, direct access to frames, decoded instructions, exclusive
 * monitors.
 *
 * <p>A translation is never visible after its tables changed: frames in which a walk read descriptors are flagged, and a
 * store there that changes a valid descriptor forgets all translations. So a machine restored from a snapshot, which has no
 * translations, does what one does that ran. Architecture allows it: an entry may be lost at any time (DDI 0406C B3.10.1).
 */
final class Coherence implements PhysicalMemory.Listener {
    private static final int WALKED = PhysicalMemory.WALKED_SHORT | PhysicalMemory.WALKED_LONG;

    private final PhysicalMemory memory;
    private final CodeCache code;
    private final Tlb[] tlbs;
    private final Watches watches;
    private final WalkedFrames walkedFrames;
    /** By frame: which pCPUs may hold its bytes in their tags; bits 0 to 7 for loads, 8 to 15 for stores. */
    private final short[] holders;

    private @Nullable Monitors monitors;

    /** @param tlbs of all pCPUs, filled by the time anything happens */
    Coherence(PhysicalMemory memory, Tlb[] tlbs, Watches watches) {
        this.memory = memory;
        this.tlbs = tlbs;
        this.watches = watches;
        code = new CodeCache(memory);
        walkedFrames = new WalkedFrames(memory);
        holders = new short[memory.frameCount()];
    }

    /** Begins to listen to what happens to memory. */
    void attach(Monitors of) {
        monitors = of;
        memory.addListener(this);
    }

    CodeCache code() {
        return code;
    }

    /** A frame's decoded instructions. */
    long[] code(int frame, boolean thumb) {
        return thumb ? code.t32(frame) : code.a32(frame);
    }

    void holdsForLoads(int frame, int cpu) {
        holders[frame] |= (short) (1 << cpu);
    }

    void holdsForStores(int frame, int cpu) {
        holders[frame] |= (short) (0x100 << cpu);
    }

    /** A translation is kept from now on. */
    void walked(Translation x) {
        walkedFrames.add(x);
    }

    /** Forgets every translation of every pCPU. */
    void forgetTranslations() {
        walkedFrames.clear();
        for (Tlb t : tlbs) {
            t.forget();
            t.select();
        }
        // Compiled code looks at nothing else after an access.
        tlbs[0].cpu.clock.requestStop();
    }

    /** A store to memory by a pCPU, with all that may have been kept of the bytes before. */
    void store(Cpu s, int frame, int flags, int in, int size, long bytes) {
        byte[] page = memory.writable(frame);
        boolean forget = (flags & WALKED) != 0 && WalkedFrames.changesValid(page, in, size, bytes, flags);
        Bytes.put(page, in, size, bytes);
        if (monitors != null) {
            monitors.stored(s, frame, in, size);
        }
        if ((flags & PhysicalMemory.CODE) != 0) {
            codeWritten(frame, in, size);
        }
        if (forget) {
            forgetTranslations();
        }
        if ((flags & PhysicalMemory.STAGE2_ROOT) != 0) {
            watches.rootWritten(frame);
        }
    }

    private void codeWritten(int frame, int in, int length) {
        if (code.written(frame, in, length)) {
            dropCode(frame);
        }
    }

    private void dropCode(int frame) {
        code.discard(frame);
        for (Tlb t : tlbs) {
            t.dropCode(frame);
        }
    }

    /** Another pCPU's monitor watches a frame from now on: stores by all others must pass by. */
    void watchStores(int frame, Cpu except) {
        int others = holders[frame] >>> 8 & 0xff & ~(1 << except.index);
        if (others != 0) {
            int page = (int) (memory.addressOf(frame) >>> 12);
            for (Tlb t : tlbs) {
                if ((others >>> t.cpu.index & 1) != 0) {
                    t.dropPage(page, false, true);
                }
            }
            holders[frame] &= (short) ~(others << 8);
        }
    }

    @Override
    public void frameChanged(int frame) {
        int who = holders[frame];
        if (who != 0) {
            int page = (int) (memory.addressOf(frame) >>> 12);
            for (Tlb t : tlbs) {
                int i = t.cpu.index;
                t.dropPage(page, (who >>> i & 1) != 0, (who >>> i + 8 & 1) != 0);
            }
            holders[frame] = 0;
        }
    }

    @Override
    public void allFramesShared() {
        for (Tlb t : tlbs) {
            t.dropPages();
        }
    }

    @Override
    public void written(int frame, int offset, int length) {
        if (monitors != null) {
            monitors.written(frame, offset, length);
        }
        int flags = memory.flags(frame);
        if ((flags & PhysicalMemory.WATCH_WRITE) != 0) {
            watches.written(memory.addressOf(frame) + offset, length);
        }
        if ((flags & PhysicalMemory.CODE) != 0) {
            codeWritten(frame, offset, length);
        }
        if ((flags & WALKED) != 0) {
            forgetTranslations();
        }
        if ((flags & PhysicalMemory.STAGE2_ROOT) != 0) {
            watches.rootWritten(frame);
        }
    }

    @Override
    public void replaced(int frame) {
        int flags = memory.flags(frame);
        if ((flags & PhysicalMemory.CODE) != 0) {
            dropCode(frame);
        }
        if ((flags & WALKED) != 0) {
            forgetTranslations();
        }
    }
}
