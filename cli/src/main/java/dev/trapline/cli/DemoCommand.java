package dev.trapline.cli;

import dev.trapline.cli.run.EndWatcher;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSource;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.recorder.write.MachineRecorder;
import dev.trapline.recorder.write.RecordingWriter;
import dev.trapline.replay.session.ProcessCompiler;
import dev.trapline.replay.session.Recorded;
import dev.trapline.replay.session.ReplaySession;
import dev.trapline.replay.symbols.ElfSymbolReader;
import dev.trapline.replay.symbols.Symbols;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trapline demo}: what Trapline does, on a small kernel whose boot dies. */
@Command(
        name = "demo",
        header = "Record a boot that fails, replay it exactly, show where it died.",
        description = {
            "",
            "A small kernel that comes with Trapline boots, and dies of what happened long before. Nothing is fetched and"
                    + " nothing left but a recording in trapline-rec.",
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final String GUEST = "demo.elf";
    private static final long MEMORY = 128L << 20;
    private static final long MOST_INSTRUCTIONS = 100_000_000;
    private static final int SHOWN = 8;
    private static final int VECTOR_DATA_ABORT = 0x10;
    private static final int ABORTED_INSTRUCTION = 8;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        byte[] elf = guest();
        MachineSpec machine = MachineSpec.builder()
                .memoryBytes(MEMORY)
                .images(BootImages.NONE.withKernel(Image.of(GUEST, elf)))
                .build();
        Path path = RecordingPaths.next();
        out.println("1. A kernel boots, and is recorded (its console is indented):");
        out.println();
        record(machine, path, out);
        try (Recording recording = Recording.open(path)) {
            out.println();
            out.println("2. The recording is replayed, without the devices it was made with:");
            ReplaySession session = ReplaySession.replay(machine, Recorded.of(recording), b -> {});
            ReplaySession.Outcome outcome = session.run(Long.MAX_VALUE);
            boolean exact = outcome instanceof ReplaySession.Outcome.Ended
                    && recording
                            .ending()
                            .flatMap(e -> e.stateSha256())
                            .equals(Optional.of(session.machine().stateSha256()));
            out.printf(
                    "   %s: %,d instructions, %,d events, state %s%n",
                    exact ? "exact" : "NOT EXACT: " + outcome,
                    session.count(),
                    recording.lastEvent(),
                    session.machine().stateSha256().substring(0, 16));
            out.println();
            where(recording, ElfSymbolReader.read(GUEST, elf), out);
            out.println();
            out.println("Next: trapline gdb " + path + " --launch, and there: bt, reverse-stepi, monitor help;");
            out.println("      trapline info " + path + "; trapline replay " + path + "; trapline record --help");
            out.flush();
            return exact ? ExitCodes.OK : ExitCodes.FAILED;
        }
    }

    private static byte[] guest() throws IOException {
        try (InputStream in = DemoCommand.class.getResourceAsStream(GUEST)) {
            return Objects.requireNonNull(in, GUEST + " is not in this build").readAllBytes();
        }
    }

    private static void record(MachineSpec spec, Path path, PrintWriter out) throws IOException {
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(path);
                RecordingWriter writer = preparation.start(
                        MachineManifest.put(spec, Version.number(), List.of("demo"), preparation), Optional.empty())) {
            MachineRecorder recorder = new MachineRecorder(writer, spec.cpus());
            StringBuilder console = new StringBuilder();
            Machine machine = new Machine(
                    spec,
                    new MachinePorts(
                                    b -> console.append((char) b),
                                    InputSource.silent(spec.rtcSeconds()),
                                    recorder.observer(),
                                    Diagnostics.NONE)
                            .withCompiler(ProcessCompiler.get()));
            recorder.attach(machine);
            Pause pause = recorder.run(MOST_INSTRUCTIONS, Long.MAX_VALUE);
            boolean panicked =
                    EndWatcher.PANICS.stream().anyMatch(p -> p.matcher(console).find());
            recorder.end(
                    panicked ? EndKind.PANIC : pause == Pause.POWER_OFF ? EndKind.POWEROFF : EndKind.LIMIT,
                    panicked ? "panic: the guest panicked" : "it did not fail as it should");
            console.toString().lines().forEach(l -> out.println("     | " + l));
            out.flush();
        }
    }

    /** Where it died, in its own words, and what came before. */
    private static void where(Recording recording, Symbols symbols, PrintWriter out) {
        EventReader reader = recording.reader();
        reader.seekStart();
        Deque<TraceEvent> last = new ArrayDeque<>();
        while (reader.next()) {
            TraceEvent e = reader.event();
            if (e instanceof TraceEvent.Console
                    || e instanceof TraceEvent.DeviceRead
                    || e instanceof TraceEvent.DeviceWrite) {
                continue;
            }
            if (last.size() == SHOWN) {
                last.removeFirst();
            }
            last.addLast(e);
            if (e instanceof TraceEvent.ExceptionTaken x && x.vector() == VECTOR_DATA_ABORT) {
                out.printf(
                        "3. It died at instruction %,d: %s read 0x%08x. The last events until then:%n",
                        x.at().count(), symbols.describe(x.returnAddress() - ABORTED_INSTRUCTION), x.faultAddress());
                for (TraceEvent shown : last) {
                    out.printf(
                            "   #%-7d %,12d  %s%n",
                            shown.at().number(), shown.at().count(), words(shown, symbols));
                }
                return;
            }
        }
    }

    private static String words(TraceEvent event, Symbols symbols) {
        return switch (event) {
            case TraceEvent.ExceptionTaken x
            when x.vector() == VECTOR_DATA_ABORT ->
                String.format(
                        "data abort at 0x%08x in %s",
                        x.faultAddress(), symbols.describe(x.returnAddress() - ABORTED_INSTRUCTION));
            case TraceEvent.ExceptionTaken x ->
                String.format("exception, vector 0x%02x, in %s", x.vector(), symbols.describe(x.returnAddress() - 4));
            case TraceEvent.Acknowledged a -> "interrupt " + a.intid() + " acknowledged";
            case TraceEvent.Ended e -> "interrupt " + e.intid() + " ended";
            case TraceEvent.Line l -> "line of interrupt " + l.intid() + (l.high() ? " high" : " low");
            case TraceEvent.PrivateLine l -> "private line of interrupt " + l.intid() + (l.high() ? " high" : " low");
            case TraceEvent.ComplexRead r -> String.format("read  0x%08x: 0x%x", r.pa(), r.value());
            case TraceEvent.ComplexWrite w -> String.format("write 0x%08x: 0x%x", w.pa(), w.value());
            default -> event.kind().word();
        };
    }
}
