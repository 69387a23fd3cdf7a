package dev.trapline.emu.board.boot;

import dev.trapline.emu.board.BoardDevice;
import dev.trapline.emu.board.VirtBoard;
import java.util.ArrayList;
import java.util.List;

/** What has been placed so far: refuses what does not fit into memory and what would lie over something else. */
final class Layout {
    /** How the labels of files loaded on request start. */
    static final String LOAD = "load ";

    private final long memoryBytes;
    private final List<Placed> placed = new ArrayList<>();
    private final List<Placed> claims = new ArrayList<>();

    Layout(long memoryBytes) {
        this.memoryBytes = memoryBytes;
    }

    long ramEnd() {
        return VirtBoard.RAM_BASE + memoryBytes;
    }

    void place(Placed p, String nextIfTooLarge) {
        claim(p, nextIfTooLarge);
        placed.add(p);
    }

    /** Memory that will be written though nothing is placed there: the room a kernel unpacks itself into. */
    void claim(Placed p, String nextIfTooLarge) {
        if (!fits(p)) {
            throw new BootException(p + " does not fit: " + regions(), nextIfTooLarge);
        }
        for (Placed other : claims) {
            if (p.address() < other.end() && other.address() < p.end()) {
                boolean loaded = p.label().startsWith(LOAD) || other.label().startsWith(LOAD);
                throw new BootException(
                        p + " overlaps " + other, loaded ? "load it to another address" : nextIfTooLarge);
            }
        }
        claims.add(p);
    }

    List<Placed> placed() {
        return placed;
    }

    /** The lowest address anything lays claim to in RAM, or the end of RAM. */
    long lowestInRam() {
        long lowest = ramEnd();
        for (Placed p : claims) {
            if (p.address() >= VirtBoard.RAM_BASE) {
                lowest = Math.min(lowest, p.address());
            }
        }
        return lowest;
    }

    private boolean fits(Placed p) {
        return within(p, VirtBoard.RAM_BASE, ramEnd())
                || within(p, VirtBoard.FLASH0.base(), VirtBoard.FLASH0.end())
                || within(p, VirtBoard.FLASH1.base(), VirtBoard.FLASH1.end());
    }

    private static boolean within(Placed p, long base, long end) {
        return p.address() >= base && p.end() <= end;
    }

    private String regions() {
        return String.format(
                "RAM is 0x%08x to 0x%08x (%s), flash %s and %s",
                VirtBoard.RAM_BASE, ramEnd() - 1, size(memoryBytes), range(VirtBoard.FLASH0), range(VirtBoard.FLASH1));
    }

    private static String range(BoardDevice bank) {
        return String.format("0x%08x to 0x%08x", bank.base(), bank.end() - 1);
    }

    /** A number of bytes as people write it: {@code 512M}, {@code 3100K}. */
    static String size(long bytes) {
        if (bytes % (1 << 20) == 0) {
            return (bytes >> 20) + "M";
        }
        return bytes % 1024 == 0 ? (bytes >> 10) + "K" : bytes + " bytes";
    }
}
