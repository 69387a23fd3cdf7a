package dev.trapline.emu.machine;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSource;

/** On which pCPU, and beside whom, a small program runs. */
enum Seat {
    ALONE(1, 0),
    /** On pCPU 1, while pCPU 0, which switched it on, waits for ever. */
    BESIDE_A_SLEEPER(2, 1),
    /** On pCPU 1, while pCPU 0 counts on in r4; so they take turns of {@link #SLICE} instructions. */
    BESIDE_A_BUSY_ONE(2, 1);

    /** Instructions of a slice with seed 0. */
    static final long SLICE = 5000;

    private static final int PROGRAM = A32Program.BASE + 0x40;

    final int cpus;
    final int cpu;

    Seat(int cpus, int cpu) {
        this.cpus = cpus;
        this.cpu = cpu;
    }

    /** A program begun with what brings this seat's pCPU to it; its vectors are in use. */
    A32Program program() {
        A32Program p = new A32Program().startsAfter(0);
        if (this == ALONE) {
            p.b("program");
        } else {
            // PSCI CPU_ON of pCPU 1 at the program.
            p.constant(0, 0x8400_0003).mov(1, 1).constant(2, PROGRAM).hvc();
        }
        long before = p.count() - 1;
        if (this == BESIDE_A_SLEEPER) {
            p.label("sleeper").wfi().b("sleeper");
            before++;
        } else if (this == BESIDE_A_BUSY_ONE) {
            p.label("busy").add(4, 4, 1).b("busy");
            before = SLICE;
        }
        return p.org(PROGRAM).label("program").startsAfter(before).useVectors();
    }

    /**
     * The count at which this seat's pCPU wakes, which went to sleep at {@code asleep} and whose interrupt comes at
     * virtual time {@code dueNs} of a machine with a nanosecond an instruction: at once if nobody else executes, else when
     * the other's slice is over.
     */
    long wakes(long asleep, long dueNs) {
        if (this != BESIDE_A_BUSY_ONE) {
            return asleep;
        }
        return asleep + Math.ceilDiv(dueNs - asleep, SLICE) * SLICE;
    }

    /** The count of this pCPU's {@code n}th instruction, from 1, if it never sleeps and nothing but slices interrupts. */
    long countOf(long n) {
        return switch (this) {
            case ALONE -> 1 + n;
            case BESIDE_A_SLEEPER -> 7 + n;
            case BESIDE_A_BUSY_ONE -> SLICE + (n - 1) / SLICE * 2 * SLICE + (n - 1) % SLICE + 1;
        };
    }

    Machine machine(A32Program program, Happenings told) {
        return machine(program, told, 1, 0);
    }

    Machine machine(A32Program program, Happenings told, long insnNs, long seed) {
        return machine(program, told, cpus, BootMode.SVC, insnNs, seed);
    }

    static Machine machine(A32Program program, Happenings told, int cpus, BootMode bootMode, long insnNs, long seed) {
        Machine machine = new Machine(
                MachineSpec.builder()
                        .images(BootImages.NONE.withKernel(Image.of("test", program.image())))
                        .memoryBytes(MEMORY_BYTES)
                        .cpus(cpus)
                        .bootMode(bootMode)
                        .insnNs(insnNs)
                        .seed(seed)
                        .build(),
                new MachinePorts(b -> {}, InputSource.silent(0), told, Diagnostics.NONE));
        told.of(machine);
        return machine;
    }

    static final long MEMORY_BYTES = 2L << 20;
}
