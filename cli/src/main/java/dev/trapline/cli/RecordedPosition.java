package dev.trapline.cli;

import dev.trapline.cli.run.Progress;
import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.position.EventPositions;
import dev.trapline.replay.position.Position;
import dev.trapline.replay.symbols.CacheDirectory;
import dev.trapline.replay.symbols.RecordingSymbols;
import dev.trapline.replay.symbols.Symbols;
import dev.trapline.replay.timeline.Positions;
import dev.trapline.replay.timeline.SearchControl;
import dev.trapline.replay.timeline.Timeline;
import java.nio.file.Path;
import java.util.Optional;

/** A position in a recording as the command line gives it. */
final class RecordedPosition {
    private RecordedPosition() {}

    /**
     * The count of a position.
     *
     * @param option what it was given as, for errors
     * @param symbols a file with symbols, or empty for those that are found
     */
    static long count(
            String option, String text, Recording recording, Path path, Optional<Path> symbols, Progress progress) {
        Position position = Position.parse(option, text);
        if (!namesSymbol(position)) {
            return new EventPositions(recording).find(option, position).count();
        }
        try (Timeline timeline = new Timeline(path, Timeline.Settings.DEFAULT)) {
            SearchControl told = new SearchControl() {
                @Override
                public void progress(long done, long all) {
                    progress.tick(timeline.count(), 0);
                }
            };
            return new Positions(timeline, () -> symbols(recording, symbols)).count(option, position, told);
        } finally {
            progress.clear();
        }
    }

    /** As {@link #count}, and the events there. */
    static EventPositions.Place place(
            String option, String text, Recording recording, Path path, Optional<Path> symbols, Progress progress) {
        Position position = Position.parse(option, text);
        if (namesSymbol(position)) {
            position = new Position.Count(count(option, text, recording, path, symbols, progress));
        }
        return new EventPositions(recording).find(option, position);
    }

    private static boolean namesSymbol(Position position) {
        return switch (position) {
            case Position.Symbol s -> true;
            case Position.Offset o -> namesSymbol(o.base());
            default -> false;
        };
    }

    private static Symbols symbols(Recording recording, Optional<Path> file) {
        return file.map(RecordingSymbols::read)
                .orElseGet(() -> new RecordingSymbols(CacheDirectory.symbols())
                        .find(recording)
                        .symbols());
    }
}
