package dev.trapline.cli;

import dev.trapline.cli.gdb.DebuggerPort;
import dev.trapline.cli.run.Interruption;
import dev.trapline.cli.run.Progress;
import dev.trapline.gdbstub.ListenAddress;
import dev.trapline.gdbstub.net.GdbServer;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.debug.HistoryCommands;
import dev.trapline.replay.debug.RecordingTargets;
import dev.trapline.replay.session.ReplayReport;
import dev.trapline.replay.symbols.CacheDirectory;
import dev.trapline.replay.symbols.RecordingSymbols;
import dev.trapline.replay.symbols.Symbols;
import dev.trapline.replay.timeline.SearchControl;
import dev.trapline.replay.timeline.Timeline;
import dev.trapline.replay.timeline.TimelineException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Debuggers of a recording. */
final class RecordingDebugging implements AutoCloseable {
    private final RecordingTargets targets;
    private final List<DebuggerPort> ports;
    private final List<GdbServer> servers;

    private RecordingDebugging(RecordingTargets targets, List<DebuggerPort> ports, List<GdbServer> servers) {
        this.targets = targets;
        this.ports = ports;
        this.servers = servers;
    }

    /**
     * Listens for debuggers.
     *
     * @param at the count where they begin, or none for the end
     * @param symbols asked for when they are needed
     */
    static RecordingDebugging listen(
            List<DebuggerPort> ports,
            Recording recording,
            Path path,
            OptionalLong at,
            Timeline.Settings settings,
            Supplier<Symbols> symbols,
            Consumer<String> tell) {
        RecordingTargets targets = new RecordingTargets(path, settings, at, new Told(recording, symbols));
        return new RecordingDebugging(targets, ports, DebuggerPort.listen(ports, targets, tell));
    }

    /** Where they are listened for, first. */
    ListenAddress address() {
        return servers.getFirst().address();
    }

    /** How gdb comes to each of the addresses, for people. */
    List<String> words() {
        return IntStream.range(0, ports.size())
                .mapToObj(i -> ports.get(i).words(servers.get(i)))
                .toList();
    }

    /** Replays to where they begin, so that the first is answered at once. */
    void prepare(Progress progress, Interruption interruption) {
        targets.prepare(new SearchControl() {
            @Override
            public boolean cancelled() {
                return interruption.requested();
            }

            @Override
            public void progress(long done, long all) {
                progress.tick(String.format(
                        Locale.ROOT, "replaying to where debuggers begin: %d%%", 100 * done / Math.max(all, 1)));
            }
        });
        progress.clear();
    }

    @Override
    public void close() {
        servers.forEach(GdbServer::close);
        targets.close();
    }

    /** The symbols that can be found for a recording. */
    static Supplier<Symbols> found(Recording recording, Path path) {
        return () -> {
            RecordingSymbols known = new RecordingSymbols(CacheDirectory.symbols());
            Symbols found = known.find(recording).symbols();
            return found.isEmpty() ? kernels(recording, path, known) : found;
        };
    }

    /** Those that a Linux kernel has in its memory at the end, if one runs there. */
    private static Symbols kernels(Recording recording, Path path, RecordingSymbols known) {
        try (Timeline timeline = new Timeline(path, Timeline.Settings.DEFAULT)) {
            timeline.seek(timeline.last());
            Optional<Symbols> found = RecordingSymbols.inMemory(
                    timeline.machine().memory(), timeline.spec().memoryBytes());
            found.ifPresent(symbols -> known.keep(recording, symbols));
            return found.orElse(Symbols.NONE);
        } catch (TimelineException e) {
            // It does not replay to there: whoever debugs it will be told.
            return Symbols.NONE;
        }
    }

    /** What is said of events, the same as by {@code trapline log}. Several debuggers may ask. */
    private static final class Told implements HistoryCommands.Words {
        private final ReplayReport.Words lines;
        private final Supplier<Symbols> symbols;
        private Optional<Symbols> known = Optional.empty();

        Told(Recording recording, Supplier<Symbols> symbols) {
            this.lines = FoundWords.of(recording);
            this.symbols = symbols;
        }

        @Override
        public synchronized String event(TraceEvent event) {
            return lines.event(event);
        }

        @Override
        public synchronized Symbols symbols() {
            if (known.isEmpty()) {
                known = Optional.of(symbols.get());
            }
            return known.get();
        }
    }
}
