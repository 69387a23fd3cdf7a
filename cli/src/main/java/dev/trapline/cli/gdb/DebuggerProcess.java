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
     * Starts it. Ctrl-C is its own from now on, to stop the guest with.
     *
     * @param program gdb
     * @param ended called from another thread when it has ended
     */
    public static void start(Path program, Path script, Runnable ended) {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        try {
            Process gdb = new ProcessBuilder(program.toString(), "-q", "-x", script.toString())
                    .inheritIO()
                    .start();
            gdb.onExit().thenRun(ended);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
