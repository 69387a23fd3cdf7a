package dev.trapline.emu.board.boot;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.mem.PhysicalMemory;
import java.util.List;

/**
 * What the machine holds before its first instruction. Every register not named is zero; IRQ, FIQ and asynchronous
 * aborts are masked, MMU and caches off, and only pCPU 0 runs: PSCI starts the others.
 *
 * @param placed what is in memory, in no overlapping places
 * @param entry physical address of the first instruction, without the Thumb bit
 * @param thumb whether it is a Thumb instruction
 * @param r0 0 for Linux (and everything else)
 * @param r1 for Linux the machine type, ~0 as there is a device tree; else 0
 * @param r2 for Linux the device tree's physical address; else 0
 * @param mode the mode it runs in
 * @param deviceTree the flattened tree the guest gets, empty if there was no room for one
 * @param notes what a user may want to know, a line each
 */
public record BootPlan(
        List<Placed> placed,
        int entry,
        boolean thumb,
        int r0,
        int r1,
        int r2,
        BootMode mode,
        byte[] deviceTree,
        List<String> notes) {
    public BootPlan {
        placed = List.copyOf(placed);
        notes = List.copyOf(notes);
    }

    /**
     * Puts it all into a memory that has the board's regions, also one on which something ran before. Frames that would
     * stay zero are not touched, so they cost nothing.
     */
    public void applyTo(PhysicalMemory memory) {
        for (Placed p : placed) {
            int done = 0;
            while (done < p.length()) {
                long at = p.address() + done;
                int frame = memory.frameAt(at);
                if (frame < 0) {
                    throw new IllegalStateException(p + " goes where this memory has nothing");
                }
                int in = (int) at & (PhysicalMemory.FRAME_SIZE - 1);
                int n = Math.min(p.length() - done, PhysicalMemory.FRAME_SIZE - in);
                if (!memory.isUntouched(frame) || !isZero(p.bytes(), p.from() + done, n)) {
                    memory.write(at, p.bytes(), p.from() + done, n);
                }
                done += n;
            }
        }
    }

    private static boolean isZero(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
