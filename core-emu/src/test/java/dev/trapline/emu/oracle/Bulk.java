package dev.trapline.emu.oracle;

import dev.trapline.emu.isa.Encoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Runs so many cases of every row on both machines, and keeps what differed. */
final class Bulk {
    /** Rows that are left to directed tests, and why. */
    static final Map<String, String> ELSEWHERE = Map.of(
            "wfi", "waits for ever under QEMU: bare-metal programs",
            "wfe", "QEMU's is a NOP: bare-metal programs",
            "hvc", "enters Hyp mode: bare-metal programs");

    /** One kind of mismatch. */
    static final class Mismatch {
        final String name;
        final String citation;
        final boolean unpredictable;
        int count;
        final List<String> examples = new ArrayList<>();

        Mismatch(TestCase c) {
            name = c.name();
            citation = c.row == null ? "-" : c.row.citation();
            unpredictable = c.isUnpredictable();
        }
    }

    private static final int UNALLOCATED_FACTOR = 20;
    private static final int MOST_TRIES = 50;

    private final long seed;
    private final int perRow;
    private final int mostExamples;
    private final QemuMachine qemu;
    private final OurMachine ours = new OurMachine();
    private final List<TestCase> batch = new ArrayList<>();
    final Map<String, Mismatch> mismatches = new TreeMap<>();
    final List<String> unreachable = new ArrayList<>();
    final Map<String, Integer> casesByRow = new TreeMap<>();
    int cases;
    int defined;

    Bulk(QemuMachine qemu, long seed, int perRow, int mostExamples) {
        this.qemu = qemu;
        this.seed = seed;
        this.perRow = perRow;
        this.mostExamples = mostExamples;
    }

    void run(Predicate<String> wanted) throws IOException {
        for (InstructionSet set : InstructionSet.values()) {
            for (Encoding row : set.table.rows()) {
                String name = set + " " + row.name();
                if (wanted.test(name) && !ELSEWHERE.containsKey(row.method())) {
                    for (int i = 0; i < perRow; i++) {
                        if (!one(set, row, name, i)) {
                            unreachable.add(name);
                            break;
                        }
                    }
                }
            }
            String none = set + " (no row)";
            if (wanted.test(none)) {
                for (int i = 0; i < perRow * UNALLOCATED_FACTOR; i++) {
                    CaseGenerator g = new CaseGenerator(seed(none, i, 0));
                    add(g.drawUnallocated(set));
                }
            }
        }
        flush();
    }

    private boolean one(InstructionSet set, Encoding row, String name, int i) throws IOException {
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            TestCase c = new CaseGenerator(seed(name, i, attempt)).draw(set, row);
            if (c == null) {
                return false;
            }
            // A load or store that aborts is of interest now and then.
            boolean abortWanted = i % 8 == 0 || attempt > MOST_TRIES / 2;
            if (ours.execute(c)
                    && (abortWanted || !CaseGenerator.isMemory(row) || c.ours[Layout.KIND] != Layout.DATA_ABORT)) {
                keep(c);
                return true;
            }
        }
        // Never of use: such as a branch to itself. Counted, so that a row without cases shows.
        return true;
    }

    private void add(TestCase c) throws IOException {
        if (ours.execute(c)) {
            keep(c);
        }
    }

    private void keep(TestCase c) throws IOException {
        casesByRow.merge(c.name(), 1, Integer::sum);
        cases++;
        batch.add(c);
        if (batch.size() == Layout.BATCH) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        int[][] theirs = qemu.run(batch);
        for (int i = 0; i < theirs.length; i++) {
            TestCase c = batch.get(i);
            String difference = c.difference(theirs[i]);
            if (difference != null) {
                // Alone, so that it is no other's doing: what QEMU stores outside a case's window stays for a while.
                difference = c.difference(qemu.run(List.of(c))[0]);
            }
            if (!c.isUnpredictable()) {
                defined++;
            }
            if (difference != null) {
                String key = c.name() + (c.isUnpredictable() ? " unpredictable" : "");
                Mismatch m = mismatches.computeIfAbsent(key, k -> new Mismatch(c));
                m.count++;
                if (m.examples.size() < mostExamples) {
                    boolean fp = difference.contains(" s");
                    m.examples.add(
                            String.format(Locale.ROOT, "%08x:%s%n      from %s", c.word, difference, c.inputs(fp)));
                }
            }
        }
        batch.clear();
    }

    private long seed(String name, int i, int attempt) {
        long h = seed * 0x9e37_79b9_7f4a_7c15L;
        for (int k = 0; k < name.length(); k++) {
            h = (h ^ name.charAt(k)) * 0x100_0000_01b3L;
        }
        return h + i * 1_000_003L + attempt * 0x5_deec_e66dL;
    }
}
