package dev.trapline.cli;

import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.session.ReplayReport;
import dev.trapline.replay.symbols.CacheDirectory;
import dev.trapline.replay.symbols.RecordingSymbols;
import dev.trapline.replay.words.RecordedWords;

/** Recordings in words, with the symbols that can be found for them. */
final class FoundWords {
    private FoundWords() {}

    static ReplayReport.Words of(Recording recording) {
        return new RecordedWords(
                recording,
                () -> new RecordingSymbols(CacheDirectory.symbols())
                        .find(recording)
                        .symbols());
    }
}
