package dev.trapline.emu.oracle;

import dev.trapline.emu.isa.Encoding;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One instruction in one state, and what became of it. */
final class TestCase {
    private static final int DEBUG_EVENT = 2;

    final InstructionSet set;
    /** Null where the word belongs to no row. */
    final @Nullable Encoding row;

    final int word;
    final int[] input = new int[Layout.INPUT_WORDS];
    final int[] ours = new int[Layout.OUTPUT_WORDS];
    /** Why this machine could not execute it, or null. */
    @Nullable
    Throwable broken;

    TestCase(InstructionSet set, @Nullable Encoding row, int word) {
        this.set = set;
        this.row = row;
        this.word = word;
    }

    /** The same, not executed yet. */
    TestCase again() {
        TestCase c = new TestCase(set, row, word);
        System.arraycopy(input, 0, c.input, 0, input.length);
        c.input[Layout.WINDOW_PLACE] += OurMachine.WINDOW_BEFORE;
        return c;
    }

    String name() {
        return set + " " + (row == null ? "(no row)" : row.name());
    }

    boolean isUnpredictable() {
        return row != null && row.isUnpredictable(word);
    }

    /** Where the two outputs differ, in words; null if nowhere. */
    @Nullable
    String difference(int[] theirs) {
        StringBuilder b = new StringBuilder();
        if (broken != null) {
            b.append(" threw ").append(broken);
        }
        for (int i = 0; i < Layout.COMPARED; i++) {
            if (ours[i] != theirs[i] && matters(i)) {
                b.append(' ')
                        .append(label(i))
                        .append(' ')
                        .append(value(i, ours[i]))
                        .append(" qemu ");
                b.append(value(i, theirs[i]));
            }
        }
        return b.isEmpty() ? null : b.toString();
    }

    private boolean matters(int i) {
        return switch (i) {
            case Layout.DFSR, Layout.DFAR -> ours[Layout.KIND] == Layout.DATA_ABORT;
            case Layout.IFSR -> ours[Layout.KIND] == Layout.PREFETCH_ABORT;
            // BKPT leaves IFAR UNKNOWN (DDI 0406C B3.13).
            case Layout.IFAR ->
                ours[Layout.KIND] == Layout.PREFETCH_ABORT && (ours[Layout.IFSR] & 0x40f) != DEBUG_EVENT;
            default -> !isUnknown(i);
        };
    }

    /** The registers of an LDRD whose second word aborts are UNKNOWN (DDI 0406C B1.9.8); QEMU has loaded the first. */
    private boolean isUnknown(int i) {
        if (row == null || !row.method().startsWith("ldrd") || ours[Layout.KIND] != Layout.DATA_ABORT) {
            return false;
        }
        int mode = input[Layout.CPSR] & 31;
        return i == Layout.register(mode, row.arguments().get(0).value(word))
                || i == Layout.register(mode, row.arguments().get(1).value(word));
    }

    private static String value(int i, int value) {
        return i == Layout.KIND && value >= 0 && value < Layout.KINDS.length
                ? Layout.KINDS[value]
                : String.format(Locale.ROOT, "%08x", value);
    }

    static String label(int i) {
        if (i < Layout.PC) {
            return "r" + i;
        }
        if (i >= Layout.WINDOW) {
            return "mem+" + (i - Layout.WINDOW) * 4;
        }
        if (i >= Layout.D) {
            return "s" + (i - Layout.D);
        }
        return switch (i) {
            case Layout.PC -> "lr_exc";
            case Layout.CPSR -> "psr";
            case Layout.KIND -> "kind";
            case Layout.FPSCR -> "fpscr";
            case Layout.DFSR -> "dfsr";
            case Layout.DFAR -> "dfar";
            case Layout.IFSR -> "ifsr";
            case Layout.IFAR -> "ifar";
            case Layout.FPEXC -> "fpexc";
            default -> i < Layout.FIQ ? "irq" + (i - Layout.IRQ) : "fiq" + (i - Layout.FIQ);
        };
    }

    String inputs(boolean all) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i <= Layout.FPSCR; i++) {
            if (i != Layout.KIND) {
                b.append(i == Layout.PC ? "pc" : label(i))
                        .append('=')
                        .append(value(-1, input[i]))
                        .append(' ');
            }
        }
        b.append(String.format(Locale.ROOT, "window=%08x", input[Layout.WINDOW_PLACE]));
        for (int i = Layout.D; all && i < Layout.D + 64; i++) {
            b.append(' ').append(label(i)).append('=').append(value(-1, input[i]));
        }
        return b.toString();
    }
}
