package dev.trapline.replay.debug;

import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.StopListener;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.session.RecordedProgram;
import dev.trapline.replay.symbols.Symbols;
import dev.trapline.replay.timeline.Timeline;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** What tests do with a recording as a debugger has it. */
final class Debugged {
    /** Events by number and kind, and no symbols. */
    static final HistoryCommands.Words WORDS = words(Symbols.NONE);

    private Debugged() {}

    static HistoryCommands.Words words(Symbols symbols) {
        return new HistoryCommands.Words() {
            @Override
            public String event(TraceEvent event) {
                return "#" + event.at().number() + " " + event.kind().word();
            }

            @Override
            public Symbols symbols() {
                return symbols;
            }
        };
    }

    /** The recording of a program with checkpoints close to each other, made in that directory unless it is there. */
    static Path recording(Path directory, String program, long seed) {
        Path path = directory.resolve(program);
        if (!path.toFile().exists()) {
            RecordedProgram.record(
                    RecordedProgram.spec(BaremetalCase.named(program), seed),
                    path,
                    CheckpointLimit.allAt(50_000, 1000));
        }
        return path;
    }

    /** @param at where it begins; at the end if empty */
    static DebugTarget target(Path recording, OptionalLong at, HistoryCommands.Words words) {
        return new RecordingTargets(recording, new Timeline.Settings(64 << 20, 2), at, words).attach();
    }

    /** What a monitor command says. */
    static String ask(DebugTarget target, ThreadId thread, String line) {
        List<String> words = List.of(line.split(" "));
        StringBuilder said = new StringBuilder();
        target.monitorCommands().stream()
                .filter(c -> c.name().equals(words.getFirst()))
                .findFirst()
                .orElseThrow()
                .run(thread, words.subList(1, words.size()), said::append);
        return said.toString();
    }

    static String ask(DebugTarget target, String line) {
        return ask(target, target.current(), line);
    }

    /** Where it stands. */
    static long count(DebugTarget target) {
        return Long.parseLong(ask(target, "when").split(" ")[1]);
    }

    static long register(DebugTarget target, ThreadId thread, int number) {
        byte[] value = target.readRegister(thread, number).orElseThrow();
        return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffff_ffffL;
    }

    static Stop resume(DebugTarget target, Resume how) {
        CompletableFuture<Stop> stopped = new CompletableFuture<>();
        target.resume(how, new StopListener() {
            @Override
            public void stopped(Stop stop) {
                stopped.complete(stop);
            }

            @Override
            public void says(String text) {}
        });
        return stopped.join();
    }
}
