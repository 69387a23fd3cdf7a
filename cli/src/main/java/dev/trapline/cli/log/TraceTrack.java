package dev.trapline.cli.log;

import dev.trapline.cli.run.Json;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A track of a Chrome trace: slices that lie within one another, times never falling. What is written is an object of the
 * list {@code traceEvents} a line.
 */
final class TraceTrack {
    private static final int PROCESS = 1;

    private final Writer out;
    private final int id;
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * A track, which is named in the trace at once.
     *
     * @param id orders the tracks
     */
    TraceTrack(Writer out, int id, String name) throws IOException {
        this.out = out;
        this.id = id;
        meta("thread_name", "name", name);
        meta("thread_sort_index", "sort_index", id);
    }

    private void meta(String what, String member, Object value) throws IOException {
        Map<String, Object> m = event("M");
        m.put("name", what);
        m.put("args", Map.of(member, value));
        out.write(",\n" + Json.line(m));
    }

    boolean isOpen(String name) {
        return open.contains(name);
    }

    void begin(String name, long ns, Map<String, Object> args) throws IOException {
        open.push(name);
        Map<String, Object> m = event("B");
        m.put("name", name);
        m.put("args", args);
        write(m, ns);
    }

    /** Ends a slice, and with it those within; nothing happens if there is none of this name. */
    void end(String name, long ns) throws IOException {
        boolean ended = !open.contains(name);
        while (!ended) {
            ended = endInnermost(ns).equals(name);
        }
    }

    void endAll(long ns) throws IOException {
        while (!open.isEmpty()) {
            endInnermost(ns);
        }
    }

    private String endInnermost(long ns) throws IOException {
        String name = open.pop();
        Map<String, Object> m = event("E");
        m.put("name", name);
        write(m, ns);
        return name;
    }

    void instant(String name, long ns, Map<String, Object> args) throws IOException {
        Map<String, Object> m = event("i");
        m.put("name", name);
        m.put("s", "t");
        m.put("args", args);
        write(m, ns);
    }

    private Map<String, Object> event(String phase) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("ph", phase);
        m.put("pid", PROCESS);
        m.put("tid", id);
        return m;
    }

    private void write(Map<String, Object> event, long ns) throws IOException {
        // Microseconds; a fraction is written as it is, since a double would lose nanoseconds after some months.
        String line = Json.line(event);
        out.write(String.format(",\n%s, \"ts\": %d.%03d}", line.substring(0, line.length() - 1), ns / 1000, ns % 1000));
    }
}
