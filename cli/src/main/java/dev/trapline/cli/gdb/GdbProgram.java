package dev.trapline.cli.gdb;

import dev.trapline.cli.UnusableInputException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A gdb on this host that knows ARM. */
public final class GdbProgram {
    private static final List<String> NAMES = List.of("gdb-multiarch", "arm-none-eabi-gdb", "gdb");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Path> directories;
    private final Duration patience;

    /** Where this host's shells look. */
    public static GdbProgram onPath() {
        return new GdbProgram(Objects.requireNonNullElse(System.getenv("PATH"), ""));
    }

    /** @param path where programs are looked for, as the environment's {@code PATH} says it */
    public GdbProgram(String path) {
        this(path, PATIENCE);
    }

    /** @param patience how long one may take to say what it knows */
    GdbProgram(String path, Duration patience) {
        directories = Arrays.stream(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory.isEmpty() ? "." : directory))
                .toList();
        this.patience = patience;
    }

    /** The program; empty if there is none. */
    public Optional<Path> find() {
        return NAMES.stream()
                .flatMap(name -> program(name).stream())
                .filter(this::knowsArm)
                .findFirst();
    }

    /**
     * The program, where there is no going on without one.
     *
     * @throws UnusableInputException if there is none
     */
    public Path required() {
        return find().orElseThrow(() -> new UnusableInputException(
                "no gdb here knows ARM (tried " + String.join(", ", NAMES) + "). Next: apt-get install gdb-multiarch"));
    }

    /** What a shell would run under a name. */
    private Optional<Path> program(String name) {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private boolean knowsArm(Path program) {
        return output(program).filter(said -> !said.contains("Undefined item")).isPresent();
    }

    private Optional<String> output(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "-nx", "-batch", "-ex", "set architecture armv7")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            // The little it says has waited in the pipe.
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            // It cannot be started.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
