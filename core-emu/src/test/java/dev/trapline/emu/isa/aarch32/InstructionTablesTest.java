package dev.trapline.emu.isa.aarch32;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.isa.DecodeTable;
import dev.trapline.emu.isa.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class InstructionTablesTest {
    private static final int TRIES = 200_000;

    private static Map<String, DecodeTable> tables() {
        Map<String, DecodeTable> all = new TreeMap<>();
        all.put("A32", AArch32Tables.A32);
        all.put("T32", AArch32Tables.T32);
        all.put("T16", AArch32Tables.T16);
        return all;
    }

    @Test
    void everyRowHasTheWidthOfItsTableACitationAndAMeaning() {
        tables().forEach((name, table) -> {
            for (Encoding row : table.rows()) {
                assertThat(row.width()).as(row.name()).isEqualTo(name.equals("T16") ? 16 : 32);
                assertThat(row.citation()).as(row.name()).matches("DDI 0406C [AB]\\d+\\.\\d+.*");
                assertThat(AArch32Tables.OPERATIONS
                                .byName(row.method())
                                .method()
                                .getName())
                        .as(row.name())
                        .isEqualTo(row.method());
                assertThat(row.mask() & row.shouldMask()).as(row.name()).isZero();
            }
        });
    }

    @Test
    void namesAreUniqueInATable() {
        tables().forEach((name, table) -> {
            Set<String> seen = new TreeSet<>();
            table.rows()
                    .forEach(row -> assertThat(seen.add(row.name()))
                            .as(name + " " + row.name())
                            .isTrue());
        });
    }

    @Test
    @SuppressWarnings("ReferenceEquality")
    void someWordDecodesToEveryRow() {
        tables().forEach((name, table) -> {
            for (Encoding row : table.rows()) {
                SplittableRandom random = new SplittableRandom(1);
                boolean reached = false;
                for (int i = 0; i < TRIES && !reached; i++) {
                    reached = table.find(word(row, random)) == row;
                }
                assertThat(reached)
                        .as("no word decodes to %s %s", name, row.name())
                        .isTrue();
            }
        });
    }

    @Test
    void noWordHasTwoRowsWithEquallyManyFixedBits() {
        List<String> ambiguous = new ArrayList<>();
        tables().forEach((name, table) -> {
            List<Encoding> rows = table.rows();
            for (int i = 0; i < rows.size(); i++) {
                for (int j = i + 1; j < rows.size(); j++) {
                    Encoding a = rows.get(i);
                    Encoding b = rows.get(j);
                    if (a.fixedBits() == b.fixedBits()
                            && ((a.match() ^ b.match()) & a.mask() & b.mask()) == 0
                            && common(a, b)) {
                        ambiguous.add(name + " " + a.name() + " and " + b.name());
                    }
                }
            }
        });
        assertThat(ambiguous).isEmpty();
    }

    private static boolean common(Encoding a, Encoding b) {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < TRIES; i++) {
            int word = random.nextInt() & ~(a.mask() | b.mask()) | a.match() | b.match();
            if (a.matches(word) && b.matches(word)) {
                return true;
            }
        }
        return false;
    }

    private static int word(Encoding row, SplittableRandom random) {
        int word = random.nextInt();
        if (random.nextBoolean()) {
            // Fields of all ones or zeroes are more often special than random ones.
            for (int i = 0; i < 3; i++) {
                word &= random.nextInt();
            }
        }
        word = word & ~row.mask() | row.match();
        return row.width() == 16 ? word & 0xffff : word;
    }
}
