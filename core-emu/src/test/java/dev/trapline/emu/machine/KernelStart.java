package dev.trapline.emu.machine;

import dev.trapline.emu.board.boot.BootPlan;
import dev.trapline.emu.board.boot.Placed;
import dev.trapline.emu.exec.Pause;

/**
 * A zImage machine at the moment the kernel proper is about to run: decompressed, nothing of the device tree or initrd read
 * yet. Other machines of the same kind start from here instead of decompressing the same kernel again.
 *
 * @param state the machine at that moment
 * @param count instructions until then
 */
record KernelStart(MachineState state, long count) {
    private static final long COARSE = 20_000_000;
    private static final long FINE = 500;
    private static final long MOST = 4_000_000_000L;

    /** The decompressor runs behind its own image; the kernel it unpacks starts in the first 4 MiB of RAM. */
    private static boolean inKernel(Machine machine) {
        int pc = machine.cpu(0).pc;
        return pc >>> 22 == 0x4000_0000 >>> 22 && machine.clock().count > COARSE || pc < 0 && pc >>> 28 == 0xc;
    }

    /** Runs a machine fresh from its boot plan until the kernel starts. */
    static KernelStart find(Machine machine) {
        MachineState before = machine.save();
        while (!inKernel(machine)) {
            before = machine.save();
            step(machine, COARSE);
        }
        machine.restore(before);
        while (!inKernel(machine)) {
            step(machine, FINE);
        }
        return new KernelStart(machine.save(), machine.clock().count);
    }

    private static void step(Machine machine, long instructions) {
        Pause pause = machine.run(machine.clock().count + instructions);
        if (pause != Pause.COUNT || machine.clock().count > MOST) {
            throw new AssertionError("the kernel did not start: " + pause + " at " + machine.clock().count);
        }
    }

    /** Puts another machine of the same kind there, with its own device tree and initrd. */
    void applyTo(Machine machine) {
        machine.restore(state);
        BootPlan plan = machine.boot();
        for (Placed p : plan.placed()) {
            if (p.label().startsWith("initrd") || p.label().equals("device tree")) {
                machine.memory().write(p.address(), p.bytes(), p.from(), p.length());
            }
        }
        machine.cpu(0).r[2] = plan.r2();
    }
}
