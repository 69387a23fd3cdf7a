package dev.trapline.emu.bench;

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
 * Nanoseconds an instruction takes in one of {@code fixtures/bench/micro}'s loops, and in its baseline. The loops never end,
 * so there is no state to rewind: an invocation goes on where the last one stopped. {@code -prof gc} must show 0 B/op.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class LoopBenchmark {
    /** An operation is one instruction: enough of them that leaving and entering the run loop does not show. */
    static final int INSTRUCTIONS = 100_000;

    private static final long MEMORY_BYTES = 64L << 20;

    @Param({"loop", "baseline"})
    @SuppressWarnings("NullAway.Init") // JMH sets it before setup
    public String variant;

    @SuppressWarnings("NullAway.Init") // made in setup
    private Guest guest;

    private final String program;
    private final int cpus;

    LoopBenchmark(String program) {
        this(program, 1);
    }

    LoopBenchmark(String program, int cpus) {
        this.program = program;
        this.cpus = cpus;
    }

    @Setup
    public void enterLoop() {
        String file = variant.equals("baseline") ? program + "-baseline" : program;
        guest = Guest.inLoop(file, Observer.NONE, cpus, MEMORY_BYTES);
    }

    @Benchmark
    @OperationsPerInvocation(INSTRUCTIONS)
    public int instruction() {
        return guest.run(INSTRUCTIONS);
    }
}
