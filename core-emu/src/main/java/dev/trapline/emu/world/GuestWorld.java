package dev.trapline.emu.world;

import dev.trapline.emu.mem.PhysicalMemory;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** One life of a guest: of a VMID with a stage 2 root. */
final class GuestWorld {
    private static final int ENTRY = 8;

    final int id;
    final int vmid;
    /** Physical address of the first-level table, and how many entries it has. */
    final long root;

    final int entries;
    boolean alive = true;
    /** Count at which it ended, if it has. */
    long endedAt;

    /** By thread. */
    final Map<Integer, GuestVcpu> vcpus = new TreeMap<>();

    GuestWorld(int id, int vmid, long root, int entries) {
        this.id = id;
        this.vmid = vmid;
        this.root = root;
        this.entries = entries;
    }

    static int vmid(long vttbr) {
        return (int) (vttbr >>> 48) & 0xff;
    }

    /**
     * First-level entries that VTCR gives (DDI 0406C B3.6.5): from bit 31 - T0SZ down to what one entry of level 2 - SL0 spans;
     * at least 1.
     */
    static int entries(int vtcr) {
        int bits = 32 - (vtcr << 28 >> 28);
        int bottom = 39 - 9 * (2 - (vtcr >>> 6 & 1));
        return 1 << Math.clamp(bits - bottom, 0, 13);
    }

    /** VTTBR.BADDR: 40 bits less those that the table's size leaves out. */
    static long root(long vttbr, int entries) {
        return vttbr & 0xff_ffff_ffffL & -(long) Math.max(entries * ENTRY, 32);
    }

    void addFrames(PhysicalMemory memory, BitSet to) {
        for (long at = root & -PhysicalMemory.FRAME_SIZE; at < root + (long) entries * ENTRY; at += 4096) {
            int frame = memory.frameAt(at);
            if (frame >= 0) {
                to.set(frame);
            }
        }
    }

    /** Whether every entry of the first-level table is zero. */
    boolean isRootCleared(PhysicalMemory memory) {
        byte[] table = new byte[entries * ENTRY];
        if (!memory.read(root, table, 0, table.length)) {
            return false;
        }
        for (byte b : table) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
