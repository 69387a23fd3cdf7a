package dev.trapline.cli;

import dev.trapline.cli.console.ConsoleWriter;
import dev.trapline.cli.run.OutputFile;
import dev.trapline.cli.run.Summary;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.recorder.write.MachineRecorder;
import dev.trapline.recorder.write.RecordingWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            "  trapline record --kernel vmlinuz --append console=ttyAMA0",
            "  trapline record -o boot.rec --kernel vmlinuz --initrd initrd.gz --until 'login:'"
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

    @Mixin
    private final MachineOptions options = new MachineOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** @param stdout takes the console, byte for byte, and throws when it cannot */
    RecordCommand(OutputStream stdout) {
        this.stdout = stdout;
    }

    @Override
    public Integer call() throws IOException {
        MachineSpec machine = options.machine();
        RunOptions run = options.run();
        CheckpointLimit limit = CheckpointsOption.parse(checkpoints);
        if (machine.semihosting()) {
            throw new UnusableInputException(
                    "semihosting is not recorded yet. Next: leave --semihosting out, or use run");
        }
        run.summary().map(Summary::file).ifPresent(OutputFile::check);
        Path path = output.orElseGet(RecordingPaths::next);
        if (force) {
            remove(path);
        }
        PrintWriter err = spec.commandLine().getErr();
        List<String> arguments = spec.commandLine().getParseResult().originalArgs();
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(path);
                RecordingWriter writer = preparation.start(
                        MachineManifest.put(machine, Version.number(), arguments, preparation), Optional.empty());
                ConsoleWriter console = ConsoleWriter.start(stdout)) {
            MachineRecorder recorder = new MachineRecorder(writer, machine.cpus());
            recorder.keepCheckpoints(limit);
            int status = new MachineSession(machine, run, Optional.of(recorder), console, err)
                    .run()
                    .exitStatus();
            recorder.checkpointFailure().ifPresent(f -> err.println("trapline: " + f));
            err.printf("trapline: recorded %,d events to %s. Next: trapline replay %s%n", writer.events(), path, path);
            err.flush();
            return status;
        }
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
