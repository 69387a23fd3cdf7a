package dev.trapline.replay.session;

import dev.trapline.emu.BadInputException;
import dev.trapline.emu.jit.CompilePolicy;
import dev.trapline.emu.jit.CompileQueue;
import dev.trapline.emu.jit.Compiler;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The compiler that all machines of this process share, and its thread. The environment's {@code TRAPLINE_ENGINE}, or the
 * property {@code trapline.engine} before it, says what is compiled: {@code auto} what is hot, {@code interpreter} nothing,
 * {@code compiled} everything, at once. What a machine does is the same.
 */
public final class ProcessCompiler {
    private static @Nullable Compiler compiler;
    private static boolean chosen;

    private ProcessCompiler() {}

    /**
     * Null if nothing is to be compiled.
     *
     * @throws BadInputException if the choice names no engine
     */
    public static synchronized @Nullable Compiler get() {
        if (!chosen) {
            compiler = choose();
            chosen = true;
        }
        return compiler;
    }

    private static @Nullable Compiler choose() {
        String name = System.getProperty("trapline.engine", System.getenv().getOrDefault("TRAPLINE_ENGINE", "auto"));
        return switch (name) {
            case "auto" -> new Compiler(new Worker(), CompilePolicy.NORMAL);
            case "interpreter" -> null;
            case "compiled" -> new Compiler(Runnable::run, CompilePolicy.EVERYTHING);
            default ->
                throw new BadInputException(
                        "TRAPLINE_ENGINE=" + name + " is none of auto, interpreter, compiled", "correct or unset it");
        };
    }

    /** One thread, which stands in nobody's way and keeps no process alive. */
    private static final class Worker implements CompileQueue {
        private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        private boolean started;
        private boolean told;

        @Override
        public synchronized void submit(Runnable task) {
            tasks.add(task);
            if (!started) {
                started = true;
                Thread.ofPlatform()
                        .daemon()
                        .name("compiler")
                        .priority(Thread.MIN_PRIORITY)
                        .start(this::work);
            }
        }

        /** What cannot be compiled is interpreted; but it is a fault of the compiler's, so it is said. */
        private void run(Runnable task) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                if (!told) {
                    told = true;
                    System.err.println("trapline: some code cannot be compiled and is interpreted, more slowly: " + e
                            + ". Next: report this; TRAPLINE_ENGINE=interpreter runs without the compiler");
                }
            }
        }

        private void work() {
            try {
                while (true) {
                    run(tasks.take());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
