package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.DecodeTable;
import dev.trapline.emu.isa.Encoding;
import dev.trapline.emu.isa.FieldExpression;
import dev.trapline.emu.isa.Syntax;
import dev.trapline.emu.isa.SyntaxToken;
import dev.trapline.emu.isa.aarch32.simd.ExtensionTables;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prints instructions as their rows' syntax says: UAL in lower case, registers as gdb names them, branch targets and
 * literals as addresses. All syntaxes are taken apart when this class is first used; a token it does not know fails then,
 * and names the row.
 *
 * <p>Tokens, the arguments being expressions over the row's fields (see {@link Syntax} for their shape):
 *
 * <table>
 *   <caption>Tokens of all rows</caption>
 *   <tr><td>{@code <c>}</td><td>condition: the field c, or else that of the IT block; nothing for always</td></tr>
 *   <tr><td><code>{S}</code></td><td>s if the field S is 1; in 16-bit rows without it, s outside an IT block</td></tr>
 *   <tr><td>{@code <x>}</td><td>a number, where x is any expression that is not just c</td></tr>
 *   <tr><td>{@code <Rd>}, {@code <R x>}</td><td>a register, by field or number</td></tr>
 *   <tr><td>{@code <Rapsr t>}</td><td>a register, apsr_nzcv for 15</td></tr>
 *   <tr><td>{@code <Pp>}, {@code <Cn>}</td><td>p15, c1</td></tr>
 *   <tr><td>{@code <label x>}</td><td>address x from what an instruction reads as the PC</td></tr>
 *   <tr><td>{@code <literal x>}</td><td>address x from Align(PC, 4)</td></tr>
 *   <tr><td>{@code <shift t,i>}</td><td>nothing or ", lsl #n", from type and imm5</td></tr>
 *   <tr><td>{@code <shiftname t>}</td><td>lsl, lsr, asr, ror</td></tr>
 *   <tr><td>{@code <rotate r>}</td><td>nothing or ", ror #n"</td></tr>
 *   <tr><td>{@code <minus u>}</td><td>"-" if u is 0</td></tr>
 *   <tr><td>{@code <offset8 i,u>}, {@code <offset12 i,u>}, {@code <offset8x4 i,u>}</td><td>", #n", ", #-n" if u is 0,
 *       nothing for 0 upwards</td></tr>
 *   <tr><td>{@code <wback w>}</td><td>"!" if w is 1</td></tr>
 *   <tr><td>{@code <long L>}</td><td>l if 1</td></tr>
 *   <tr><td>{@code <list l>}, {@code <listpc l>}</td><td>registers in braces; the latter with the PC</td></tr>
 *   <tr><td>{@code <ldmmode p,u>}</td><td>ib, da, db, or nothing for ia</td></tr>
 *   <tr><td>{@code <psr r,m>}</td><td>cpsr_ or spsr_ and letters of fsxc</td></tr>
 *   <tr><td>{@code <banked r,M,m>}</td><td>a banked register such as sp_irq</td></tr>
 *   <tr><td>{@code <imod p>}, {@code <cpsflags p,A,I,F,M,m>}</td><td>of CPS: ie or id; letters of aif and mode</td></tr>
 *   <tr><td>{@code <endian e>}</td><td>le or be</td></tr>
 *   <tr><td>{@code <barrier o>}, {@code <isb o>}</td><td>option of DMB and DSB, of ISB</td></tr>
 *   <tr><td>{@code <x N>}, {@code <xx M>}, {@code <r r>}</td><td>of multiplies: b or t; x if 1; r if 1</td></tr>
 *   <tr><td>{@code <width m,l>}</td><td>m - l + 1</td></tr>
 *   <tr><td>{@code <zero o>}</td><td>n if 1</td></tr>
 *   <tr><td>{@code <itmask f,m>}, {@code <itcond f>}</td><td>of IT: letters t and e; the condition, al included</td></tr>
 *   <tr><td>{@code <returnop o>}, {@code <returnreg o,n>}</td><td>of SUBS PC, LR and its like: mnemonic by opcode; "rn, "
 *       unless it is mov or mvn</td></tr>
 *   <tr><td>{@code <hint h>}, {@code <hintnumber h>}</td><td>nop, yield, ..., hint; " #n" for the last</td></tr>
 *   <tr><td>{@code <pldw r>}</td><td>w if 0</td></tr>
 * </table>
 *
 * Those of the Advanced SIMD and Floating-point rows are with these rows.
 */
public final class Disassembler {
    /** In place of a condition: the instruction is not in an IT block. */
    public static final int NOT_IN_IT_BLOCK = -1;

    private static final Map<String, SyntaxToken> TOKENS = new TreeMap<>();

    static {
        for (List<SyntaxToken> some : List.of(SyntaxTokens.ALL, ExtensionTables.TOKENS)) {
            for (SyntaxToken t : some) {
                if (TOKENS.put(t.name(), t) != null) {
                    throw new IllegalArgumentException("two syntax tokens are called " + t.name());
                }
            }
        }
    }

    private static final Map<String, Printer[]> A32 = printers(AArch32Tables.A32);
    private static final Map<String, Printer[]> T16 = printers(AArch32Tables.T16);
    private static final Map<String, Printer[]> T32 = printers(AArch32Tables.T32);

    private Disassembler() {}

    /** An instruction where it stands. */
    private record Place(int pc, int word, boolean thumb, int itCondition) {
        /** What it reads as the PC. */
        int readPc() {
            return pc + (thumb ? 4 : 8);
        }
    }

    @FunctionalInterface
    private interface Printer {
        void print(StringBuilder out, Place at);
    }

    /**
     * Prints one instruction.
     *
     * @param pc its address
     * @param word the instruction; a 32-bit T32 one with its first halfword in the top 16 bits
     * @param thumb whether it is T32
     * @param wide whether it is a 32-bit T32 one
     * @param itCondition the condition its IT block gives it, 0 to 14, or {@link #NOT_IN_IT_BLOCK}
     * @return such as {@code ldr r0, [r1, #4]}; an UNDEFINED word as {@code .inst}, {@code .inst.n} or {@code .inst.w}
     */
    public static String disassemble(int pc, int word, boolean thumb, boolean wide, int itCondition) {
        Encoding row = AArch32Decoder.rowOf(thumb, word, wide);
        if (row == null || row.undefined().holds(word)) {
            return undefined(word, thumb, wide);
        }
        Printer[] printers = (thumb ? wide ? T32 : T16 : A32).get(row.name());
        if (printers == null) {
            throw new IllegalStateException("row " + row.name() + " has no syntax");
        }
        Place at = new Place(pc, word, thumb, itCondition);
        StringBuilder out = new StringBuilder();
        for (Printer p : printers) {
            p.print(out, at);
        }
        return out.toString();
    }

    /** The condition that ITSTATE (DDI 0406C A2.5.2) gives the next instruction, or {@link #NOT_IN_IT_BLOCK}. */
    public static int itCondition(int itState) {
        return (itState & 0xf) == 0 ? NOT_IN_IT_BLOCK : itState >>> 4 & 0xf;
    }

    private static String undefined(int word, boolean thumb, boolean wide) {
        return thumb && !wide
                ? String.format(Locale.ROOT, ".inst.n 0x%04x", word & 0xffff)
                : String.format(Locale.ROOT, thumb ? ".inst.w 0x%08x" : ".inst 0x%08x", word);
    }

    private static Map<String, Printer[]> printers(DecodeTable table) {
        Map<String, Printer[]> all = new TreeMap<>();
        for (Encoding row : table.rows()) {
            Printer[] printers = printers(row);
            if (all.put(row.name(), printers) != null) {
                throw new IllegalArgumentException("two rows are called " + row.name());
            }
        }
        return all;
    }

    /**
     * How a row is printed.
     *
     * @throws IllegalArgumentException naming the row, if a token is none
     */
    static Printer[] printers(Encoding row) {
        return Syntax.of(row, AArch32Tables.FUNCTIONS).pieces().stream()
                .map(piece -> switch (piece) {
                    case Syntax.Text(String text) -> text(text.toLowerCase(Locale.ROOT));
                    case Syntax.Token(String name, List<FieldExpression> arguments) -> token(row, name, arguments);
                })
                .toArray(Printer[]::new);
    }

    private static Printer text(String text) {
        return (out, at) -> out.append(text);
    }

    private static Printer token(Encoding row, String name, List<FieldExpression> arguments) {
        return switch (name) {
            case Syntax.CONDITION -> condition(row);
            case Syntax.FLAGS -> flags(row);
            case Syntax.NUMBER -> {
                FieldExpression x = only(row, name, arguments);
                yield (out, at) -> SyntaxTokens.number(out, x.value(at.word), x.signed());
            }
            case "label" -> {
                FieldExpression x = only(row, name, arguments);
                yield (out, at) -> address(out, at.readPc() + x.value(at.word));
            }
            case "literal" -> {
                FieldExpression x = only(row, name, arguments);
                yield (out, at) -> address(out, (at.readPc() & ~3) + x.value(at.word));
            }
            default -> fields(row, name, arguments);
        };
    }

    private static Printer condition(Encoding row) {
        int mask = row.conditionMask();
        return mask != 0
                ? (out, at) -> out.append(SyntaxTokens.condition(Integer.compress(at.word, mask)))
                : (out, at) ->
                        out.append(at.itCondition == NOT_IN_IT_BLOCK ? "" : SyntaxTokens.condition(at.itCondition));
    }

    private static Printer flags(Encoding row) {
        if (row.fields().containsKey('S')) {
            return (out, at) -> out.append(row.field('S', at.word) == 1 ? "s" : "");
        }
        if (row.width() != 16) {
            throw new IllegalArgumentException("row " + row.name() + ": {S} without a field S in " + row.syntax());
        }
        return (out, at) -> out.append(at.itCondition == NOT_IN_IT_BLOCK ? "s" : "");
    }

    private static Printer fields(Encoding row, String name, List<FieldExpression> arguments) {
        @Nullable SyntaxToken token = TOKENS.get(name);
        if (token == null) {
            throw new IllegalArgumentException(
                    "row " + row.name() + ": no token is called " + name + " in " + row.syntax());
        }
        count(row, name, arguments, token.arity());
        FieldExpression[] x = arguments.toArray(new FieldExpression[0]);
        return (out, at) -> {
            int[] values = new int[x.length];
            for (int i = 0; i < x.length; i++) {
                values[i] = x[i].value(at.word);
            }
            token.body().print(out, values);
        };
    }

    private static FieldExpression only(Encoding row, String name, List<FieldExpression> arguments) {
        count(row, name, arguments, 1);
        return arguments.get(0);
    }

    private static void count(Encoding row, String name, List<FieldExpression> arguments, int wanted) {
        if (arguments.size() != wanted) {
            throw new IllegalArgumentException(
                    "row " + row.name() + ": <" + name + "> takes " + wanted + " arguments in " + row.syntax());
        }
    }

    private static void address(StringBuilder out, int address) {
        out.append(String.format(Locale.ROOT, "0x%08x", address));
    }
}
