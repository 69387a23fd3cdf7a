package dev.trapline.emu.machine;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.VirtBoard;
import dev.trapline.emu.board.boot.BootImages;
import java.util.ArrayList;
import java.util.List;

/** Collects a machine description; what is not set has the default {@link MachineSpec} names. */
public final class MachineSpecBuilder {
    private String board = VirtBoard.NAME;
    private int cpus = 1;
    private long memoryBytes = MachineSpec.DEFAULT_MEMORY_BYTES;
    private BootMode bootMode = BootMode.SVC;
    private BootImages images = BootImages.NONE;
    private long seed;
    private long insnNs = 1;
    private long rtcSeconds = MachineSpec.DEFAULT_RTC_SECONDS;
    private OnReset onReset = OnReset.STOP;
    private boolean semihosting;
    private final List<DiskSpec> disks = new ArrayList<>();
    private final List<NetSpec> nets = new ArrayList<>();

    MachineSpecBuilder() {}

    public MachineSpecBuilder board(String name) {
        board = name;
        return this;
    }

    public MachineSpecBuilder cpus(int count) {
        cpus = count;
        return this;
    }

    public MachineSpecBuilder memoryBytes(long bytes) {
        memoryBytes = bytes;
        return this;
    }

    public MachineSpecBuilder bootMode(BootMode mode) {
        bootMode = mode;
        return this;
    }

    public MachineSpecBuilder images(BootImages all) {
        images = all;
        return this;
    }

    /** What is set so far, to add to. */
    public BootImages images() {
        return images;
    }

    public MachineSpecBuilder seed(long value) {
        seed = value;
        return this;
    }

    public MachineSpecBuilder insnNs(long nanoseconds) {
        insnNs = nanoseconds;
        return this;
    }

    public MachineSpecBuilder rtcSeconds(long since1970) {
        rtcSeconds = since1970;
        return this;
    }

    public MachineSpecBuilder onReset(OnReset what) {
        onReset = what;
        return this;
    }

    public MachineSpecBuilder semihosting(boolean on) {
        semihosting = on;
        return this;
    }

    public MachineSpecBuilder addDisk(DiskSpec disk) {
        disks.add(disk);
        return this;
    }

    public MachineSpecBuilder addNet(NetSpec net) {
        nets.add(net);
        return this;
    }

    /** @throws MachineSpecException if no machine can be built from it */
    public MachineSpec build() {
        return new MachineSpec(
                board,
                cpus,
                memoryBytes,
                bootMode,
                images,
                seed,
                insnNs,
                rtcSeconds,
                onReset,
                semihosting,
                disks,
                nets);
    }
}
