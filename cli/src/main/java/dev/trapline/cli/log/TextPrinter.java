package dev.trapline.cli.log;

import dev.trapline.replay.words.Columns;
import dev.trapline.replay.words.EventText;
import java.io.IOException;
import java.io.Writer;

/** Entries as aligned text. */
public final class TextPrinter implements LogPrinter {
    private final Writer out;
    private final EventText text;

    public TextPrinter(Writer out, EventText text) {
        this.out = out;
        this.text = text;
    }

    @Override
    public void print(LogEntry entry) throws IOException {
        switch (entry) {
            case LogEntry.Event e -> line(text.line(e.event()));
            case LogEntry.Repeated r -> line(repeated(r));
            case LogEntry.ConsoleLine l ->
                line(Columns.position(new StringBuilder(120), l.at().number(), l.at().count(), l.at().virtualNs())
                        .append(visible(l.text()))
                        .toString());
        }
    }

    private String repeated(LogEntry.Repeated r) {
        StringBuilder words = new StringBuilder(text.line(r.shown().getFirst().event()));
        r.shown().stream()
                .skip(1)
                .forEach(e -> words.append("; ")
                        .append(e.event().kind().word())
                        .append(' ')
                        .append(text.words(e.event())));
        words.append(String.format(
                "  [%s%d times, every %d instructions, to #%d, count %d]",
                r.period() == 1 ? "" : r.period() + " events in turn, ",
                r.shown().getFirst().times(),
                r.instructions(),
                r.last().number(),
                r.last().count()));
        return words.toString();
    }

    /** A guest's control characters must not reach the terminal, where they may move the cursor. */
    private static String visible(String line) {
        StringBuilder shown = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t' || c >= ' ' && !Character.isISOControl(c)) {
                shown.append(c);
            } else {
                shown.append(String.format("\\x%02x", (int) c));
            }
        }
        return shown.toString();
    }

    private void line(String line) throws IOException {
        out.write(line);
        out.write('\n');
    }
}
