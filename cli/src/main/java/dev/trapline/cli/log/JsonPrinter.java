package dev.trapline.cli.log;

import dev.trapline.cli.run.Json;
import dev.trapline.recorder.schema.TracePosition;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Entries as JSON, an object a line. */
public final class JsonPrinter implements LogPrinter {
    private final Writer out;
    private final EventJson json;

    public JsonPrinter(Writer out, EventJson json) {
        this.out = out;
        this.json = json;
    }

    @Override
    public void print(LogEntry entry) throws IOException {
        out.write(Json.line(members(entry)));
        out.write('\n');
    }

    private Map<String, Object> members(LogEntry entry) {
        return switch (entry) {
            case LogEntry.Event e -> json.members(e.event());
            case LogEntry.Repeated r -> {
                Map<String, Object> m = at(r.at());
                m.put("kind", "run");
                Map<String, Object> repeat = new LinkedHashMap<>();
                repeat.put("period", r.period());
                repeat.put("events", r.events());
                repeat.put("instructions", r.instructions());
                last(r.last(), repeat);
                m.put("repeat", repeat);
                m.put("events", r.shown().stream().map(this::recurring).toList());
                yield m;
            }
            case LogEntry.ConsoleLine l -> {
                Map<String, Object> m = at(l.at());
                m.put("kind", "console-line");
                m.put("text", l.text());
                last(l.last(), m);
                yield m;
            }
        };
    }

    private Map<String, Object> recurring(LogEntry.Recurring e) {
        Map<String, Object> m = json.members(e.event());
        m.put("times", e.times());
        return m;
    }

    private static Map<String, Object> at(TracePosition at) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("number", at.number());
        m.put("count", at.count());
        m.put("virtual_ns", at.virtualNs());
        return m;
    }

    private static void last(TracePosition last, Map<String, Object> m) {
        m.put("last_number", last.number());
        m.put("last_count", last.count());
        m.put("last_virtual_ns", last.virtualNs());
    }
}
