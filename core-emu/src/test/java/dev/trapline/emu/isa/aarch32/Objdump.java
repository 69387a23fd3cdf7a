package dev.trapline.emu.isa.aarch32;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.fixtures.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GNU objdump as a second opinion, and the one form that its lines and ours are both brought to.
 *
 * <p>Of both: lower case, no {@code #}, one blank at most, none after commas, numbers as signed decimal, offsets of 0 left
 * out, no {@code .n}, no {@code .w} after loads, stores and CPS, {@code ldm} and {@code stm} for {@code ldmia}, {@code push}
 * and their like.
 *
 * <p>Of objdump's only: comments go; {@code mov r0, #4, 2} is the number it means; {@code [pc, #8]} and {@code add r0, pc,
 * #8} are addresses where ours are; coprocessors and their registers are named {@code p15} and {@code c1}; {@code nop {23}} is
 * a hint; {@code neg}, {@code push} of one register and {@code mov r0, r1, lsl #2} are what they stand for; names that later
 * architectures gave to barriers and hints are their numbers; floating-point constants are taken from the comment; the second
 * register of an A32 {@code ldrd} is added; {@code asr #0} of SSAT and USAT is 32; LDREX has {@code sp} for {@code r13}; T32
 * literals, of which objdump takes some for LDRT and its like (DDI 0406C A6.3.7 to A6.3.9 do not), are never those; {@code
 * #-0} is only told from {@code #0} in A32; {@code vorr} of a register with itself is {@code vmov}, {@code vshl} by a
 * constant knows no sign, and {@code {d0[]-d1[]}} is the list of these.
 */
final class Objdump {
    static final String PROGRAM = "arm-none-eabi-objdump";

    private static final Pattern LINE = Pattern.compile("^ *([0-9a-f]+):\t[0-9a-f ]+\t(.*)$");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])-?(0x[0-9a-f]+|\\d+)(?![\\w.])");
    private static final Pattern ROTATED = Pattern.compile("#(\\d+), (\\d+)$");
    private static final Pattern PC_RELATIVE = Pattern.compile("\\[pc(?:,(-?\\d+))?]$");
    private static final Pattern ADR = Pattern.compile("^(add|sub)w?(\\w*) (\\w+),pc,(\\d+)$");
    private static final Pattern ALL_LANES = Pattern.compile("\\{d(\\d+)\\[]-d(\\d+)\\[]}");
    private static final Pattern COPROCESSOR = Pattern.compile("^((?:mcr|mrc|mrrc|cdp|ldc|stc)\\w*) (\\d+),");
    /** A32 accesses to two registers, of which objdump prints the first. */
    private static final Pattern PAIR =
            Pattern.compile("^((?:(?:ldr|str|ldrex)d\\w*|strexd\\w* \\w+,) ?)r(\\d+),(?=\\[)");

    /** What may carry .w in one of the two only, and where it says nothing. */
    private static final String QUALIFIED = "^((?:ldr|str|cps)\\S*)\\.w\\b";

    private static final Map<String, String> BARRIERS = new TreeMap<>();

    static {
        BARRIERS.put("oshld", "1");
        BARRIERS.put("nshld", "5");
        BARRIERS.put("ishld", "9");
        BARRIERS.put("ld", "13");
        BARRIERS.put("un", "nsh");
        BARRIERS.put("unst", "nshst");
    }

    private Objdump() {}

    /**
     * Disassembles code.
     *
     * @param code little-endian
     * @param base the address of its first byte
     * @return lines by address, as objdump has them after the address and the bytes
     */
    static Map<Integer, String> disassemble(Path dir, byte[] code, int base, boolean thumb) throws Exception {
        Path file = dir.resolve(thumb ? "thumb.bin" : "arm.bin");
        Files.write(file, code);
        Tools.Result result = Tools.run(List.of(
                PROGRAM,
                "-D",
                "-z",
                "-b",
                "binary",
                "-m",
                "arm",
                "-M",
                thumb ? "force-thumb,reg-names-std" : "reg-names-std",
                "--adjust-vma=" + base,
                file.toString()));
        assertThat(result.status()).as(result.err()).isZero();
        Map<Integer, String> lines = new TreeMap<>();
        for (String line : result.out().split("\n")) {
            Matcher m = LINE.matcher(line);
            if (m.matches()) {
                lines.put(Integer.parseUnsignedInt(m.group(1), 16), m.group(2));
            }
        }
        return lines;
    }

    /**
     * objdump's line in the common form.
     *
     * @param readPc what the instruction reads as the PC
     * @param ours our line in the common form, for what is an address in it
     */
    static String theirs(String line, int readPc, String ours) {
        String[] parts = line.split("[@;]", 2);
        String text = parts[0].strip();
        String comment = parts.length > 1 ? parts[1].strip() : "";
        if (text.startsWith("vmov") && text.matches(".*f.*#\\d+") && comment.matches("0x\\w+ +\\S+")) {
            text = text.replaceAll("#.*", comment.replaceAll(".* ", "").replaceAll("(\\.\\d+?)0*$", "$1"));
        }
        if ((text.startsWith("push") || text.startsWith("pop")) && comment.startsWith("(")) {
            text = comment.substring(1, comment.length() - 1);
        }
        text = ROTATED.matcher(text)
                .replaceAll(m -> "#" + Integer.rotateRight(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))));
        text = common(text);
        text = COPROCESSOR.matcher(text).replaceAll("$1 p$2,");
        text = text.replaceAll("\\bcr(\\d+)\\b", "c$1").replaceAll("(?<!]),\\{(\\d+)}$", ",$1");
        text = text.replaceAll("^nop([\\w.]*) \\{0}$", "nop$1").replaceAll("^nop([\\w.]*) \\{(\\d+)}$", "hint$1 $2");
        text = text.replaceAll("^neg(\\w*) (\\w+),(\\w+)$", "rsb$1 $2,$3,0");
        text = text.replaceAll("^sevl(|\\w\\w)$", "hint$1 5").replaceAll("^csdb(\\w*)$", "hint$1 20");
        text = text.replaceAll("^mul(\\w*) (\\w+),(\\w+)$", "mul$1 $2,$3,$2");
        if (ours.startsWith("eret")) {
            text = text.replaceAll("^subs(\\w*) pc,lr,0$", "eret$1");
        }
        if (ours.startsWith("vmov")) {
            text = text.replaceAll("^vorr(\\w*) (\\w+),(\\w+),\\3$", "vmov$1 $2,$3");
        }
        if (ours.matches("vshl\\w*\\.i.*")) {
            text = text.replaceAll("^(vshl\\w*)\\.s(\\d+ \\w+,\\w+,\\d+)$", "$1.i$2");
        }
        text = ALL_LANES.matcher(text).replaceAll(m -> {
            String lanes = "";
            for (int i = Integer.parseInt(m.group(1)); i <= Integer.parseInt(m.group(2)); i++) {
                lanes += (lanes.isEmpty() ? "d" : ",d") + i + "[]";
            }
            return "{" + lanes + "}";
        });
        text = barrier(text);
        text = text.replace("r13", "sp")
                .replace("r14", "lr")
                .replace("r15", "pc")
                .replaceAll(",asr 0$", ",asr 32");
        text = PAIR.matcher(text).replaceAll(m -> m.group(1) + "r" + m.group(2) + "," + second(m.group(2)) + ",");
        Matcher adr = ADR.matcher(text);
        if (ours.startsWith("adr") && adr.matches()) {
            int offset = Integer.parseInt(adr.group(4));
            int address = (readPc & ~3) + (adr.group(1).equals("add") ? offset : -offset);
            text = "adr" + adr.group(2) + " " + adr.group(3) + "," + address;
        }
        if (!ours.contains("[pc")) {
            text = text.replaceAll("^(ldr(?:s?[bh])?)t(\\w*) (?=\\w+,\\[pc)", "$1$2 ");
            text = PC_RELATIVE
                    .matcher(text)
                    .replaceAll(m ->
                            Integer.toString((readPc & ~3) + (m.group(1) == null ? 0 : Integer.parseInt(m.group(1)))));
        }
        return text;
    }

    private static String second(String first) {
        return first.equals("12") ? "sp" : "r" + (Integer.parseInt(first) + 1);
    }

    private static String barrier(String line) {
        String text = line.replaceAll("^ssbb(\\w*)$", "dsb$1 0")
                .replaceAll("^pssbb(\\w*)$", "dsb$1 4")
                .replaceAll("^dfb(\\w*)$", "dsb$1 12");
        String name = text.substring(text.indexOf(' ') + 1);
        String other = BARRIERS.get(name);
        return other == null ? text : text.substring(0, text.indexOf(' ') + 1) + other;
    }

    /** What both sides go through. */
    static String common(String line) {
        String text = line.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
        text = text.replaceAll(", ", ",").replace("#", "").replaceAll(" (?=:)", "");
        text = text.replaceAll("^(\\S+)\\.n\\b", "$1").replaceAll(QUALIFIED, "$1");
        text = NUMBER.matcher(text).replaceAll(Objdump::decimal);
        text = text.replaceAll("(,-?\\d+)\\.0$", "$1");
        text = text.replace(",0]", "]").replaceAll("],0$", "]");
        text = text.replaceAll("^(ldm|stm|rfe|srs)ia", "$1").replaceAll("^(ldm)fd|^(stm)ea", "$1$2");
        text = text.replaceAll("^push(\\w*) ", "stmdb$1 sp!,").replaceAll("^pop(\\w*) ", "ldm$1 sp!,");
        return text.replaceAll("^mov(s?[\\w.]*) (\\w+),(\\w+),rrx$", "rrx$1 $2,$3")
                .replaceAll("^mov(s?[\\w.]*) (\\w+),(\\w+),(\\w+) (\\d+)$", "$4$1 $2,$3,$5");
    }

    private static String decimal(MatchResult m) {
        boolean negative = m.group().startsWith("-");
        String digits = m.group(1);
        long value = digits.startsWith("0x") ? Long.parseUnsignedLong(digits.substring(2), 16) : Long.parseLong(digits);
        if (value >>> 32 != 0) {
            return Long.toString(value);
        }
        return negative && value == 0 ? "-0" : Integer.toString((int) (negative ? -value : value));
    }
}
