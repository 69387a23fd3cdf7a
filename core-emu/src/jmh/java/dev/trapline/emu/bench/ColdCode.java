package dev.trapline.emu.bench;

import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.port.Observer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One megabyte of straight-line code without a repetition, passed once an invocation.
 *
 * <p><b>Cost centre:</b> decoding; then, once decoded, the host's caches and branch predictor, which know no instruction
 * from the last time.
 *
 * <p><b>Why it matters:</b> a kernel boots through such code: most of it runs a few times. Here the interpreter sets the
 * speed, whatever a compiler does for loops.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ColdCode {
    private static final int LARGE = 1 << 18;
    private static final int SMALL = 1 << 9;
    private static final int ALWAYS = 0xe000_0000;
    private static final int IMMEDIATE = 1 << 25;
    private static final long MEMORY_BYTES = 64L << 20;
    private static final long ENTRY = 0x4001_0000L;

    /** Data processing on R0 to R7, every one of another operation, registers and immediate; at the end back to the start. */
    private static byte[] code(int instructions) {
        SplittableRandom random = new SplittableRandom(1);
        ByteBuffer code = ByteBuffer.allocate(4 * instructions).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < instructions - 1; i++) {
            int opcode = random.nextInt(8); // AND to RSC
            int set = random.nextInt(4) == 0 ? 1 : 0;
            int registers = random.nextInt(8) << 16 | random.nextInt(8) << 12;
            int operand = random.nextBoolean() ? IMMEDIATE | random.nextInt(1 << 12) : random.nextInt(8);
            code.putInt(ALWAYS | opcode << 21 | set << 20 | registers | operand);
        }
        return code.putInt(0xea00_0000 | -(instructions - 1) - 2 & 0xff_ffff).array();
    }

    private static Guest start(int instructions) {
        return Guest.started(Image.of("cold code", code(instructions)), Observer.NONE, 1, MEMORY_BYTES);
    }

    /** The large code, decoded by its first pass. */
    @State(Scope.Thread)
    public static class Large {
        final Guest guest = start(LARGE);
    }

    /** The large code, written anew before each pass, so that nothing of it is decoded. */
    @State(Scope.Thread)
    public static class Fresh {
        final Guest guest = start(LARGE);
        private final byte[] code = code(LARGE);

        // A pass takes milliseconds, so JMH's cost for each invocation does not show.
        @Setup(Level.Invocation)
        public void writeCode() {
            if (!guest.machine.memory().write(ENTRY, code, 0, code.length)) {
                throw new IllegalStateException("no memory at the entry");
            }
        }
    }

    /** 2 KiB of the same, which every cache holds. */
    @State(Scope.Thread)
    public static class Small {
        final Guest guest = start(SMALL);
    }

    @Benchmark
    @OperationsPerInvocation(LARGE)
    public int decodedBefore(Large large) {
        return large.guest.run(LARGE);
    }

    @Benchmark
    @OperationsPerInvocation(LARGE)
    public int decodedAnew(Fresh fresh) {
        return fresh.guest.run(LARGE);
    }

    @Benchmark
    @OperationsPerInvocation(LARGE)
    public int baselineInCaches(Small small) {
        return small.guest.run(LARGE);
    }
}
