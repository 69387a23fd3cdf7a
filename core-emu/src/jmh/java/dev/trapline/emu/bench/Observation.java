package dev.trapline.emu.bench;

import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.port.Observer;
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
 * Loops that make an event nearly every other instruction, with and without somebody who is told.
 *
 * <p><b>Cost centre:</b> the observer port: a call with primitives for each event. What a listener does with them is not in
 * here: this one adds them up. The baseline is {@code observer=none}.
 *
 * <p><b>Why it matters:</b> a recording observes everything, always; what the port itself costs, no recorder can save.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class Observation {
    private static final long MEMORY_BYTES = 64L << 20;

    /** svc: an exception each third instruction; mmio: a device read in 15 of 16. */
    @Param({"svc", "mmio"})
    @SuppressWarnings("NullAway.Init") // JMH sets it before setup
    public String program;

    @Param({"none", "sums"})
    @SuppressWarnings("NullAway.Init") // JMH sets it before setup
    public String observer;

    private final Sums sums = new Sums();

    @SuppressWarnings("NullAway.Init") // made in setup
    private Guest guest;

    @Setup
    public void enterLoop() {
        guest = Guest.inLoop(program, observer.equals("none") ? Observer.NONE : sums, 1, MEMORY_BYTES);
    }

    @Benchmark
    @OperationsPerInvocation(LoopBenchmark.INSTRUCTIONS)
    public long instruction() {
        return guest.run(LoopBenchmark.INSTRUCTIONS) + sums.sum;
    }

    private static final class Sums implements Observer {
        long sum;

        @Override
        public void exceptionTaken(
                int cpu,
                int vector,
                int fromMode,
                int toMode,
                int syndrome,
                int address,
                int hpfar,
                int returnAddress) {
            sum += vector + fromMode + toMode + syndrome + address + hpfar + returnAddress;
        }

        @Override
        public void deviceRead(BusDevice device, int cpu, long pa, int size, long value) {
            sum += pa + size + value;
        }
    }
}
