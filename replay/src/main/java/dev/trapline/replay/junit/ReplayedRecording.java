package dev.trapline.replay.junit;

import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.CallKind;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TracePosition;
import dev.trapline.replay.session.ReplayReport;
import dev.trapline.replay.session.ReplaySession;
import dev.trapline.replay.session.Rerun;
import dev.trapline.replay.symbols.CacheDirectory;
import dev.trapline.replay.symbols.RecordingSymbols;
import dev.trapline.replay.words.Calls;
import dev.trapline.replay.words.RecordedWords;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A recording, and the machine that did it again. Whatever is asked first runs it, and fails with the report if it is not
 * exact; so what is told here is what this Trapline's machine does, and not only what was once written.
 *
 * <p>Failures are {@link AssertionError}s whose message says what to do next. A recording that cannot be used at all is a
 * {@link dev.trapline.recorder.RecordingException}. For one thread.
 */
public final class ReplayedRecording implements AutoCloseable {
    private static final int LINES_SHOWN = 10;

    private final Recording recording;
    private final How how;
    private @Nullable ReplayReport report;
    private @Nullable ConsoleText console;

    private ReplayedRecording(Recording recording, How how) {
        this.recording = recording;
        this.how = how;
    }

    /** Opens a recording, a directory or a pack; it is run when something is asked of it. */
    public static ReplayedRecording open(Path path, How how) {
        return new ReplayedRecording(Recording.open(path), how);
    }

    /** What the recording says of itself. */
    public Manifest manifest() {
        return recording.manifest();
    }

    /** That the run is the same to its end, or as far as a killed recorder wrote. */
    public ReplayedRecording exact() {
        ReplayReport done = report;
        if (done == null) {
            done = run();
            report = done;
        }
        if (done.verdict() != ReplayReport.Verdict.EXACT) {
            throw new AssertionError(recording.name() + ": " + String.join("\n", done.lines()));
        }
        return this;
    }

    private ReplayReport run() {
        ReplaySession session = switch (how) {
            case REPLAY -> Rerun.replay(recording, b -> {});
            case VERIFY -> Rerun.verify(recording, b -> {});
        };
        return ReplayReport.run(session, recording, Long.MAX_VALUE, ReplayReport.Progress.NONE, words());
    }

    private ReplayReport.Words words() {
        // The command's own, so that what one has found the other need not look for.
        return new RecordedWords(
                recording,
                () -> new RecordingSymbols(CacheDirectory.symbols())
                        .find(recording)
                        .symbols());
    }

    /** That the run ended so. */
    public ReplayedRecording endedBy(EndKind end) {
        exact();
        Optional<EndKind> came = recording.ending().flatMap(Ending::end);
        if (!came.equals(Optional.of(end))) {
            throw failed("did not end by " + end.word() + " but by "
                    + came.map(EndKind::word).orElse("none") + ": " + recording.endWords());
        }
        return this;
    }

    /** All that was printed, as UTF-8, with the line ends that were printed. */
    public String console() {
        return text().text();
    }

    /** The same line by line; a last line need not have ended. */
    public List<ConsoleLine> consoleLines() {
        return text().lines();
    }

    /** That this was printed; it may span lines, which end with what the guest ends them with. */
    public ReplayedRecording assertConsoleContains(String expected) {
        if (text().completed(expected, 1).isEmpty()) {
            throw noSuchText("'" + expected + "'");
        }
        return this;
    }

    /** That a line was printed in which this regular expression is found. */
    public ReplayedRecording assertConsoleMatches(String regex) {
        Pattern pattern = Pattern.compile(regex);
        if (text().text().lines().noneMatch(l -> pattern.matcher(l).find())) {
            throw noSuchText("line that matches /" + regex + "/");
        }
        return this;
    }

    /** Where the byte was printed that completes a text for the first time. */
    public TracePosition positionOf(String printed) {
        return positionOf(printed, 1);
    }

    /** The same for an occurrence, counted from 1. */
    public TracePosition positionOf(String printed, int occurrence) {
        return text().completed(printed, occurrence)
                .orElseThrow(() -> noSuchText((occurrence == 1 ? "" : occurrence + " times ") + "'" + printed + "'"));
    }

    private ConsoleText text() {
        exact();
        ConsoleText read = console;
        if (read == null) {
            read = ConsoleText.read(recording);
            console = read;
        }
        return read;
    }

    private AssertionError noSuchText(String what) {
        List<String> lines = text().text().lines().toList();
        String last = lines.stream()
                .skip(Math.max(0, lines.size() - LINES_SHOWN))
                .map(l -> "\n    | " + l)
                .collect(Collectors.joining());
        return failed("printed no " + what + "; the last of its " + lines.size() + " lines:" + last);
    }

    private AssertionError failed(String what) {
        return new AssertionError(
                recording.name() + " " + what + "\n" + ReplayReport.next(recording, recording.lastCount()));
    }

    /** Every event, in order: one after another from the disk, so there may be more than memory holds. */
    public Stream<TraceEvent> events() {
        return events(Set.copyOf(EventKind.all()));
    }

    /** The events of some kinds; the others are passed over without being made. */
    public Stream<TraceEvent> events(EventKind kind, EventKind... more) {
        return events(Stream.concat(Stream.of(kind), Stream.of(more)).collect(Collectors.toSet()));
    }

    private Stream<TraceEvent> events(Set<EventKind> kinds) {
        exact();
        EventReader reader = recording.reader();
        return StreamSupport.stream(
                new Spliterators.AbstractSpliterator<TraceEvent>(
                        Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
                    @Override
                    public boolean tryAdvance(Consumer<? super TraceEvent> action) {
                        while (reader.next()) {
                            if (kinds.contains(reader.kind())) {
                                action.accept(reader.event());
                                return true;
                            }
                        }
                        return false;
                    }
                },
                false);
    }

    /** How often a hypervisor or the firmware was called with this number: r12's in Xen's convention, else r0's. */
    public long hypercallCount(int number) {
        return events(EventKind.CALL)
                .filter(e -> e instanceof TraceEvent.Call c && c.call() != CallKind.SVC && c.number() == number)
                .count();
    }

    /**
     * How often the call of this name was made, such as {@code CPU_ON}, or {@code sched_op} where Xen's calls are recorded.
     *
     * @throws IllegalArgumentException if no call is known by it
     */
    public long hypercallCount(String name) {
        CallNames.check(name);
        Calls calls = Calls.of(recording.manifest());
        return events(EventKind.CALL)
                .filter(e -> e instanceof TraceEvent.Call c
                        && c.call() != CallKind.SVC
                        && calls.name(c.call(), c.immediate(), c.number())
                                .filter(name::equals)
                                .isPresent())
                .count();
    }

    @Override
    public void close() {
        recording.close();
    }

    @Override
    public String toString() {
        return recording.name();
    }
}
