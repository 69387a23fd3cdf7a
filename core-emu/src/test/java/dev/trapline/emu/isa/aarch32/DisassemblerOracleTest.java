package dev.trapline.emu.isa.aarch32;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trapline.emu.isa.DecodeTable;
import dev.trapline.emu.isa.Encoding;
import dev.trapline.fixtures.Tools;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every row beside GNU objdump: a wrong picture, a wrong field or a wrong mnemonic shows here. The words are seeded, of all
 * rows, and none that the manual calls UNDEFINED or UNPREDICTABLE.
 */
@Tag("oracle")
class DisassemblerOracleTest {
    private static final int BASE = 0x0040_0000;
    private static final int WORDS_OF_A_ROW = 40;
    private static final int ATTEMPTS = 4000;
    private static final int SLOT = 16;
    /** The first halfword that begins an instruction of 32 bits. */
    private static final int FIRST_WIDE = 0xe800;

    private static final short NOP = (short) 0xbf00;

    @TempDir
    Path dir;

    /** A word, where it stands, and its row. */
    private record Sample(Encoding row, int pc, int word, int itCondition) {}

    @Test
    void a32InstructionsPrintAsObjdumpPrintsThem() throws Exception {
        assumeTrue(Tools.present(Objdump.PROGRAM));
        List<Sample> samples = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (Encoding row : AArch32Tables.A32.rows()) {
            if (row.name().startsWith("HINT_m")) {
                // The unallocated memory hints are <UNDEFINED> to objdump.
                continue;
            }
            for (int word : words(AArch32Tables.A32, row, random)) {
                samples.add(new Sample(row, BASE + 4 * samples.size(), word, Disassembler.NOT_IN_IT_BLOCK));
            }
        }
        ByteBuffer code = ByteBuffer.allocate(4 * samples.size()).order(ByteOrder.LITTLE_ENDIAN);
        samples.forEach(s -> code.putInt(s.word));

        agree(samples, Objdump.disassemble(dir, code.array(), BASE, false), false);
    }

    @Test
    void t16InstructionsPrintAsObjdumpPrintsThem() throws Exception {
        thumb(AArch32Tables.T16);
    }

    /** The whole space of 16 bits, outside IT blocks: nothing that objdump knows is missing, nothing is too much. */
    @Test
    void everyT16WordPrintsAsObjdumpPrintsItOrIsUndefinedForBoth() throws Exception {
        assumeTrue(Tools.present(Objdump.PROGRAM));
        int count = FIRST_WIDE;
        ByteBuffer code = nops(count);
        for (int word = 0; word < count; word++) {
            code.putShort(SLOT * word, (short) word);
        }
        Map<Integer, String> theirs = Objdump.disassemble(dir, code.array(), BASE, true);
        List<String> differences = new ArrayList<>();
        for (int word = 0; word < count; word++) {
            Encoding row = AArch32Tables.T16.find(word);
            if (row != null && row.isUnpredictable(word)) {
                continue;
            }
            int pc = BASE + SLOT * word;
            String raw = theirs.getOrDefault(pc, "nothing");
            String line = Disassembler.disassemble(pc, word, true, false, Disassembler.NOT_IN_IT_BLOCK);
            String ours = Objdump.common(line);
            String their = Objdump.theirs(raw, pc + 4, ours);
            // SETPAN and HLT are instructions of ARMv8; mov r8, r8 was a NOP when there was none.
            boolean same = raw.contains("<UNDEFINED>") || raw.startsWith("setpan") || raw.startsWith("hlt")
                    ? ours.startsWith(".inst")
                    : ours.equals(their) || raw.endsWith("(mov r8, r8)") && ours.equals("mov r8,r8");
            if (!same) {
                differences.add("%04x: %s | objdump: %s".formatted(word, line, raw));
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void t32InstructionsPrintAsObjdumpPrintsThem() throws Exception {
        thumb(AArch32Tables.T32);
    }

    /** Each in a slot of its own between NOPs, at either alignment, and in an IT block if its syntax has a place for it. */
    private void thumb(DecodeTable table) throws Exception {
        assumeTrue(Tools.present(Objdump.PROGRAM));
        List<Sample> samples = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(2);
        for (Encoding row : table.rows()) {
            boolean conditional = row.conditionMask() == 0 && row.syntax().contains("<c>");
            for (int word : words(table, row, random)) {
                int it = conditional && random.nextInt(4) == 0 ? random.nextInt(14) : Disassembler.NOT_IN_IT_BLOCK;
                samples.add(new Sample(row, BASE + SLOT * samples.size() + 4 - 2 * random.nextInt(2), word, it));
            }
        }
        ByteBuffer code = nops(samples.size());
        for (Sample s : samples) {
            int at = s.pc - BASE;
            if (s.itCondition != Disassembler.NOT_IN_IT_BLOCK) {
                code.putShort(at - 2, (short) (0xbf08 | s.itCondition << 4));
            }
            if (s.row.width() == 32) {
                code.putShort(at, (short) (s.word >>> 16)).putShort(at + 2, (short) s.word);
            } else {
                code.putShort(at, (short) s.word);
            }
        }

        agree(samples, Objdump.disassemble(dir, code.array(), BASE, true), true);
    }

    private static ByteBuffer nops(int slots) {
        ByteBuffer code = ByteBuffer.allocate(SLOT * slots).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < code.capacity(); i += 2) {
            code.putShort(i, NOP);
        }
        return code;
    }

    /** Random words of a row, its fields also at their ends more often than chance would have it. */
    private static List<Integer> words(DecodeTable table, Encoding row, SplittableRandom random) {
        List<Integer> words = new ArrayList<>();
        for (int i = 0; i < ATTEMPTS && words.size() < WORDS_OF_A_ROW; i++) {
            int word = random.nextInt();
            for (int field : row.fields().values()) {
                switch (random.nextInt(8)) {
                    case 0 -> word &= ~field;
                    case 1 -> word |= field;
                    default -> {}
                }
            }
            word = word & ~row.mask() & ~row.shouldMask() | row.match() | row.shouldMatch();
            if (row.syntax().contains("<Pp>")) {
                // objdump knows instructions of others under most other coprocessors' numbers.
                word |= 0xe00;
            }
            if (row.method().equals("ldc") || row.method().equals("stc")) {
                // And of ARMv8-M's under 15.
                word &= ~0x100;
            }
            if (row.width() == 16) {
                word &= 0xffff;
            }
            Encoding found = table.find(word);
            if (found != null
                    && found.name().equals(row.name())
                    && !row.undefined().holds(word)
                    && !row.isUnpredictable(word)
                    // objdump leaves out the exclamation mark of these.
                    && !(row.name().matches("(LDR|STR)D_i_T1_pre|(LDC_i|STC)_[AT]1_pre") && (word & 0xff) == 0)
                    && (words.size() < 4 || !words.contains(word))) {
                words.add(word);
            }
        }
        assertThat(words).as("words of " + row.name()).isNotEmpty();
        return words;
    }

    private static void agree(List<Sample> samples, Map<Integer, String> theirs, boolean thumb) {
        List<String> differences = new ArrayList<>();
        String last = "";
        for (Sample s : samples) {
            String line = Disassembler.disassemble(s.pc, s.word, thumb, s.row.width() == 32, s.itCondition);
            String ours = Objdump.common(thumb ? withoutMinusZero(line) : line);
            String raw = theirs.getOrDefault(s.pc, "nothing");
            if (thumb) {
                raw = withoutMinusZero(raw);
            }
            String their = Objdump.theirs(raw, s.pc + (thumb ? 4 : 8), ours);
            // One of each row is enough to see what is wrong.
            if (!ours.equals(their) && !last.equals(s.row.name())) {
                last = s.row.name();
                differences.add(
                        "%s %08x: %s | objdump: %s | %s | %s".formatted(s.row.name(), s.word, line, raw, ours, their));
            }
        }
        assertThat(differences).isEmpty();
    }

    private static String withoutMinusZero(String line) {
        return line.replaceAll(", #-0(?=]|$)", "");
    }
}
