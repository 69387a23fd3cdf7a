package dev.trapline.replay.session;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.machine.OnReset;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.semihosting.HostDirectory;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.recorder.write.MachineRecorder;
import dev.trapline.recorder.write.RecordingWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program that was run and recorded.
 *
 * @param state SHA-256 at the end
 */
public record RecordedProgram(MachineSpec spec, String state, long count, EndKind end, String console) {
    private static final long MOST_INSTRUCTIONS = 50_000_000;

    /** The programs that are recorded: all. */
    public static List<BaremetalCase> cases() {
        return BaremetalCase.all();
    }

    /** Those that differ most, for tests that go back and forth in each; all of them in the long run. */
    public static List<BaremetalCase> someCases() {
        return BaremetalCase.some();
    }

    /** A machine to run one. */
    public static MachineSpec spec(BaremetalCase program, long seed) {
        return MachineSpec.builder()
                .images(BootImages.NONE.withKernel(Image.read("kernel", program.elf())))
                .cpus(program.cpus())
                .memoryBytes(128L << 20)
                .seed(seed)
                .semihosting(program.semihosting())
                .onReset(OnReset.STOP)
                .bootMode(program.hyp() ? BootMode.HYP : BootMode.SVC)
                .build();
    }

    /** A machine of two CPUs to run any that was made to be recorded, and needs no devices. */
    public static MachineSpec spec(Path elf, long seed) {
        return MachineSpec.builder()
                .images(BootImages.NONE.withKernel(Image.read("kernel", elf)))
                .cpus(2)
                .memoryBytes(128L << 20)
                .seed(seed)
                .build();
    }

    /** Runs and records; with semihosting, with a directory of files that is gone when this returns. */
    public static RecordedProgram record(MachineSpec spec, Path recording, CheckpointLimit checkpoints) {
        if (!spec.semihosting()) {
            return record(spec, recording, checkpoints, HostFiles.NONE);
        }
        try {
            Path files = Files.createTempDirectory(recording.getParent(), "files");
            try (HostDirectory directory = HostDirectory.of(files)) {
                return record(spec, recording, checkpoints, directory);
            } finally {
                remove(files);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static RecordedProgram record(
            MachineSpec spec, Path recording, CheckpointLimit checkpoints, HostFiles files) {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(recording);
                RecordingWriter writer = preparation.start(
                        MachineManifest.put(spec, "test", List.of(), preparation), Optional.empty())) {
            MachineRecorder recorder = new MachineRecorder(writer, spec.cpus());
            recorder.keepCheckpoints(checkpoints);
            Machine machine = new Machine(
                    spec,
                    recorder.recorded(new MachinePorts(
                                    console::write,
                                    InputSource.silent(spec.rtcSeconds()),
                                    recorder.observer(),
                                    Diagnostics.NONE)
                            .withFiles(files)));
            recorder.attach(machine);
            EndKind end = kind(recorder.run(MOST_INSTRUCTIONS, Long.MAX_VALUE));
            recorder.end(end, "it ended");
            return new RecordedProgram(
                    spec,
                    machine.stateSha256(),
                    machine.clock().count,
                    end,
                    console.toString(StandardCharsets.ISO_8859_1));
        }
    }

    private static EndKind kind(Pause pause) {
        return switch (pause) {
            case COUNT -> EndKind.LIMIT;
            case ASKED -> EndKind.INTERRUPTED;
            case POWER_OFF -> EndKind.POWEROFF;
            case RESET -> EndKind.RESET;
            case CRASH -> EndKind.CRASH;
            case DEADLOCK -> EndKind.DEADLOCK;
        };
    }
}
