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
 * The loops of the other benchmarks, compiled. The baseline is {@code engine=interpreter}; {@code -prof gc} must show 0 B/op with
 * either.
 *
 * <p><b>Cost centre:</b> an instruction in a compiled region: its own bytecode, or a call of its meaning.
 *
 * <p><b>Why it matters:</b> 99.5% of a kernel boot's instructions execute there.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class CompiledLoops {
    private static final long MEMORY_BYTES = 64L << 20;

    @Param({"alu", "memory", "walk", "svc", "mmio", "it", "vfp", "neon"})
    @SuppressWarnings("NullAway.Init") // JMH sets it before setup
    public String program;

    @Param({"interpreter", "compiled"})
    @SuppressWarnings("NullAway.Init") // JMH sets it before setup
    public String engine;

    @SuppressWarnings("NullAway.Init") // made in setup
    private Guest guest;

    @Setup
    public void enterLoop() {
        guest = Guest.inLoop(program, Observer.NONE, 1, MEMORY_BYTES, Guest.engine(engine));
    }

    @Benchmark
    @OperationsPerInvocation(LoopBenchmark.INSTRUCTIONS)
    public int instruction() {
        return guest.run(LoopBenchmark.INSTRUCTIONS);
    }
}
