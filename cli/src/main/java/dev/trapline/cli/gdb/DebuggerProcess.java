package dev.trapline.cli.gdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** gdb on this terminal. */
public final class DebuggerProcess {
    private DebuggerProcess() {}

    /**
     * Starts it. Until it has ended Ctrl-C is its own, to stop the guest with.
     *
     * @param program gdb
     * @param ended called from another thread when it has ended
     */
    public static void start(Path program, Path script, Runnable ended) {
        Signal interrupt = new Signal("INT");
        // Not SIG_IGN, which a JVM cannot be brought back from.
        SignalHandler before = Signal.handle(interrupt, signal -> {});
        try {
            Process gdb = new ProcessBuilder(program.toString(), "-q", "-x", script.toString())
                    .inheritIO()
                    .start();
            gdb.onExit().thenRun(() -> {
                Signal.handle(interrupt, before);
                ended.run();
            });
        } catch (IOException e) {
            Signal.handle(interrupt, before);
            throw new UncheckedIOException(e);
        }
    }
}
