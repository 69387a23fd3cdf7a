package dev.trapline.cli;

import dev.trapline.cli.console.ConsoleWriter;
import dev.trapline.cli.run.End;
import dev.trapline.cli.run.Interruption;
import dev.trapline.cli.run.OutputFile;
import dev.trapline.cli.run.Progress;
import dev.trapline.cli.run.Summary;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.CallAbi;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.write.KeepLast;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.recorder.write.MachineRecorder;
import dev.trapline.recorder.write.RecordingWriter;
import dev.trapline.replay.session.CallConventions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trapline record}: as run, and all that happens is written to a recording. */
@Command(
        name = "record",
        header = "Run a machine and record what happens.",
        description = {
            "",
            "As 'trapline run', and every exception, call, interrupt, device access and input goes into a recording, with"
                    + " hashes of the machine's state. 'trapline replay' does the same again, to the bit, without devices"
                    + " or files; it is also what is left when this process is killed.",
            "",
            "With --tries it looks for a failure that comes seldom: it runs one seed after another and records the first"
                    + " with which the run ends in any way that would give status 1. Nobody types then, and nothing is left"
                    + " of seeds that do not fail.",
            "",
            "  trapline record --kernel vmlinuz --append console=ttyAMA0",
            "  trapline record -o boot.rec --kernel vmlinuz --initrd initrd.gz --until 'login:'",
            "  trapline record --tries 500 --cpus 2 --kernel firmware.elf"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RecordCommand implements Callable<Integer> {
    private final OutputStream stdout;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "REC",
            description = "Directory to record to. Default: trapline-rec/NNNN, the next number.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--force", description = "Replace REC if it is a recording.")
    private boolean force;

    @Option(
            names = "--checkpoints",
            paramLabel = "none|N|SIZE",
            description = "Keep N checkpoints, or as many as fit into SIZE, so that seeking is quick. Default: 64M.")
    private String checkpoints = "64M";

    @Option(
            names = "--tries",
            paramLabel = "N",
            description = "Run up to N seeds, from --seed on, and record the first that fails; if none does, end with"
                    + " status 0. --summary is of the recorded run.")
    private Optional<String> tries = Optional.empty();

    @Option(
            names = "--jobs",
            paramLabel = "J",
            description =
                    "With --tries: seeds at a time; decides only how long it takes. Default: as many as processors.")
    private Optional<String> jobs = Optional.empty();

    @Option(
            names = "--keep-last",
            paramLabel = "SIZE|TIME",
            description =
                    "Keep only the last part, at least so much: of the event log, such as 20G, or of virtual time,"
                            + " such as 10min.")
    private Optional<String> keepLast = Optional.empty();

    @Mixin
    private final MachineOptions options = new MachineOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /**
     * How much of a run is kept.
     *
     * @param checkpoints to seek by
     * @param last a flight recorder's limit; it has checkpoints of its own
     */
    private record Kept(CheckpointLimit checkpoints, Optional<KeepLast> last) {
        Manifest in(Manifest manifest) {
            return last.map(l -> manifest.withKeepsLast(l.text())).orElse(manifest);
        }
    }

    /** @param stdout takes the console, byte for byte, and throws when it cannot */
    RecordCommand(OutputStream stdout) {
        this.stdout = stdout;
    }

    @Override
    public Integer call() throws IOException, ExecutionException {
        if (options.from().isPresent() && tries.isPresent()) {
            throw new UnusableInputException(
                    "--tries starts machines anew, and --from goes on with one. Next: leave one" + " of them out");
        }
        Kept kept = new Kept(CheckpointsOption.parse(checkpoints), keepLast.map(KeepLastOption::parse));
        if (kept.last().isPresent() && isGiven("--checkpoints")) {
            throw new UnusableInputException(
                    "--keep-last has a checkpoint in each segment, whatever --checkpoints says."
                            + " Next: leave --checkpoints out");
        }
        if (!force) {
            // Now, and not after an hour of getting there.
            output.ifPresent(RecordingWriter::refuseExisting);
        }
        Optional<LiveStart> from = options.from().map(f -> LiveStart.reach(f, err()));
        MachineSpec machine = from.map(LiveStart::machine).orElseGet(options::machine);
        RunOptions run = options.run();
        if (tries.isPresent() && !run.gdb().isEmpty()) {
            throw new UnusableInputException(
                    "--tries runs many machines with nobody at them. Next: leave --gdb out, and debug what it records"
                            + " with 'trapline gdb'");
        }
        if (tries.isPresent() && run.guestFiles().isPresent()) {
            throw new UnusableInputException(
                    "--tries runs many machines, and --semihosting=DIR lets each write to the same"
                            + " files. Next: give --semihosting without a directory, or leave --tries out");
        }
        run.summary().map(Summary::file).ifPresent(OutputFile::check);
        if (tries.isEmpty()) {
            if (jobs.isPresent()) {
                throw new UnusableInputException("--jobs is for --tries. Next: give --tries N, or leave --jobs out");
            }
            return record(machine, from, run, kept).exitStatus();
        }
        return recordFirstThatFails(machine, run.unattended(), kept, Numbers.positive("--tries", tries.get()));
    }

    private int recordFirstThatFails(MachineSpec machine, RunOptions run, Kept kept, long most)
            throws IOException, ExecutionException {
        SeedSearch search = new SeedSearch(
                machine.seed(), most, seed -> () -> new Trial(SeedSearch.withSeed(machine, seed), run).end());
        SeedSearch.Outcome outcome;
        try (Interruption interruption = Interruption.watch(Thread.currentThread()::interrupt)) {
            outcome = search.run(Numbers.jobs(jobs), Progress.on(err()));
            tell(search.tally().words());
        }
        switch (outcome) {
            case SeedSearch.Outcome.Found found -> {
                End end = record(SeedSearch.withSeed(machine, found.seed()), Optional.empty(), run, kept);
                if (end != found.end() && end != End.INTERRUPTED) {
                    throw new IllegalStateException("seed " + found.seed() + " ended by "
                            + found.end().word() + ", and by " + end.word() + " when it was recorded");
                }
                return end.exitStatus();
            }
            case SeedSearch.Outcome.NoneFails none -> {
                tell("nothing is recorded. Next: trapline record --tries N --seed "
                        + (search.tally().lastSeed() + 1) + " ...");
                return ExitCodes.OK;
            }
            case SeedSearch.Outcome.Interrupted interrupted -> {
                return ExitCodes.INTERRUPTED;
            }
        }
    }

    private End record(MachineSpec machine, Optional<LiveStart> from, RunOptions run, Kept kept) throws IOException {
        Path path = output.orElseGet(RecordingPaths::next);
        if (force) {
            remove(path);
        }
        List<String> arguments = spec.commandLine().getParseResult().originalArgs();
        CallAbi calls = CallConventions.of(machine);
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(path);
                RecordingWriter writer = preparation.start(
                        kept.in(child(
                                from, MachineManifest.put(machine, Version.number(), arguments, calls, preparation))),
                        kept.last());
                ConsoleWriter console = ConsoleWriter.start(stdout)) {
            MachineRecorder recorder = new MachineRecorder(writer, machine.cpus(), calls);
            if (kept.last().isPresent()) {
                recorder.flightRecorder();
            } else {
                recorder.keepCheckpoints(kept.checkpoints());
            }
            End end = new MachineSession(machine, from, run, Optional.of(recorder), console, err()).run();
            recorder.checkpointFailure().ifPresent(this::tell);
            tell(String.format("recorded %,d events to %s. Next: trapline replay %s", writer.events(), path, path));
            return end;
        }
    }

    private boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private static Manifest child(Optional<LiveStart> from, Manifest manifest) {
        return from.map(f -> manifest.withParent(f.parent(), f.skippedNs())).orElse(manifest);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private void tell(String line) {
        err().println("trapline: " + line);
        err().flush();
    }

    /** Only what is a recording: nothing else is deleted by a mistyped name. */
    private static void remove(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        if (!Files.exists(path.resolve("manifest.json"))) {
            throw new UnusableInputException(
                    path + " is no recording, so --force does not delete it. Next: give -o another name");
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
