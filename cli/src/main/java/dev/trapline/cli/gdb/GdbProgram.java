package dev.trapline.cli.gdb;

import dev.trapline.cli.UnusableInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A gdb on this host that knows ARM. */
public final class GdbProgram {
    private static final List<String> NAMES = List.of("gdb-multiarch", "arm-none-eabi-gdb", "gdb");
    private static final long PATIENCE_SECONDS = 30;

    private GdbProgram() {}

    /** Its name; empty if there is none. */
    public static Optional<String> find() {
        return NAMES.stream().filter(GdbProgram::knowsArm).findFirst();
    }

    /**
     * Its name, where there is no going on without one.
     *
     * @throws UnusableInputException if there is none
     */
    static String required() {
        return find().orElseThrow(() -> new UnusableInputException(
                "no gdb here knows ARM (tried " + String.join(", ", NAMES) + "). Next: apt-get install gdb-multiarch"));
    }

    private static boolean knowsArm(String name) {
        return output(name).filter(said -> !said.contains("Undefined item")).isPresent();
    }

    private static Optional<String> output(String name) {
        try {
            Process process = new ProcessBuilder(name, "-nx", "-batch", "-ex", "set architecture armv7")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? Optional.of(said)
                    : Optional.empty();
        } catch (IOException e) {
            // No such program, or none that can be started.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
