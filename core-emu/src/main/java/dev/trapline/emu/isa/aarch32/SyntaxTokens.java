package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.SyntaxToken;
import dev.trapline.emu.state.Mode;
import java.util.List;

/** The tokens of A32 and T32 rows that depend on fields alone; {@link Disassembler} lists them. */
final class SyntaxTokens {
    private static final String[] REGISTERS = {
        "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "sp", "lr", "pc"
    };
    private static final String[] CONDITIONS = {
        "eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le", "al", "nv"
    };
    private static final String[] SHIFTS = {"lsl", "lsr", "asr", "ror"};
    /** By the opcode field of data-processing instructions (DDI 0406C A5.2.1). */
    private static final String[] OPERATIONS = {
        "and", "eor", "sub", "rsb", "add", "adc", "sbc", "rsc", "tst", "teq", "cmp", "cmn", "orr", "mov", "bic", "mvn"
    };
    /** By the option field of DMB and DSB (DDI 0406C A8.8.43); the rest has no name. */
    private static final String[] BARRIERS = {
        "", "", "oshst", "osh", "", "", "nshst", "nsh", "", "", "ishst", "ish", "", "", "st", "sy"
    };
    /** By number (DDI 0406C A5.2.11); the others have no name. */
    private static final String[] HINTS = {"nop", "yield", "wfe", "wfi", "sev"};

    private static final int OPCODE_MOV = 13;
    private static final int OPCODE_MVN = 15;

    static final List<SyntaxToken> ALL = List.of(
            SyntaxToken.words("R", REGISTERS),
            new SyntaxToken("P", 1, (out, v) -> out.append('p').append(v[0])),
            new SyntaxToken("C", 1, (out, v) -> out.append('c').append(v[0])),
            new SyntaxToken("Rapsr", 1, (out, v) -> out.append(v[0] == 15 ? "apsr_nzcv" : REGISTERS[v[0]])),
            new SyntaxToken("shift", 2, (out, v) -> shift(out, v[0], v[1])),
            SyntaxToken.words("shiftname", SHIFTS),
            SyntaxToken.words("minus", "-", ""),
            new SyntaxToken("offset8", 2, (out, v) -> offset(out, v[0], v[1])),
            new SyntaxToken("offset12", 2, (out, v) -> offset(out, v[0], v[1])),
            new SyntaxToken("offset8x4", 2, (out, v) -> offset(out, v[0] * 4, v[1])),
            SyntaxToken.words("wback", "", "!"),
            SyntaxToken.words("long", "", "l"),
            new SyntaxToken("list", 1, (out, v) -> list(out, v[0])),
            new SyntaxToken("listpc", 1, (out, v) -> list(out, v[0] | 1 << 15)),
            new SyntaxToken(
                    "ldmmode", 2, (out, v) -> out.append(v[0] == 0 ? v[1] == 0 ? "da" : "" : v[1] == 0 ? "db" : "ib")),
            new SyntaxToken("psr", 2, (out, v) -> psr(out, v[0], v[1])),
            new SyntaxToken("banked", 3, (out, v) -> banked(out, BankedRegister.of(v[0] == 1, v[1], v[2]))),
            SyntaxToken.words("imod", "", "", "ie", "id"),
            new SyntaxToken("cpsflags", 6, SyntaxTokens::cpsFlags),
            SyntaxToken.words("endian", "le", "be"),
            new SyntaxToken("barrier", 1, (out, v) -> barrier(out, BARRIERS[v[0]], v[0])),
            new SyntaxToken("isb", 1, (out, v) -> barrier(out, v[0] == 15 ? "sy" : "", v[0])),
            new SyntaxToken("rotate", 1, (out, v) -> out.append(v[0] == 0 ? "" : ", ror #" + 8 * v[0])),
            SyntaxToken.words("x", "b", "t"),
            SyntaxToken.words("xx", "", "x"),
            SyntaxToken.words("r", "", "r"),
            new SyntaxToken("width", 2, (out, v) -> out.append(v[0] - v[1] + 1)),
            SyntaxToken.words("zero", "", "n"),
            new SyntaxToken("itmask", 2, (out, v) -> itMask(out, v[0], v[1])),
            SyntaxToken.words("itcond", CONDITIONS),
            SyntaxToken.words("returnop", OPERATIONS),
            new SyntaxToken("returnreg", 2, (out, v) -> returnRegister(out, v[0], v[1])),
            new SyntaxToken("hint", 1, (out, v) -> out.append(hint(v[0]))),
            new SyntaxToken("hintnumber", 1, (out, v) -> hintNumber(out, v[0])),
            SyntaxToken.words("pldw", "w", ""));

    private SyntaxTokens() {}

    /** The two letters of a condition, none for always. */
    static String condition(int cond) {
        return cond >= 14 ? "" : CONDITIONS[cond];
    }

    /** Small numbers in decimal, others in hexadecimal, which is how gdb's users read either. */
    static void number(StringBuilder out, int value, boolean signed) {
        if (signed && value < 0) {
            out.append('-');
            number(out, -value, false);
        } else if (Integer.compareUnsigned(value, 4096) < 0) {
            out.append(value);
        } else {
            out.append("0x").append(Integer.toHexString(value));
        }
    }

    /** DecodeImmShift (DDI 0406C A8.4.3). */
    private static void shift(StringBuilder out, int type, int imm5) {
        if (type == 3 && imm5 == 0) {
            out.append(", rrx");
        } else if (type != 0 || imm5 != 0) {
            out.append(", ").append(SHIFTS[type]).append(" #").append(imm5 == 0 ? 32 : imm5);
        }
    }

    /** Nothing for 0 upwards; 0 downwards is another instruction, and printed so. */
    private static void offset(StringBuilder out, int offset, int up) {
        if (up == 0 || offset != 0) {
            out.append(up == 0 ? ", #-" : ", #").append(offset);
        }
    }

    private static void list(StringBuilder out, int registers) {
        String separator = "{";
        for (int i = 0; i < 16; i++) {
            if ((registers >>> i & 1) != 0) {
                out.append(separator).append(REGISTERS[i]);
                separator = ", ";
            }
        }
        out.append(registers == 0 ? "{}" : "}");
    }

    private static void psr(StringBuilder out, int spsr, int mask) {
        out.append(spsr == 0 ? "cpsr_" : "spsr_");
        for (int i = 3; i >= 0; i--) {
            if ((mask >>> i & 1) != 0) {
                out.append("cxsf".charAt(i));
            }
        }
    }

    private static void banked(StringBuilder out, int register) {
        int number = register >>> 8;
        out.append(number == BankedRegister.SPSR ? "spsr" : number == BankedRegister.ELR ? "elr" : REGISTERS[number]);
        out.append(
                switch (register & 0xff) {
                    case Mode.USR -> "_usr";
                    case Mode.FIQ -> "_fiq";
                    case Mode.IRQ -> "_irq";
                    case Mode.SVC -> "_svc";
                    case Mode.ABT -> "_abt";
                    case Mode.UND -> "_und";
                    case Mode.HYP -> "_hyp";
                    default -> "";
                });
    }

    /** imod, A, I, F, M, mode. */
    private static void cpsFlags(StringBuilder out, int[] v) {
        boolean flags = v[0] >= 2;
        if (flags) {
            out.append(v[1] == 1 ? "a" : "").append(v[2] == 1 ? "i" : "").append(v[3] == 1 ? "f" : "");
        }
        if (v[4] == 1) {
            out.append(flags ? ", #" : "#").append(v[5]);
        }
    }

    private static void barrier(StringBuilder out, String name, int option) {
        if (name.isEmpty()) {
            out.append('#').append(option);
        } else {
            out.append(name);
        }
    }

    /** A letter for each instruction but the first: T if its condition is that of IT, E if the opposite. */
    private static void itMask(StringBuilder out, int first, int mask) {
        for (int i = 3; i > Integer.numberOfTrailingZeros(mask); i--) {
            out.append((mask >>> i & 1) == (first & 1) ? 't' : 'e');
        }
    }

    private static void returnRegister(StringBuilder out, int opcode, int n) {
        if (opcode != OPCODE_MOV && opcode != OPCODE_MVN) {
            out.append(REGISTERS[n]).append(", ");
        }
    }

    private static String hint(int number) {
        return number < HINTS.length ? HINTS[number] : "hint";
    }

    private static void hintNumber(StringBuilder out, int number) {
        if (number >= HINTS.length) {
            out.append(" #").append(number);
        }
    }
}
