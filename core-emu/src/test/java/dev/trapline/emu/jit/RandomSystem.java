package dev.trapline.emu.jit;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.Machines;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.MemoryPort;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Some pCPUs, each with a {@link RandomCode} or with the one of another, over the same memory. Timers interrupt each after times
 * that a random sequence in memory gives, and whoever was interrupted interrupts the others now and then. All follows from
 * a seed.
 */
final class RandomSystem {
    static final int GICD = 0x0800_0000;
    private static final int GICC = 0x0801_0000;
    private static final int HANDLER = 0x4031_0000;
    /** Of each pCPU, 256 bytes: what the handler saves, and behind {@link #SAVED} its sequence and how often it ran. */
    private static final int STACKS = 0x4032_0000;

    private static final int SAVED = 0x80;
    private static final int IRQ_MODE = 0x12;
    private static final int TIMER_AND_SGIS = 1 << 30 | 0xffff;

    // spotless:off
    private static final int[] HANDLE = {
        0xe92d_000f, // push {r0-r3}
        RandomCode.move(1, GICC),
        RandomCode.moveTop(1, GICC),
        0xe591_000c, // ldr r0, [r1, #12]: acknowledge
        0xe581_0010, // str r0, [r1, #16]: end
        0xe59d_0014, // ldr r0, [sp, #20]: how often
        0xe280_0001, // add r0, r0, #1
        0xe58d_0014, // str r0, [sp, #20]
        0xe59d_2010, // ldr r2, [sp, #16]: the sequence
        RandomCode.move(3, 1_664_525),
        RandomCode.moveTop(3, 1_664_525),
        RandomCode.move(0, 1_013_904_223),
        RandomCode.moveTop(0, 1_013_904_223),
        0xe022_0392, // mla r2, r2, r3, r0
        0xe58d_2010, // str r2, [sp, #16]
        0xe1a0_0d22, // lsr r0, r2, #26
        0xee0e_0f12, // mcr p15, 0, r0, c14, c2, 0: CNTP_TVAL, up to 63 ticks
        0xe3a0_0001, // mov r0, #1
        0xee0e_0f32, // mcr p15, 0, r0, c14, c2, 1: CNTP_CTL
        0xe312_0a03, // tst r2, #0x3000
        0x1a00_0004, // bne to the pop
        RandomCode.move(3, GICD),
        RandomCode.moveTop(3, GICD),
        0xe202_000f, // and r0, r2, #15
        0xe380_0401, // orr r0, r0, #1 << 24
        0xe583_0f00, // str r0, [r3, #0xf00]: an SGI to all others
        0xe8bd_000f, // pop {r0-r3}
        0xe25e_f004 // subs pc, lr, #4
    };
    // spotless:on

    private final int cpus;
    private final RandomCode[] programs;
    private final int[] sequences;
    private final Guest empty;

    RandomSystem(long seed, long limit) {
        SplittableRandom random = new SplittableRandom(seed);
        cpus = random.nextInt(2, 5);
        programs = new RandomCode[cpus];
        sequences = new int[cpus];
        for (int i = 0; i < cpus; i++) {
            boolean shared = i > 0 && random.nextInt(3) == 0;
            programs[i] = shared ? programs[random.nextInt(i)] : new RandomCode(random.nextLong(), i, true);
            sequences[i] = random.nextInt();
        }
        empty = new Guest(
                "raw",
                Machines.rawSpec(BootMode.SVC, cpus, 0xeaff_fffe)
                        .seed(random.nextBoolean() ? 0 : random.nextLong())
                        .insnNs(random.nextInt(1, 17))
                        .build(),
                "",
                limit);
    }

    Machine start(@Nullable Compiler compiler) {
        Machine m = empty.start(compiler).machine;
        ByteBuffer handler = ByteBuffer.allocate(4 * HANDLE.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : HANDLE) {
            handler.putInt(word);
        }
        RandomCode.write(m, HANDLER, handler.array());
        for (int i = 0; i < cpus; i++) {
            int vector = RandomCode.vectors(i) + 0x18;
            programs[i].applyTo(m, i, 0xea00_0000 | HANDLER - vector - 8 >> 2 & 0xff_ffff);
            ByteBuffer sequence = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            RandomCode.write(m, stack(i), sequence.putInt(sequences[i]).array());
            Cpu s = m.cpu(i);
            s.setBanked(13, IRQ_MODE, stack(i));
            device(s, GICD, 1);
            device(s, GICD + 0x100, TIMER_AND_SGIS);
            device(s, GICC + 4, 0xff);
            device(s, GICC, 1);
            // To itself: the handler arms the timer.
            device(s, GICD + 0xf00, 2 << 24);
        }
        return m;
    }

    /** How many interrupts were handled in all. */
    long interrupts(Machine m) {
        long n = 0;
        for (int i = 0; i < cpus; i++) {
            byte[] count = new byte[4];
            m.memory().read(stack(i) + 4, count, 0, 4);
            n += ByteBuffer.wrap(count).order(ByteOrder.LITTLE_ENDIAN).getInt();
        }
        return n;
    }

    private static int stack(int cpu) {
        return STACKS + 0x100 * cpu + SAVED;
    }

    private static void device(Cpu s, int address, int value) {
        s.memory.store(s, address, 4, value & 0xffff_ffffL, MemoryPort.PLAIN);
    }
}
