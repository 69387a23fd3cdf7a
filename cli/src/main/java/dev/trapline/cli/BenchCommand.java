package dev.trapline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code trapline bench}: speed beside QEMU's. As with {@code trapline test} the launcher starts the script itself, since
 * whole processes are measured; this class is for its help and completion, and for a JVM started without the launcher.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure the machine's speed, beside QEMU's where that is installed.",
        description = {
            "",
            "Runs whole processes one at a time and in turn: Trapline as you start it, with the JVM's start and warm-up;"
                    + " qemu-system-arm; and the same with -icount, which counts instructions as Trapline does. Prints the"
                    + " medians of wall time and of CPU time (all threads), million instructions a second, and how fast"
                    + " Trapline is where QEMU is 1. What a guest prints must be the same in all.",
            "",
            "Measure on a quiet machine: ratios survive some load, absolute figures do not.",
            ""
        })
final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--guest",
            paramLabel = "NAME",
            description = {
                "What to run; may be given again. integer: checksums, sorting, matrices, lists. decode: an unpacker's bytes and"
                        + " bits. linux: Debian's kernel until it powers off. Default: integer and decode."
            })
    private List<String> guests = List.of();

    @Option(
            names = "--full",
            description =
                    "integer and decode in full, 7 and 11 thousand million instructions instead of 450 million each.")
    private boolean full;

    @Option(
            names = "--recorded",
            description = "While it is recorded: trapline record beside QEMU's -icount with rr=record.")
    private boolean recorded;

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each; the median counts. Default: 5.")
    private int runs = 5;

    @Option(names = "--no-qemu", description = "Measure only Trapline.")
    private boolean withoutQemu;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        for (String guest : guests) {
            arguments.add("--guest");
            arguments.add(guest);
        }
        arguments.add("--runs=" + runs);
        if (full) {
            arguments.add("--full");
        }
        if (recorded) {
            arguments.add("--recorded");
        }
        if (withoutQemu) {
            arguments.add("--no-qemu");
        }
        if (json) {
            arguments.add("--json");
        }
        return SourceTree.run("bench", Path.of("fixtures", "bench", "compare.sh"), arguments);
    }
}
