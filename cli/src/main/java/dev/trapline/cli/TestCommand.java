package dev.trapline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code trapline test}: Trapline's own tests. The launcher starts the script itself, since there may be nothing built
 * to start; this class is for its help and completion, and for a JVM started without the launcher.
 */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        header = "Build and test Trapline itself.",
        description = {
            "",
            "Installs the tools that are missing (as root or by sudo -n; otherwise it prints the line to run), then runs"
                    + " every part: the build with its unit tests and checks, then real guests and comparisons with QEMU."
                    + " The last line is \"N passed, N failed\".",
            ""
        })
final class TestCommand implements Callable<Integer> {
    @Option(names = "--long", description = "Run every part in full instead of a sample.")
    private boolean full;

    @Option(names = "--list", description = "Name the parts and end.")
    private boolean list;

    @Option(names = "--continue", description = "Leave out what passed in the last run of the same sources.")
    private boolean resume;

    @Option(names = "--only", paramLabel = "PART", description = "Run this part; may be given again.")
    private List<String> only = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        if (full) {
            arguments.add("--long");
        }
        if (list) {
            arguments.add("--list");
        }
        if (resume) {
            arguments.add("--continue");
        }
        for (String part : only) {
            arguments.add("--only");
            arguments.add(part);
        }
        return SourceTree.run("test", Path.of(".ci", "test"), arguments);
    }
}
