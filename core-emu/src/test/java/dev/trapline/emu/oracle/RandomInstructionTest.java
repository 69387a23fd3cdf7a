package dev.trapline.emu.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trapline.emu.isa.Encoding;
import dev.trapline.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every row of the tables beside QEMU: registers, flags, FPSCR, exception, syndrome and memory must be equal.
 *
 * <p>{@code -Dtrapline.oracle.rows=REGEX} (on names such as {@code T32 ADC_i_T1}), {@code -Dtrapline.oracle.seed=N} and
 * {@code -Dtrapline.oracle.cases=N} choose what is run again; {@code -Dtrapline.oracle.write=true} writes the list of
 * allowed mismatches anew.
 */
@Tag("oracle")
class RandomInstructionTest {
    static final long SEED = 20_261_122;
    private static final int SAMPLE = 40;
    private static final int FULL = 2000;
    private static final int EXAMPLES = 3;

    static int casesPerRow() {
        return Integer.getInteger("trapline.oracle.cases", Boolean.getBoolean("trapline.long") ? FULL : SAMPLE);
    }

    @Test
    void everyInstructionDoesWhatQemuDoes() throws IOException {
        assumeTrue(Tools.present("qemu-system-arm"));
        boolean full = Boolean.getBoolean("trapline.long");
        long seed = Long.getLong("trapline.oracle.seed", SEED);
        int perRow = casesPerRow();
        String rows = System.getProperty("trapline.oracle.rows", ".*");
        boolean asListed = seed == SEED && perRow == (full ? FULL : SAMPLE) && rows.equals(".*");
        Pattern wanted = Pattern.compile(rows);
        Bulk bulk;
        try (QemuMachine qemu = new QemuMachine()) {
            bulk = new Bulk(qemu, seed, perRow, EXAMPLES);
            bulk.run(name -> wanted.matcher(name).matches());
        }
        System.out.printf(
                Locale.ROOT,
                "seed %d: %d cases of %d rows, %d cases not UNPREDICTABLE%n",
                seed,
                bulk.corpus.cases,
                bulk.corpus.casesByRow.size(),
                bulk.defined);

        List<String> wrong = new ArrayList<>();
        for (Bulk.Mismatch m : bulk.mismatches.values()) {
            if (!m.unpredictable) {
                wrong.add(m.name + " (" + m.citation + "), " + m.count + " of " + bulk.corpus.casesByRow.get(m.name)
                        + ":\n    " + String.join("\n    ", m.examples));
            }
        }
        bulk.corpus.unreachable.forEach(name -> wrong.add(name + ": no word decodes to it"));
        for (InstructionSet set : InstructionSet.values()) {
            for (Encoding row : set.table.rows()) {
                String name = set + " " + row.name();
                if (wanted.matcher(name).matches()
                        && !Corpus.ELSEWHERE.containsKey(row.method())
                        && bulk.corpus.casesByRow.getOrDefault(name, 0) < perRow) {
                    wrong.add(name + ": only " + bulk.corpus.casesByRow.getOrDefault(name, 0) + " cases");
                }
            }
        }
        if (asListed) {
            Path file = Path.of("src/test/resources/dev/trapline/emu/oracle")
                    .resolve(full ? "allowed-long.txt" : "allowed-sample.txt");
            AllowedMismatches happened = AllowedMismatches.of(bulk);
            if (Boolean.getBoolean("trapline.oracle.write")) {
                happened.write(
                        file,
                        "# UNPREDICTABLE words that QEMU 7.2 takes otherwise, of " + perRow
                                + " cases a row: row | section | how many. Written by RandomInstructionTest.");
            }
            wrong.addAll(AllowedMismatches.read(file).complaints(happened));
        }
        assertThat(wrong)
                .as("seed %d; again with -Dtrapline.oracle.rows='...' -Dtrapline.oracle.seed=%d", seed, seed)
                .isEmpty();
    }
}
