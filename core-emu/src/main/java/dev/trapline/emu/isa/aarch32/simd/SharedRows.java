package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.isa.Encoding.Builder;
import dev.trapline.emu.isa.Encoding.Rows;

/**
 * Rows for A32 and T32 at once. All instructions of these extensions have encodings of both sets that differ only in their
 * first byte (DDI 0406C A7.1): a row is written with the A32 picture, and the T32 one follows from it.
 *
 * <p>Syntax tokens of these rows, beside those of all rows: {@code <D x>}, {@code <S x>} and {@code <Q x>} print an
 * extension register, the expression being the number of the D or S register (Q is half the number of its first D); {@code
 * <V q,x>} prints D or Q as {@code q} is 0 or 1; {@code <I x>} the number itself; {@code <bits z>} 8, 16, 32 or 64 for
 * {@code z} from 0; {@code <sign U>} S or U; {@code <dlist x,n,s>} and {@code <slist x,n>} braces with {@code n} registers
 * from {@code x}, {@code s} apart; {@code <dlanes x,n,s,i>} the same with an index each, or {@code []} if {@code i} is 8;
 * {@code <align a>} is {@code :} and 8 << a, or nothing if {@code a} is 0; {@code <post m>} is what follows an element
 * address: nothing, {@code !}, or {@code , <Rm>}; {@code <float x>} a binary32 pattern as a decimal number;
 * {@code <fixedbits z>} 16 or 32; {@code <us S>} U or S; {@code <E e>} of VCMP; {@code <BT T>} and {@code <round Z>}, R if 0,
 * of VCVT; {@code <vf i>} and {@code <fx i>} V and nothing, or F and X for the odd {@code i} of FLDMX and FSTMX; {@code
 * <fpreg r>} a register of VMRS; {@code <lx x>} of VTBL and VTBX; {@code <half16 x>} the low half of a repeated halfword;
 * {@code <maskbytes x>} 64 bits of which x has one for each byte.
 */
final class SharedRows {
    private final Rows a32;
    private final Rows t32;

    SharedRows(Rows a32, Rows t32) {
        this.a32 = a32;
        this.t32 = t32;
    }

    /** @param name the manual's name with the A32 encoding, such as {@code VADD_i_A1} */
    Pair row(String name, String a32Picture, String syntax, String meaning, String citation) {
        int encoding = name.lastIndexOf("_A");
        if (encoding < 0) {
            throw new IllegalArgumentException("row " + name + ": the name does not end in its encoding, such as _A1");
        }
        String t32Name = name.substring(0, encoding) + "_T" + name.substring(encoding + 2);
        return new Pair(
                a32.row(name, a32Picture, syntax, meaning, citation),
                t32.row(t32Name, t32Picture(name, a32Picture), syntax, meaning, citation));
    }

    private static String t32Picture(String name, String a32Picture) {
        String rest = a32Picture.substring(8);
        if (a32Picture.startsWith("cccc")) {
            return "1110" + a32Picture.substring(4);
        }
        if (a32Picture.startsWith("1111001")) {
            return "111" + a32Picture.charAt(7) + "1111" + rest;
        }
        if (a32Picture.startsWith("11110100")) {
            return "11111001" + rest;
        }
        throw new IllegalArgumentException("row " + name + ": no T32 encoding follows from " + a32Picture);
    }

    /** The two rows of one instruction. */
    static final class Pair {
        private final Builder a32;
        private final Builder t32;
        private String undefined = "";
        private String unpredictableInA32 = "";
        private String unpredictableInT32 = "";

        private Pair(Builder a32, Builder t32) {
            this.a32 = a32;
            this.t32 = t32;
        }

        Pair unless(String condition) {
            a32.unless(condition);
            t32.unless(condition);
            return this;
        }

        Pair undefined(String condition) {
            undefined = or(undefined, condition);
            a32.undefined(undefined);
            t32.undefined(undefined);
            return this;
        }

        Pair unpredictable(String condition) {
            return unpredictable(condition, condition);
        }

        /** Either may be empty. */
        Pair unpredictable(String inA32, String inT32) {
            unpredictableInA32 = or(unpredictableInA32, inA32);
            unpredictableInT32 = or(unpredictableInT32, inT32);
            a32.unpredictable(unpredictableInA32);
            t32.unpredictable(unpredictableInT32);
            return this;
        }

        /** UNPREDICTABLE, and here UNDEFINED: registers that do not exist, and the like. */
        Pair refused(String condition) {
            return undefined(condition).unpredictable(condition);
        }

        /** The core registers in these fields must not be the PC, nor in T32 the SP. */
        Pair core(String... letters) {
            for (String l : letters) {
                unpredictable(l + "=15", l + "=13 | " + l + "=15");
            }
            return this;
        }

        private static String or(String before, String condition) {
            return before.isEmpty() ? condition : condition.isEmpty() ? before : before + " | " + condition;
        }
    }
}
