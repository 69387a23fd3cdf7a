package dev.trapline.emu.bench;

import dev.trapline.emu.exec.AccessProbe;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.state.Cpu;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Loads and stores (memory.S), with and without somebody who is asked before each.
 *
 * <p><b>Cost centre:</b> the probe of data accesses: in compiled code a call before each, in the interpreter the slow path
 * of each. What a probe does with them is not in here: this one adds them up. The baseline is {@code probe=none}.
 *
 * <p><b>Why it matters:</b> tools that look at every access, such as who wrote what first, are as slow as this at best.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class Probing {
    private static final long MEMORY_BYTES = 64L << 20;

    @Param({"interpreter", "compiled"})
    @SuppressWarnings("NullAway.Init") // JMH sets it before setup
    public String engine;

    @Param({"none", "sums"})
    @SuppressWarnings("NullAway.Init") // JMH sets it before setup
    public String probe;

    private final Sums sums = new Sums();

    @SuppressWarnings("NullAway.Init") // made in setup
    private Guest guest;

    @Setup
    public void enterLoop() {
        guest = Guest.inLoop("memory", Observer.NONE, 1, MEMORY_BYTES, Guest.engine(engine));
        guest.machine.debug().probeAccesses(probe.equals("none") ? null : sums);
    }

    @Benchmark
    @OperationsPerInvocation(LoopBenchmark.INSTRUCTIONS)
    public long instruction() {
        return guest.run(LoopBenchmark.INSTRUCTIONS) + sums.sum;
    }

    private static final class Sums implements AccessProbe {
        long sum;

        @Override
        public boolean load(Cpu s, int va, int size, int how) {
            sum += va + size;
            return false;
        }

        @Override
        public boolean store(Cpu s, int va, int size, long value, int how) {
            sum += va + size + value;
            return false;
        }
    }
}
