package dev.trapline.cli;

import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.ListenAddress;
import dev.trapline.gdbstub.net.GdbServer;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.debug.HistoryCommands;
import dev.trapline.replay.debug.RecordingTargets;
import dev.trapline.replay.symbols.RecordingSymbols;
import dev.trapline.replay.symbols.Symbols;
import dev.trapline.replay.timeline.Timeline;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Debuggers of a recording. */
final class RecordingDebugging {
    private RecordingDebugging() {}

    /**
     * Listens for debuggers.
     *
     * @param at the count where they begin, or none for the end
     * @param symbols asked for when they are needed
     */
    static GdbServer listen(
            ListenAddress address,
            Recording recording,
            Path path,
            OptionalLong at,
            long cacheBytes,
            Supplier<Symbols> symbols,
            Consumer<String> tell) {
        Timeline.Settings settings = new Timeline.Settings(cacheBytes, Timeline.Settings.DEFAULT.jobs());
        return GdbServer.listen(
                address, new RecordingTargets(path, settings, at, new Told(recording, symbols)), Limits.DEFAULT, tell);
    }

    /** The symbols that can be found for a recording. */
    static Supplier<Symbols> found(Recording recording) {
        return () ->
                new RecordingSymbols(CacheDirectory.symbols()).find(recording).symbols();
    }

    /** What is said of events, the same as by {@code trapline log}. Several debuggers may ask. */
    private static final class Told implements HistoryCommands.Words {
        private final EventLines lines;
        private final Supplier<Symbols> symbols;

        Told(Recording recording, Supplier<Symbols> symbols) {
            this.lines = new EventLines(recording);
            this.symbols = symbols;
        }

        @Override
        public synchronized String event(TraceEvent event) {
            return lines.apply(event);
        }

        @Override
        public synchronized Symbols symbols() {
            return symbols.get();
        }
    }
}
