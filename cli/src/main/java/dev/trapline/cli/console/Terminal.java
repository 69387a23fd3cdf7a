package dev.trapline.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The controlling terminal in raw mode: every key arrives at once and unshown, Ctrl-C included. Output stays as it was,
 * so that lines of ours end as usual. The former mode comes back on {@link #close}, and when the JVM ends in any way
 * that still runs its shutdown hooks.
 */
public final class Terminal implements AutoCloseable {
    private static final File TTY = new File("/dev/tty");

    private final String formerMode;
    private final Thread hook = new Thread(this::restore, "terminal-restore");
    private boolean restored;

    private Terminal(String formerMode) {
        this.formerMode = formerMode;
    }

    /** True if a file descriptor (0 stdin, 1 stdout, 2 stderr) is a terminal. */
    public static boolean is(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /** Enters raw mode; empty if there is no terminal or no {@code stty}. */
    public static Optional<Terminal> raw() {
        Optional<String> mode = stty("-g");
        if (mode.isEmpty()) {
            return Optional.empty();
        }
        Terminal terminal = new Terminal(mode.get().strip());
        Runtime.getRuntime().addShutdownHook(terminal.hook);
        if (stty(
                        "-icanon", "-echo", "-isig", "-iexten", "-ixon", "-icrnl", "-inlcr", "-istrip", "min", "1",
                        "time", "0")
                .isEmpty()) {
            terminal.close();
            return Optional.empty();
        }
        return Optional.of(terminal);
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down already, and runs or has run the hook.
            return;
        }
    }

    private synchronized void restore() {
        if (!restored) {
            restored = true;
            stty(formerMode);
        }
    }

    private static Optional<String> stty(String... arguments) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(TTY)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.waitFor() == 0 ? Optional.of(out) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
