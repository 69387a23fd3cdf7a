package dev.trapline.replay.words;

import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.session.ReplayReport;
import dev.trapline.replay.symbols.Symbols;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A recording in words with its symbols, which are looked for when one is needed. */
public final class RecordedWords implements ReplayReport.Words {
    private final Recording recording;
    private final Supplier<Symbols> symbols;
    private @Nullable Found found;

    private record Found(EventText text, Addresses addresses) {}

    /** @param symbols asked once at most */
    public RecordedWords(Recording recording, Supplier<Symbols> symbols) {
        this.recording = recording;
        this.symbols = symbols;
    }

    private Found found() {
        Found known = found;
        if (known == null) {
            Symbols names = symbols.get();
            known = new Found(new EventText(recording.manifest(), names), new Addresses(names));
            found = known;
        }
        return known;
    }

    @Override
    public String event(TraceEvent event) {
        return found().text().line(event);
    }

    @Override
    public Optional<String> symbol(long address) {
        return found().addresses().name(address);
    }
}
