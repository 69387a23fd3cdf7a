package dev.trapline.emu.machine;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A main class for tests: in a JVM of its own, takes machines up where snapshots left them and runs each to its end.
 *
 * <p>Arguments: a {@link StateFolder}, then names in it. Prints a line of {@link Ended} for each. The system property
 * {@code trapline.test.busy} is a number of threads that do nothing but compute meanwhile.
 */
final class StateRunner {
    static final String BUSY = "trapline.test.busy";

    /** More than any machine here needs. */
    static final long MOST_INSTRUCTIONS = 6_000_000_000L;

    @SuppressWarnings("unused") // keeps the busy threads' work from being none
    private static volatile long work;

    private StateRunner() {}

    public static void main(String[] args) throws IOException {
        // Nobody waits for the result of a test that was killed.
        ProcessHandle.current()
                .parent()
                .ifPresent(
                        test -> test.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        for (int i = 0; i < Integer.getInteger(BUSY, 0); i++) {
            Thread.ofPlatform().daemon().start(StateRunner::compute);
        }
        StateFolder folder = new StateFolder(Path.of(args[0]));
        for (int i = 1; i < args.length; i++) {
            Machine machine = folder.take(args[i]);
            System.out.println(
                    Ended.of(args[i], machine.run(MOST_INSTRUCTIONS), machine).line());
        }
    }

    private static void compute() {
        for (long i = 0; ; i++) {
            if (i % 1_000_000 == 0) {
                work = i;
            }
        }
    }
}
