package dev.trapline.emu.jit;

import java.util.ArrayDeque;
import java.util.SplittableRandom;

/** Compilers that tests give to machines. */
final class Engines {
    private Engines() {}

    /** Compiles all at first sight. */
    static Compiler everything() {
        return new Compiler(Runnable::run, CompilePolicy.EVERYTHING);
    }

    /** Compiles as for speed, but at once and what is only lukewarm. */
    static Compiler eager() {
        return new Compiler(Runnable::run, new CompilePolicy(1, 2, 120, 10_000, false));
    }

    /** Compiles now or much later, by thresholds and in regions of sizes that a seed chooses. */
    static Compiler random(SplittableRandom random) {
        CompilePolicy policy = new CompilePolicy(
                random.nextInt(1, 5),
                random.nextInt(1, 60),
                random.nextBoolean() ? random.nextInt(1, 10) : random.nextInt(1, 121),
                random.nextBoolean() ? random.nextInt(1, 8) : 10_000,
                random.nextInt(3) == 0);
        return new Compiler(random.nextBoolean() ? Runnable::run : new LateQueue(random.split()), policy);
    }

    /** Keeps tasks for a while. */
    private static final class LateQueue implements CompileQueue {
        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        private final SplittableRandom random;

        LateQueue(SplittableRandom random) {
            this.random = random;
        }

        @Override
        public void submit(Runnable task) {
            tasks.add(task);
            while (!tasks.isEmpty() && random.nextInt(4) != 0) {
                tasks.removeFirst().run();
            }
        }
    }
}
