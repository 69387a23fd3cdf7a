package dev.trapline.emu.semihosting;

import dev.trapline.emu.board.VirtBoard;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.BootPlan;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.board.boot.Placed;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * What a guest may ask about itself; it follows from the machine's description.
 *
 * @param commandLine the kernel's name and its arguments, parted by single spaces; empty without a kernel
 * @param heapBase first address of the largest part of RAM in which start-up placed nothing
 * @param heapLimit the address behind that part
 * @param rtcSeconds the wall clock at reset, in seconds since 1970
 */
public record GuestFacts(String commandLine, long heapBase, long heapLimit, long rtcSeconds) {
    /** A stack's, by the procedure call standard (IHI 0042F 5.2.1.2). */
    private static final long ALIGNMENT = 8;

    /** Of a machine that starts with these images, placed so. */
    public static GuestFacts of(BootImages images, BootPlan boot, long memoryBytes, long rtcSeconds) {
        long end = VirtBoard.RAM_BASE + memoryBytes;
        long base = VirtBoard.RAM_BASE;
        long limit = VirtBoard.RAM_BASE;
        long free = VirtBoard.RAM_BASE;
        List<Placed> inOrder = boot.placed().stream()
                .filter(p -> p.address() >= VirtBoard.RAM_BASE)
                .sorted(Comparator.comparingLong(Placed::address))
                .toList();
        for (Placed p : inOrder) {
            if (p.address() - free > limit - base) {
                base = free;
                limit = p.address();
            }
            free = Math.max(free, p.end());
        }
        if (end - free > limit - base) {
            base = free;
            limit = end;
        }
        long aligned = base + ALIGNMENT - 1 & -ALIGNMENT;
        return new GuestFacts(commandLine(images), Math.min(aligned, limit), limit, rtcSeconds);
    }

    private static String commandLine(BootImages images) {
        String name = images.kernel().map(Image::name).orElse("");
        return (name + " " + images.append()).strip().replaceAll(" +", " ");
    }

    byte[] commandLineBytes() {
        return (commandLine + "\0").getBytes(StandardCharsets.UTF_8);
    }
}
