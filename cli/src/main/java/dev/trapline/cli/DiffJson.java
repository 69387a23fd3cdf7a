package dev.trapline.cli;

import dev.trapline.emu.exec.Whereabouts;
import dev.trapline.emu.state.Mode;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TracePosition;
import dev.trapline.replay.diff.DiffReport;
import dev.trapline.replay.diff.FirstInstruction;
import dev.trapline.replay.diff.Loads;
import dev.trapline.replay.diff.ManifestDiff;
import dev.trapline.replay.diff.Mark;
import dev.trapline.replay.diff.Parting;
import dev.trapline.replay.diff.SectionDiff;
import dev.trapline.replay.diff.Side;
import dev.trapline.replay.diff.StateDiff;
import dev.trapline.replay.diff.Step;
import dev.trapline.replay.diff.Store;
import dev.trapline.replay.diff.Writers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A comparison as JSON: the members are those of docs/diff.md. Addresses and values are strings in hexadecimal. */
final class DiffJson {
    private DiffJson() {}

    static Map<String, Object> of(DiffReport report) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("differs", report.differs());
        all.put("verdict", report.verdict());
        all.put("level", report.level().name().toLowerCase(Locale.ROOT));
        all.put("recordings", List.of(recording(report.a()), recording(report.b())));
        List<Object> facts = new ArrayList<>();
        for (ManifestDiff.Fact f : report.manifests().facts()) {
            facts.add(ordered("what", f.what(), "a", f.a(), "b", f.b()));
        }
        all.put("manifests", facts);
        report.firstInstruction().ifPresent(f -> all.put("first_instruction", instruction(f, report)));
        report.firstEvent().ifPresent(e -> all.put("first_event", pair(e, report)));
        List<Object> partings = new ArrayList<>();
        report.partings().forEach(p -> partings.add(parting(p, report)));
        all.put("partings", partings);
        List<Object> sections = new ArrayList<>();
        report.sections().forEach(s -> sections.add(section(s, report)));
        all.put("sections", sections);
        report.lastCommon().ifPresent(e -> all.put("last_common", pair(e, report)));
        all.put("notes", report.notes());
        return all;
    }

    private static Map<String, Object> recording(Side side) {
        return ordered("name", side.recording().name(), "end", side.recording().endWords());
    }

    private static Map<String, Object> pair(DiffReport.EventPair pair, DiffReport report) {
        return both(pair.a(), pair.b(), report);
    }

    private static Map<String, Object> both(Optional<Mark> a, Optional<Mark> b, DiffReport report) {
        Map<String, Object> both = new LinkedHashMap<>();
        a.ifPresent(m -> both.put("a", mark(m, report.a())));
        b.ifPresent(m -> both.put("b", mark(m, report.b())));
        return both;
    }

    private static Map<String, Object> mark(Mark m, Side side) {
        TraceEvent e = m.event();
        Map<String, Object> mark = ordered(
                "number", e.at().number(),
                "count", e.at().count(),
                "virtual_ns", e.at().virtualNs(),
                "kind", e.kind().word(),
                "words", m.words());
        if (e.cpu() >= 0) {
            mark.put("cpu", e.cpu());
        }
        m.step().ifPresent(s -> {
            mark.put("step", step(s, side));
            mark.put("instruction", m.instruction());
        });
        List<Object> around = new ArrayList<>();
        for (Mark.Near n : m.around()) {
            TracePosition at = n.event().at();
            around.add(ordered(
                    "number", at.number(), "count", at.count(), "cpu", n.event().cpu(), "words", n.words()));
        }
        mark.put("around", around);
        return mark;
    }

    private static Map<String, Object> section(SectionDiff s, DiffReport report) {
        Map<String, Object> section = ordered(
                "section", s.section().words(),
                "where", s.where(),
                "differences", s.differences(),
                "rejoined", s.rejoined(),
                "in_handlers", s.inHandlers());
        section.putAll(both(s.a(), s.b(), report));
        return section;
    }

    private static Map<String, Object> instruction(FirstInstruction f, DiffReport report) {
        List<Object> registers = new ArrayList<>();
        for (StateDiff.Register r : f.state().registers()) {
            registers.add(ordered("cpu", r.cpu(), "name", r.name(), "a", hex(r.a()), "b", hex(r.b())));
        }
        List<Object> memory = new ArrayList<>();
        for (int i = 0; i < f.state().memory().size(); i++) {
            StateDiff.Piece p = f.state().memory().get(i);
            FirstInstruction.Writers writers = f.writers().get(i);
            memory.add(ordered(
                    "pa", hex(p.pa()),
                    "length", p.length(),
                    "a", p.a(),
                    "b", p.b(),
                    "last_written_a", store(writers.a(), report.a()),
                    "last_written_b", store(writers.b(), report.b())));
        }
        return ordered(
                "count", f.count(),
                "a", step(f.a(), report.a()),
                "code_a", f.codeA(),
                "b", step(f.b(), report.b()),
                "code_b", f.codeB(),
                "registers", registers,
                "memory", memory,
                "pages", f.state().pages(),
                "parts", f.state().parts(),
                "devices_a", events(f.devicesA(), report.a()),
                "devices_b", events(f.devicesB(), report.b()));
    }

    private static List<Object> events(List<TraceEvent> events, Side side) {
        List<Object> all = new ArrayList<>();
        events.forEach(e -> all.add(ordered(
                "number", e.at().number(),
                "count", e.at().count(),
                "kind", e.kind().word(),
                "words", side.words(e))));
        return all;
    }

    private static Map<String, Object> parting(Parting p, DiffReport report) {
        List<Object> readings = new ArrayList<>();
        for (Parting.Reading r : p.readings()) {
            readings.add(ordered(
                    "va", hex(r.a().va()),
                    "symbol", symbol(r.a().va(), report.a()),
                    "size", r.a().size(),
                    "a", load(r.a(), r.aWriters(), report.a()),
                    "b", load(r.b(), r.bWriters(), report.b())));
        }
        return ordered(
                "cpu", p.cpu(),
                "for_good", p.forGood(),
                "pc", hex(p.pc()),
                "symbol", symbol(p.pc(), report.a()),
                "a", way(p.a(), report.a()),
                "b", way(p.b(), report.b()),
                "readings", readings);
    }

    private static Map<String, Object> way(Parting.Way w, Side side) {
        List<Object> machine = new ArrayList<>();
        for (Whereabouts at : w.machine()) {
            long pc = at.pc() & 0xffff_ffffL;
            machine.add(ordered(
                    "cpu", at.cpu(),
                    "state", at.state().name().toLowerCase(Locale.ROOT),
                    "pc", hex(pc),
                    "symbol", symbol(pc, side)));
        }
        return ordered(
                "ends", w.ends(),
                "from", hex(w.from()),
                "to", hex(w.to()),
                "symbol", symbol(w.to(), side),
                "count", w.count(),
                "machine", machine);
    }

    private static Map<String, Object> load(Loads.Load load, Writers.Around writers, Side side) {
        return ordered(
                "step", step(load.step(), side),
                "value", hex(load.value()),
                "last_written", store(writers.before(), side),
                "next_written", store(writers.after(), side));
    }

    private static Map<String, Object> store(Store store, Side side) {
        return switch (store) {
            case Store.ByCpu s -> ordered("by", "cpu", "step", step(s.step(), side), "value", hex(s.value()));
            case Store.ByDevice s -> ordered("by", "device", "count", s.count());
            case Store.Never s -> ordered("by", "nobody");
        };
    }

    private static Map<String, Object> step(Step s, Side side) {
        return ordered(
                "count", s.count(),
                "cpu", s.cpu(),
                "mode", Mode.name(s.mode()),
                "pc", hex(s.address()),
                "symbol", symbol(s.address(), side));
    }

    private static String symbol(long address, Side side) {
        return side.isNamed(address) ? side.symbols().describe(address) : "";
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
