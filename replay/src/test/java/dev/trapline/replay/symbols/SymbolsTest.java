package dev.trapline.replay.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.replay.symbols.Symbol.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SymbolsTest {
    private static final Symbol FIRST = new Symbol(0x1000, 0x20, "first", Kind.FUNCTION);
    private static final Symbol ALIAS = new Symbol(0x1000, 0x40, "alias", Kind.FUNCTION);
    private static final Symbol LABEL = new Symbol(0x2000, 0, "label", Kind.OTHER);
    private static final Symbol VECTORS = new Symbol(0xffff_0000L, 0x20, "vectors", Kind.FUNCTION);
    private static final Symbols SYMBOLS = Symbols.of(List.of(VECTORS, LABEL, FIRST, ALIAS));

    @Test
    void anAddressIsDescribedByTheSymbolItLiesIn() {
        assertThat(SYMBOLS.describe(0x1000)).isEqualTo("first");
        assertThat(SYMBOLS.describe(0x101f)).isEqualTo("first+0x1f");
        assertThat(SYMBOLS.describe(0x1020)).as("beyond the first of two").isEqualTo("alias+0x20");
        assertThat(SYMBOLS.describe(0x1040)).as("beyond both").isEqualTo("0x1040");
        assertThat(SYMBOLS.describe(0x2ffc)).as("no size: up to the next").isEqualTo("label+0xffc");
        assertThat(SYMBOLS.describe(0xffff_0008L)).isEqualTo("vectors+0x8");
        assertThat(SYMBOLS.describe(0xfff)).isEqualTo("0xfff");
        assertThat(Symbols.NONE.describe(0x1000)).isEqualTo("0x1000");
    }

    @Test
    void aNameLeadsToEveryPlaceItIsGivenTo() {
        Symbol other = new Symbol(0x3000, 4, "first", Kind.OBJECT);
        assertThat(SYMBOLS.and(Symbols.of(List.of(other))).named("first")).containsExactly(FIRST, other);
        assertThat(SYMBOLS.named("nobody")).isEmpty();
    }

    @Test
    void ofTwoSetsTheOneAskedGoesFirst() {
        Symbols better = Symbols.of(List.of(new Symbol(0x1000, 0x20, "better", Kind.FUNCTION)));
        assertThat(better.and(SYMBOLS).describe(0x1004)).isEqualTo("better+0x4");
        assertThat(SYMBOLS.and(better).describe(0x1004)).isEqualTo("first+0x4");
    }

    @Test
    void addressesAreUnsigned() {
        Symbol kernel = new Symbol(0xffff_8000_0000_0000L, 0, "kernel", Kind.FUNCTION);
        Symbols symbols = Symbols.of(List.of(kernel, FIRST));
        assertThat(symbols.all()).containsExactly(FIRST, kernel);
        assertThat(symbols.describe(0xffff_8000_0000_0010L)).isEqualTo("kernel+0x10");
    }

    @Test
    void mappingSymbolsTellCodeFromData() {
        Symbols symbols = Symbols.of(
                List.of(FIRST), Map.of(0x1000L, CodeKind.A32, 0x1010L, CodeKind.DATA, 0x1014L, CodeKind.T32));
        assertThat(symbols.codeAt(0xfff)).isEqualTo(CodeKind.UNKNOWN);
        assertThat(symbols.codeAt(0x100c)).isEqualTo(CodeKind.A32);
        assertThat(symbols.codeAt(0x1013)).isEqualTo(CodeKind.DATA);
        assertThat(symbols.codeAt(0x9000)).isEqualTo(CodeKind.T32);
    }
}
