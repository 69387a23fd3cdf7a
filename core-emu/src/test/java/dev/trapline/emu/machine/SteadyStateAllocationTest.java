package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.jit.EnteredCode;
import dev.trapline.fixtures.Fixtures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Executing allocates nothing, whatever the guest does: memory accesses, TLB fills, exceptions, device accesses, floating
 * point. What they all do many times in a stretch of instructions would show in every stretch.
 */
class SteadyStateAllocationTest {
    /** More than any loop's preparations take. */
    private static final long PREPARATIONS = 200_000;

    private static final long INSTRUCTIONS = 100_000;
    private static final long COMPILED_INSTRUCTIONS = 10_000_000;
    /** HotSpot allocates a little on a thread's account when it leaves compiled code, which is no fault of the code's. */
    private static final int STRETCHES = 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The endless loops that the benchmarks run. */
    static List<Path> loops() throws IOException {
        try (Stream<Path> files = Files.list(Fixtures.path("bench/micro"))) {
            return files.filter(f -> f.toString().endsWith(".elf")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void aLoopAllocatesNothing(Path loop) {
        Machine machine = machine(loop, MachinePorts.none());
        machine.run(PREPARATIONS);

        assertThat(least(machine, INSTRUCTIONS))
                .as("bytes allocated by each %d instructions", INSTRUCTIONS)
                .isZero();
    }

    /** But not their baselines, which lack something of them. */
    static List<Path> wholeLoops() throws IOException {
        return loops().stream()
                .filter(f -> !f.toString().endsWith("-baseline.elf"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("wholeLoops")
    void aCompiledLoopAllocatesNothing(Path loop) {
        EnteredCode entered = new EnteredCode();
        Machine machine = machine(loop, MachinePorts.none().withCompiler(entered.compiler()));
        machine.run(PREPARATIONS);
        entered.restart();

        assertThat(least(machine, COMPILED_INSTRUCTIONS))
                .as("bytes allocated by each %d instructions", COMPILED_INSTRUCTIONS)
                .isZero();
        assertThat(entered.times()).as("entries into compiled code").isPositive();
    }

    private static Machine machine(Path loop, MachinePorts ports) {
        return new Machine(
                MachineSpec.builder()
                        .images(BootImages.NONE.withKernel(Image.read("kernel", loop)))
                        .memoryBytes(64L << 20)
                        .cpus(2)
                        .build(),
                ports);
    }

    /** What some stretch of so many instructions allocated, if it is not none. */
    private static long least(Machine machine, long instructions) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < STRETCHES && least > 0; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            Pause pause = machine.run(machine.clock().count + instructions);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            assertThat(before).as("this JVM counts").isPositive();
            assertThat(pause).as("the loop has no end").isEqualTo(Pause.COUNT);
        }
        return least;
    }
}
