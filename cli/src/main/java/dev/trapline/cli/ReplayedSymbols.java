package dev.trapline.cli;

import dev.trapline.cli.run.Progress;
import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.session.ReplaySession;
import dev.trapline.replay.session.Rerun;
import dev.trapline.replay.symbols.RecordingSymbols;
import dev.trapline.replay.symbols.Symbols;

/** The symbols a kernel has in its memory at a recording's end, which a replay brings back. */
final class ReplayedSymbols {
    private static final long STRETCH = 20_000_000;

    private ReplayedSymbols() {}

    static Symbols of(Recording rec, Progress progress) {
        ReplaySession session = Rerun.replay(rec, b -> {});
        try {
            while (session.run(session.count() + STRETCH) instanceof ReplaySession.Outcome.Reached) {
                progress.tick(session.count(), session.nowNs());
            }
        } finally {
            progress.clear();
        }
        // However far it came: the memory is what it was there.
        return RecordingSymbols.inMemory(
                        session.machine().memory(), session.machine().spec().memoryBytes())
                .orElseThrow(() -> new UnusableInputException(String.format(
                        "there is no Linux kernel with symbols in memory at count %,d of %s. Next: give --symbols FILE"
                                + " with what runs in it",
                        session.count(), rec.name())));
    }
}
