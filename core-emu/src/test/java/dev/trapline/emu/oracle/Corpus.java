package dev.trapline.emu.oracle;

import dev.trapline.emu.isa.Encoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The cases of a seed: so many of every row, and of words that no row has, each executed on this machine already. */
final class Corpus {
    /** Rows that are left to directed tests, and why. */
    static final Map<String, String> ELSEWHERE = Map.of(
            "wfi", "waits for ever under QEMU: bare-metal programs",
            "wfe", "QEMU's is a NOP: bare-metal programs",
            "hvc", "enters Hyp mode: bare-metal programs");

    /** What is done with a case. */
    interface Taker {
        void take(TestCase c) throws IOException;
    }

    private static final int UNALLOCATED_FACTOR = 20;
    private static final int MOST_TRIES = 50;

    private final long seed;
    private final int perRow;
    private final OurMachine machine;
    private final Taker taker;
    final List<String> unreachable = new ArrayList<>();
    final Map<String, Integer> casesByRow = new TreeMap<>();
    int cases;

    /** @param machine interprets each case before it is taken */
    Corpus(long seed, int perRow, OurMachine machine, Taker taker) {
        this.seed = seed;
        this.perRow = perRow;
        this.machine = machine;
        this.taker = taker;
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
    }

    private boolean one(InstructionSet set, Encoding row, String name, int i) throws IOException {
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            TestCase c = new CaseGenerator(seed(name, i, attempt)).draw(set, row);
            if (c == null) {
                return false;
            }
            // A load or store that aborts is of interest now and then.
            boolean abortWanted = i % 8 == 0 || attempt > MOST_TRIES / 2;
            if (machine.execute(c)
                    && (abortWanted || !CaseGenerator.isMemory(row) || c.ours[Layout.KIND] != Layout.DATA_ABORT)) {
                keep(c);
                return true;
            }
        }
        // Never of use: such as a branch to itself. Counted, so that a row without cases shows.
        return true;
    }

    private void add(TestCase c) throws IOException {
        if (machine.execute(c)) {
            keep(c);
        }
    }

    private void keep(TestCase c) throws IOException {
        casesByRow.merge(c.name(), 1, Integer::sum);
        cases++;
        taker.take(c);
    }

    private long seed(String name, int i, int attempt) {
        long h = seed * 0x9e37_79b9_7f4a_7c15L;
        for (int k = 0; k < name.length(); k++) {
            h = (h ^ name.charAt(k)) * 0x100_0000_01b3L;
        }
        return h + i * 1_000_003L + attempt * 0x5_deec_e66dL;
    }
}
