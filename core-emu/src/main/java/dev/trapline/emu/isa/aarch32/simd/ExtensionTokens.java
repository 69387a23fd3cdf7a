package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.isa.SyntaxToken;
import java.util.List;

/** The syntax tokens that rows of these extensions use beside those of all rows; {@link SharedRows} lists them. */
final class ExtensionTokens {
    static final List<SyntaxToken> ALL = List.of(
            new SyntaxToken("D", 1, (out, v) -> out.append('d').append(v[0])),
            new SyntaxToken("S", 1, (out, v) -> out.append('s').append(v[0])),
            new SyntaxToken("Q", 1, (out, v) -> out.append('q').append(v[0] >> 1)),
            new SyntaxToken(
                    "V", 2, (out, v) -> out.append(v[0] == 0 ? "d" : "q").append(v[1] >> v[0])),
            new SyntaxToken("I", 1, (out, v) -> out.append(v[0])),
            SyntaxToken.words("bits", "8", "16", "32", "64"),
            SyntaxToken.words("fixedbits", "16", "32"),
            SyntaxToken.words("sign", "s", "u"),
            SyntaxToken.words("us", "u", "s"),
            SyntaxToken.words("E", "", "e"),
            SyntaxToken.words("BT", "b", "t"),
            SyntaxToken.words("round", "r", ""),
            SyntaxToken.words("lx", "l", "x"),
            new SyntaxToken("half16", 1, (out, v) -> out.append(v[0] & 0xffff)),
            new SyntaxToken("maskbytes", 1, (out, v) -> maskBytes(out, v[0])),
            new SyntaxToken("vf", 1, (out, v) -> out.append((v[0] & 1) == 0 ? 'v' : 'f')),
            new SyntaxToken("fx", 1, (out, v) -> out.append((v[0] & 1) == 0 ? "" : "x")),
            new SyntaxToken("dlist", 3, (out, v) -> list(out, 'd', v[0], v[1], v[2])),
            new SyntaxToken("slist", 2, (out, v) -> list(out, 's', v[0], v[1], 1)),
            new SyntaxToken("dlanes", 4, (out, v) -> lanes(out, v)),
            new SyntaxToken("align", 1, (out, v) -> out.append(v[0] == 0 ? "" : ":" + (8 << v[0]))),
            new SyntaxToken("post", 1, (out, v) -> post(out, v[0])),
            new SyntaxToken("float", 1, (out, v) -> out.append(Float.intBitsToFloat(v[0]))),
            new SyntaxToken("fpreg", 1, (out, v) -> out.append(systemRegister(v[0]))));

    private ExtensionTokens() {}

    private static void list(StringBuilder out, char kind, int first, int count, int apart) {
        out.append('{').append(kind).append(first);
        if (apart == 1 && count > 1) {
            out.append('-').append(kind).append(first + count - 1);
        } else {
            for (int i = 1; i < count; i++) {
                out.append(", ").append(kind).append(first + i * apart);
            }
        }
        out.append('}');
    }

    /** First register, count, distance, index; 8 stands for all lanes. */
    private static void lanes(StringBuilder out, int[] v) {
        String index = v[3] == 8 ? "[]" : "[" + v[3] + "]";
        String separator = "{";
        for (int i = 0; i < v[1]; i++) {
            out.append(separator).append('d').append(v[0] + i * v[2]).append(index);
            separator = ", ";
        }
        out.append('}');
    }

    /** Every bit stands for a byte of ones or zeros. */
    private static void maskBytes(StringBuilder out, int bits) {
        out.append("0x");
        for (int i = 7; i >= 0; i--) {
            out.append((bits >>> i & 1) == 0 ? "00" : "ff");
        }
    }

    private static void post(StringBuilder out, int m) {
        if (m == 13) {
            out.append('!');
        } else if (m != 15) {
            out.append(", ").append(m == 14 ? "lr" : "r" + m);
        }
    }

    private static String systemRegister(int number) {
        return switch (number) {
            case VfpTransfer.FPSID -> "fpsid";
            case 1 -> "fpscr";
            case VfpTransfer.MVFR1 -> "mvfr1";
            case VfpTransfer.MVFR0 -> "mvfr0";
            case VfpTransfer.FPEXC -> "fpexc";
            default -> "#" + number;
        };
    }
}
