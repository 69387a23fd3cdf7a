package dev.trapline.replay.diff;

import dev.trapline.emu.exec.Whereabouts;
import dev.trapline.emu.state.Mode;
import dev.trapline.recorder.schema.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A comparison as text: the verdict first, then what it rests on. */
public final class DiffText {
    private static final int MOST_PARTINGS = 3;

    private final DiffReport report;
    private final List<String> out = new ArrayList<>();

    private DiffText(DiffReport report) {
        this.report = report;
    }

    public static List<String> lines(DiffReport report) {
        DiffText text = new DiffText(report);
        text.write();
        return text.out;
    }

    private void write() {
        out.add(report.verdict());
        out.add("  1: " + report.a().recording().name() + ": "
                + report.a().recording().endWords());
        out.add("  2: " + report.b().recording().name() + ": "
                + report.b().recording().endWords());
        section(
                "what they were made with differs",
                report.manifests().facts().stream()
                        .map(f -> f.what() + ": " + f.a() + " / " + f.b())
                        .toList());
        report.firstInstruction().ifPresent(this::instruction);
        report.firstEvent().ifPresent(e -> {
            heading("first event that differs");
            pair("", e.a(), e.b(), true);
        });
        partings();
        boolean around = report.firstEvent().isEmpty();
        for (SectionDiff s : report.sections()) {
            heading("first difference in " + s.section().words()
                    + (s.where().isEmpty() ? "" : " (" + s.where() + ")")
                    + (s.rejoined() ? ", after which they go on alike" : "")
                    + (s.differences() > 1
                            ? "; " + s.differences() + (s.differences() == EventDiff.MOST ? " or more" : "") + " in all"
                            : ""));
            pair("", s.a(), s.b(), around);
            // The others are near, or come later.
            around = false;
        }
        report.lastCommon().ifPresent(c -> {
            heading("last event both had before these");
            pair("", c.a(), c.b(), false);
        });
        section("left out", report.notes());
    }

    private void heading(String text) {
        out.add("");
        out.add(text + ":");
    }

    private void section(String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            heading(heading);
            lines.forEach(l -> out.add("  " + l));
        }
    }

    private void pair(String indent, Optional<Mark> a, Optional<Mark> b, boolean around) {
        one(indent + "  1: ", a, report.a(), around);
        one(indent + "  2: ", b, report.b(), around);
    }

    private void one(String indent, Optional<Mark> mark, Side side, boolean around) {
        if (mark.isEmpty()) {
            out.add(indent + "nothing more of the kind");
            return;
        }
        Mark m = mark.get();
        out.add(indent + m.words() + " (" + position(m.event()) + ")");
        m.step()
                .ifPresent(s -> out.add((made(m.event()) ? "       by " : "       at ") + step(s, side) + ": "
                        + m.instruction() + ", lr " + side.at(s.link())));
        if (around) {
            for (Mark.Near near : m.around()) {
                TraceEvent e = near.event();
                out.add(String.format(
                        "     %s #%-8d %,14d  %s%s",
                        e.at().number() == m.event().at().number() ? ">" : " ",
                        e.at().number(),
                        e.at().count(),
                        e.cpu() < 0 ? "" : "pCPU " + e.cpu() + ": ",
                        near.words()));
            }
        }
    }

    /** Whether an instruction made it, and not the machine around the pCPUs. */
    private static boolean made(TraceEvent event) {
        return event.cpu() >= 0 || event instanceof TraceEvent.Console;
    }

    private static String position(TraceEvent e) {
        return String.format(
                "#%d, count %,d, %.6f s virtual", e.at().number(), e.at().count(), e.at().virtualNs() / 1e9);
    }

    private static String step(Step s, Side side) {
        return String.format("pCPU %d, %s mode, %s", s.cpu(), Mode.name(s.mode()), place(s.address(), side));
    }

    /** An address, and its name if it has one. */
    private static String place(long address, Side side) {
        String hex = String.format("0x%08x", address);
        return side.isNamed(address) ? hex + " " + side.at(address) : hex;
    }

    private void instruction(FirstInstruction f) {
        heading(String.format("first instruction after which the machines differ, count %,d", f.count()));
        boolean alike = f.a().pc() == f.b().pc() && f.a().cpu() == f.b().cpu();
        if (alike) {
            out.add("  " + step(f.a(), report.a()) + ": " + f.codeA());
        } else {
            out.add("  1: " + step(f.a(), report.a()) + ": " + f.codeA());
            out.add("  2: " + step(f.b(), report.b()) + ": " + f.codeB());
        }
        for (StateDiff.Register r : f.state().registers()) {
            out.add(String.format("  pCPU %d %s: 0x%08x / 0x%08x", r.cpu(), r.name(), r.a(), r.b()));
        }
        for (int i = 0; i < f.state().memory().size(); i++) {
            StateDiff.Piece p = f.state().memory().get(i);
            out.add(String.format("  memory 0x%08x, %d bytes: %s / %s", p.pa(), p.length(), p.a(), p.b()));
            String inA = store(f.writers().get(i).a(), report.a());
            String inB = store(f.writers().get(i).b(), report.b());
            out.add("    last written " + (inA.equals(inB) ? inA + " in both" : inA + " / " + inB));
        }
        if (f.state().pages() > 0) {
            out.add("  pages that differ: " + f.state().pages());
        }
        if (!f.state().parts().isEmpty()) {
            out.add("  parts of the machine that differ: "
                    + String.join(", ", f.state().parts()));
        }
        devices(f);
    }

    private void devices(FirstInstruction f) {
        List<String> inA = f.devicesA().stream().map(report.a()::words).toList();
        List<String> inB = f.devicesB().stream().map(report.b()::words).toList();
        for (String words : inA) {
            out.add("  devices " + (inB.contains(words) ? "in both" : "in 1") + ": " + words);
        }
        inB.stream().filter(w -> !inA.contains(w)).forEach(w -> out.add("  devices in 2: " + w));
    }

    private void partings() {
        List<Parting> shown = report.partings().stream().filter(Parting::isReal).toList();
        for (Parting p : shown.subList(0, Math.min(MOST_PARTINGS, shown.size()))) {
            heading("control parts on pCPU " + p.cpu() + " in " + place(p.pc(), report.a())
                    + (p.forGood() ? "" : ", and goes the same way again later"));
            out.add(way("  1: ", p.pc(), p.a(), report.a()));
            out.add(way("  2: ", p.pc(), p.b(), report.b()));
            for (Parting.Reading r : p.readings()) {
                reading(r);
            }
            others("  1: ", p.cpu(), p.a(), report.a());
            others("  2: ", p.cpu(), p.b(), report.b());
        }
        if (shown.size() > MOST_PARTINGS) {
            out.add("");
            out.add("  and " + (shown.size() - MOST_PARTINGS) + " partings more");
        }
    }

    private static String way(String indent, long pc, Parting.Way w, Side side) {
        return indent
                + (w.from() == pc ? "goes to " : "goes on, then from " + place(w.from(), side) + " to ")
                + place(w.to(), side)
                + String.format(", count %,d", w.count());
    }

    private void others(String indent, int cpu, Parting.Way way, Side side) {
        for (Whereabouts w : way.machine()) {
            if (w.cpu() != cpu) {
                out.add(indent + "then " + w.brief()
                        + (side.isNamed(w.pc() & 0xffff_ffffL) ? " " + side.at(w.pc()) : ""));
            }
        }
    }

    private void reading(Parting.Reading r) {
        out.add(String.format(
                "  before that, %s read %s, %d bytes: 0x%x / 0x%x",
                place(r.a().step().address(), report.a()),
                place(r.a().va(), report.a()),
                r.a().size(),
                r.a().value(),
                r.b().value()));
        written("    1: ", r.a(), r.aWriters(), report.a());
        written("    2: ", r.b(), r.bWriters(), report.b());
    }

    private void written(String indent, Loads.Load load, Writers.Around w, Side side) {
        out.add(String.format(
                "%sread at count %,d; last written %s; next written %s",
                indent, load.step().count(), store(w.before(), side), store(w.after(), side)));
    }

    static String store(Store store, Side side) {
        return switch (store) {
            case Store.ByCpu s ->
                String.format(
                        "by %s at count %,d (0x%x)",
                        step(s.step(), side), s.step().count(), s.value());
            case Store.ByDevice s -> String.format("by a device at count %,d", s.count());
            case Store.Never s -> "by nobody";
        };
    }
}
