package dev.trapline.cli.gdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Programs that tests put where gdb is looked for. */
public final class StubGdb {
    private static final String ANSWER = "case \"$*\" in *'set architecture'*) %s;; esac\n";

    private StubGdb() {}

    /**
     * One that knows ARM. Started on a script, it writes what it was given into the file {@code said} beside it, and the script
     * after that.
     */
    public static Path knowing(Path directory, String name) throws IOException {
        return program(
                directory,
                name,
                String.format(ANSWER, "echo 'The target architecture is set to \"armv7\".'; exit 0")
                        + "for script; do :; done\n{ echo \"$*\"; cat \"$script\"; } >\"$(dirname \"$0\")/said\"\n");
    }

    /** One that does not, as gdb says so: with an error, or as one that has no other architectures. */
    public static Path ignorant(Path directory, String name, int status) throws IOException {
        return program(
                directory,
                name,
                String.format(ANSWER, "echo 'Undefined item: \"armv7\".'; exit " + status) + "touch \"$0.started\"\n");
    }

    static Path program(Path directory, String name, String body) throws IOException {
        Path file = Files.writeString(Files.createDirectories(directory).resolve(name), "#!/bin/sh\n" + body);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What one that knows ARM was given, a line, and then the script. */
    public static List<String> said(Path directory) throws IOException {
        return Files.readAllLines(directory.resolve("said"));
    }
}
