package dev.trapline.emu.machine;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.VirtBoard;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.BootPlan;
import dev.trapline.emu.board.boot.BootPlanner;
import dev.trapline.emu.board.boot.Image;
import java.util.List;
import java.util.function.Function;

/**
 * Everything a machine is built from. Two machines of one description and one set of inputs do the same, always.
 *
 * @param board its name; {@code virt}
 * @param cpus pCPUs, 1 to 8
 * @param memoryBytes RAM, 1 MiB to 3 GiB in multiples of 4 KiB
 * @param bootMode the mode of the first instruction
 * @param images kernel, firmware and whatever else starts in memory, and the arguments
 * @param seed drives everything that may vary; 0 means none of it does
 * @param insnNs virtual nanoseconds an instruction takes, 1 to {@link #MAX_INSN_NS}
 * @param rtcSeconds the wall clock at reset, in seconds since 1970; 32 bits, as PL031 has
 * @param onReset what a guest's reset does
 * @param semihosting whether semihosting calls are answered
 * @param disks in the order the guest numbers them
 * @param nets in the order the guest numbers them
 */
public record MachineSpec(
        String board,
        int cpus,
        long memoryBytes,
        BootMode bootMode,
        BootImages images,
        long seed,
        long insnNs,
        long rtcSeconds,
        OnReset onReset,
        boolean semihosting,
        List<DiskSpec> disks,
        List<NetSpec> nets) {

    public static final long DEFAULT_MEMORY_BYTES = 512L << 20;

    /** 2026-01-01T00:00:00Z: a fixed day, so that two plain runs are equal. */
    public static final long DEFAULT_RTC_SECONDS = 1_767_225_600L;

    /** A microsecond: slower than any machine worth running. */
    public static final long MAX_INSN_NS = 1000;

    private static final long MAX_RTC_SECONDS = 0xffff_ffffL;

    /** One slot is the entropy source's. */
    private static final int MAX_DISKS_AND_NETS = VirtBoard.VIRTIO_SLOTS - 1;

    /** One pCPU, 512 MiB, nothing to start: what the options change. */
    public static MachineSpecBuilder builder() {
        return new MachineSpecBuilder();
    }

    /** @throws MachineSpecException if no machine can be built from it */
    public MachineSpec {
        disks = List.copyOf(disks);
        nets = List.copyOf(nets);
        if (!board.equals(VirtBoard.NAME)) {
            throw new MachineSpecException("--machine " + board + " is not a board known here", "use --machine virt");
        }
        if (cpus < 1 || cpus > VirtBoard.MAX_CPUS) {
            throw new MachineSpecException(
                    "--cpus " + cpus + " is not possible: a GICv2 serves 1 to " + VirtBoard.MAX_CPUS,
                    "give --cpus 1 to " + VirtBoard.MAX_CPUS);
        }
        MemorySize.checked("--memory " + memoryBytes + " bytes", memoryBytes);
        if (insnNs < 1 || insnNs > MAX_INSN_NS) {
            throw new MachineSpecException(
                    "--insn-ns " + insnNs + " is outside 1 to " + MAX_INSN_NS, "leave it out for 1");
        }
        if (rtcSeconds < 0 || rtcSeconds > MAX_RTC_SECONDS) {
            throw new MachineSpecException(
                    "--rtc is " + rtcSeconds + " seconds since 1970, and the clock has 32 bits",
                    "give a day between 1970-01-01 and 2106-02-07");
        }
        if (disks.size() + nets.size() > MAX_DISKS_AND_NETS) {
            throw new MachineSpecException(
                    disks.size() + " disks and " + nets.size() + " networks are more than the board's "
                            + MAX_DISKS_AND_NETS + " free virtio slots",
                    "give fewer");
        }
    }

    /** How this machine starts. */
    public BootPlan bootPlan() {
        return BootPlanner.plan(cpus, memoryBytes, bootMode, seed, images);
    }

    /** The device tree its guest gets, also if there is nothing to start. */
    public byte[] deviceTree() {
        return BootPlanner.deviceTree(cpus, memoryBytes, bootMode, seed, images);
    }

    /** The one text of this description: equal machines give equal text. Images are named by SHA-256. */
    public String toText() {
        return MachineSpecText.write(this);
    }

    /**
     * Reads what {@link #toText} wrote.
     *
     * @param images finds the image of a name and SHA-256, which is checked
     */
    public static MachineSpec parse(String text, Function<ImageName, Image> images) {
        return MachineSpecText.read(text, images);
    }

    /** An image as a description names it. */
    public record ImageName(String role, String sha256, int size, String name) {}
}
