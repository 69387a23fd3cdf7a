package dev.trapline.emu.oracle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Runs a corpus on QEMU as well, and keeps what differed. */
final class Bulk {
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

    private final int mostExamples;
    private final QemuMachine qemu;
    private final List<TestCase> batch = new ArrayList<>();
    final Corpus corpus;
    final Map<String, Mismatch> mismatches = new TreeMap<>();
    int defined;

    Bulk(QemuMachine qemu, long seed, int perRow, int mostExamples) {
        this.qemu = qemu;
        this.mostExamples = mostExamples;
        corpus = new Corpus(seed, perRow, new OurMachine(), this::add);
    }

    void run(Predicate<String> wanted) throws IOException {
        corpus.run(wanted);
        flush();
    }

    private void add(TestCase c) throws IOException {
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
}
