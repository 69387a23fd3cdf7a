package dev.trapline.replay.junit;

import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TracePosition;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** All that was printed in a recording, and by which event each byte was. */
final class ConsoleText {
    private final Recording recording;
    private final byte[] bytes;
    /** Number of the event that printed a byte. */
    private final long[] events;

    private ConsoleText(Recording recording, byte[] bytes, long[] events) {
        this.recording = recording;
        this.bytes = bytes;
        this.events = events;
    }

    static ConsoleText read(Recording recording) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long[] events = new long[1024];
        EventReader reader = recording.reader();
        while (reader.next()) {
            if (reader.kind() == EventKind.CONSOLE && reader.event() instanceof TraceEvent.Console printed) {
                if (bytes.size() == events.length) {
                    events = Arrays.copyOf(events, 2 * events.length);
                }
                events[bytes.size()] = reader.number();
                bytes.write(printed.byteValue());
            }
        }
        return new ConsoleText(recording, bytes.toByteArray(), events);
    }

    /** As UTF-8; what is none is replaced. */
    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    List<ConsoleLine> lines() {
        List<ConsoleLine> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length ? i > from : bytes[i] == '\n') {
                lines.add(new ConsoleLine(at(from), line(from, i)));
                from = i + 1;
            }
        }
        return lines;
    }

    private String line(int from, int to) {
        int end = to;
        while (end > from && bytes[end - 1] == '\r') {
            end--;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    /** Where the byte was printed that completes the so-manieth occurrence of a text, counted from 1. */
    Optional<TracePosition> completed(String text, int occurrence) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        int left = occurrence;
        for (int from = 0; from + wanted.length <= bytes.length; from++) {
            if (Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length) && --left == 0) {
                return Optional.of(at(from + wanted.length - 1));
            }
        }
        return Optional.empty();
    }

    private TracePosition at(int index) {
        EventReader reader = recording.reader();
        reader.seekEvent(events[index]);
        if (!reader.next()) {
            throw new IllegalStateException("event " + events[index] + " was there before");
        }
        return reader.event().at();
    }
}
