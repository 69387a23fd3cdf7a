package dev.trapline.emu.isa.aarch32.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.isa.DecodeTable;
import dev.trapline.emu.isa.Encoding;
import dev.trapline.emu.isa.aarch32.AArch32Tables;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rows of the extensions, as a table. */
class ExtensionTablesTest {
    private static final List<Encoding> A32 = extension(AArch32Tables.A32);
    private static final List<Encoding> T32 = extension(AArch32Tables.T32);

    /** The rows whose meanings are in this package. */
    static List<Encoding> extension(DecodeTable table) {
        return table.rows().stream()
                .filter(row -> ExtensionTables.MEANINGS.contains(
                        AArch32Tables.OPERATIONS.byName(row.method()).method().getDeclaringClass()))
                .toList();
    }

    @Test
    void everyRowHasANameOfItsOwnACitationAndASyntax() {
        TreeSet<String> names = new TreeSet<>();
        for (List<Encoding> table : List.of(A32, T32)) {
            for (Encoding row : table) {
                assertThat(names.add(row.name()))
                        .as("two rows are called " + row.name())
                        .isTrue();
                assertThat(row.citation()).as(row.name()).matches("DDI 0406C A8\\.8\\.\\d+(, B9\\.3\\.\\d+)?");
                assertThat(row.syntax()).as(row.name()).matches("(V|<vf i>).*");
            }
        }
    }

    @Test
    void noWordOfARowHasAnotherRowThatFitsItAsWell() {
        rowsDoNotCollide(A32, AArch32Tables.A32);
        rowsDoNotCollide(T32, AArch32Tables.T32);
    }

    /** Rows with equally many fixed bits would be told apart by nothing but the order they were written in. */
    private static void rowsDoNotCollide(List<Encoding> rows, DecodeTable table) {
        SplittableRandom random = new SplittableRandom(7);
        for (Encoding row : rows) {
            for (int i = 0; i < 400; i++) {
                int word = random.nextInt() & ~row.mask() | row.match();
                if (!row.matches(word)) {
                    continue;
                }
                for (Encoding other : table.rows()) {
                    if (other.matches(word) && !other.name().equals(row.name())) {
                        assertThat(other.fixedBits())
                                .as(row.name() + " and " + other.name() + " both fit " + Integer.toHexString(word))
                                .isNotEqualTo(row.fixedBits());
                    }
                }
            }
        }
    }

    @Test
    void everyA32WordMeansTheSameAsTheT32WordThatFollowsFromIt() {
        TreeMap<String, Encoding> t32 = new TreeMap<>();
        T32.forEach(row -> t32.put(row.name(), row));
        SplittableRandom random = new SplittableRandom(8);
        for (Encoding row : A32) {
            Encoding other = t32.get(row.name().replaceAll("_A(\\d)$", "_T$1"));
            if (other == null) {
                throw new AssertionError(row.name() + " has no T32 row");
            }
            for (int i = 0; i < 50; i++) {
                int word = random.nextInt() & ~row.mask() | row.match();
                if (row.conditionMask() != 0) {
                    word = word & 0x0fff_ffff | 0xe000_0000;
                }
                int t = toT32(word);
                assertThat(other.matches(t))
                        .as(row.name() + " " + Integer.toHexString(word))
                        .isEqualTo(row.matches(word));
                assertThat(other.undefined().holds(t)).isEqualTo(row.undefined().holds(word));
                assertThat(values(other, t)).isEqualTo(values(row, word));
            }
        }
    }

    @Test
    void aPictureThatHasNoT32FormIsRefused() {
        Encoding.Rows any = new Encoding.Rows(List.of());
        SharedRows rows = new SharedRows(any, any);
        assertThatThrownBy(() -> rows.row("X_A1", "cccd00000000000000000000000000000", "X", "x", "none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X_A1");
        assertThatThrownBy(() -> rows.row("X", "cccc0000000000000000000000000000", "X", "x", "none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("_A1");
    }

    /** The mapping as DDI 0406C A7.4, A7.5 and A7.7 state it, on words. */
    private static int toT32(int a32) {
        if (a32 >>> 25 == 0b1111001) {
            return 0xef00_0000 | (a32 & 0x0100_0000) << 4 | a32 & 0x00ff_ffff;
        }
        return a32 >>> 24 == 0xf4 ? 0xf900_0000 | a32 & 0x00ff_ffff : a32;
    }

    private static List<Integer> values(Encoding row, int word) {
        return row.arguments().stream().map(e -> e.value(word)).toList();
    }
}
