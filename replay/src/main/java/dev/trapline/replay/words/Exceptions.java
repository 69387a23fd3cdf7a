package dev.trapline.replay.words;

import dev.trapline.emu.state.Mode;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.symbols.CodeKind;
import dev.trapline.replay.symbols.Symbols;
import java.util.Optional;
import java.util.OptionalLong;

/** What an exception's numbers mean (DDI 0406C B1.8.1, B1.8.3, B3.13.6). */
public final class Exceptions {
    private static final int CLASS_SHIFT = 26;
    private static final int STAGE2_FETCH = 0x20;
    private static final int STAGE2_ACCESS = 0x24;
    private static final int CLASS_SVC = 0x11;
    private static final int CLASS_HVC = 0x12;
    private static final int CLASS_SMC = 0x13;
    private static final int WRITE = 1 << 6;

    private Exceptions() {}

    /** The vector's word, as in the JSON. */
    public static String vector(TraceEvent.ExceptionTaken e) {
        boolean hyp = e.toMode() == Mode.HYP;
        return switch (e.vector()) {
            case 0x00 -> "reset";
            case 0x04 -> "undefined";
            case 0x08 -> hyp ? "hvc" : "svc";
            case 0x0c -> "prefetch-abort";
            case 0x10 -> "data-abort";
            case 0x14 -> "hyp-trap";
            case 0x18 -> "irq";
            case 0x1c -> "fiq";
            default -> String.format("vector-0x%02x", e.vector());
        };
    }

    /** Whether it went to an address that could not be reached: the fault address is one. */
    public static boolean hasFaultAddress(TraceEvent.ExceptionTaken e) {
        return switch (e.vector()) {
            case 0x0c, 0x10 -> true;
            case 0x14 -> isStage2(e);
            default -> false;
        };
    }

    static boolean isInterrupt(TraceEvent.ExceptionTaken e) {
        return e.vector() == 0x18 || e.vector() == 0x1c;
    }

    private static boolean isStage2(TraceEvent.ExceptionTaken e) {
        int c = e.syndrome() >>> CLASS_SHIFT;
        return c == STAGE2_FETCH || c == STAGE2_ACCESS;
    }

    /** Why a trap or call came to Hyp mode; empty for other exceptions. */
    public static String hypClass(TraceEvent.ExceptionTaken e) {
        if (e.toMode() != Mode.HYP || isInterrupt(e)) {
            return "";
        }
        int immediate = e.syndrome() & 0xffff;
        return switch (e.syndrome() >>> CLASS_SHIFT) {
            case 0x00 -> "unknown reason";
            case 0x01 -> (e.syndrome() & 1) == 0 ? "wfi" : "wfe";
            case 0x03 -> "mcr/mrc cp15";
            case 0x04 -> "mcrr/mrrc cp15";
            case 0x05 -> "mcr/mrc cp14";
            case 0x06 -> "ldc/stc cp14";
            case 0x07 -> "coprocessor 0-13";
            case 0x08 -> "vmrs";
            case 0x09 -> "jazelle";
            case 0x0a -> "bxj";
            case 0x0c -> "mrrc cp14";
            case CLASS_SVC -> "svc";
            case CLASS_HVC -> String.format("hvc #0x%x", immediate);
            case CLASS_SMC -> "smc";
            case STAGE2_FETCH -> "stage 2 fetch";
            case 0x21 -> "prefetch abort in hyp";
            case 0x22 -> "pc alignment";
            case STAGE2_ACCESS -> (e.syndrome() & WRITE) == 0 ? "stage 2 load" : "stage 2 store";
            case 0x25 -> "data abort in hyp";
            default -> String.format("class 0x%02x", e.syndrome() >>> CLASS_SHIFT);
        };
    }

    /**
     * The access to a coprocessor that trapped to Hyp mode, as in assembly, such as {@code mcr p15, 0, r3, c1, c0, 0}; empty for
     * other exceptions.
     */
    public static Optional<String> coprocessorAccess(TraceEvent.ExceptionTaken e) {
        if (e.toMode() != Mode.HYP || isInterrupt(e)) {
            return Optional.empty();
        }
        int iss = e.syndrome();
        return switch (iss >>> CLASS_SHIFT) {
            case 0x03 -> Optional.of(oneRegister(15, iss));
            case 0x05 -> Optional.of(oneRegister(14, iss));
            case 0x04 -> Optional.of(twoRegisters(15, iss));
            case 0x0c -> Optional.of(twoRegisters(14, iss));
            default -> Optional.empty();
        };
    }

    private static String oneRegister(int coprocessor, int iss) {
        return String.format(
                "%s p%d, %d, r%d, c%d, c%d, %d",
                (iss & 1) == 0 ? "mcr" : "mrc",
                coprocessor,
                iss >>> 14 & 7,
                iss >>> 5 & 15,
                iss >>> 10 & 15,
                iss >>> 1 & 15,
                iss >>> 17 & 7);
    }

    private static String twoRegisters(int coprocessor, int iss) {
        return String.format(
                "%s p%d, %d, r%d, r%d, c%d",
                (iss & 1) == 0 ? "mcrr" : "mrrc",
                coprocessor,
                iss >>> 16 & 15,
                iss >>> 5 & 15,
                iss >>> 10 & 15,
                iss >>> 1 & 15);
    }

    /**
     * Address of the instruction that caused it, or that an interrupt came before; empty where that depends on whether the
     * code is A32 or T32, and no symbol says which.
     */
    public static OptionalLong instruction(TraceEvent.ExceptionTaken e, Symbols symbols) {
        long to = e.returnAddress();
        if (e.toMode() == Mode.HYP) {
            return switch (isInterrupt(e) ? -1 : e.syndrome() >>> CLASS_SHIFT) {
                case CLASS_HVC -> before(to, 4);
                case CLASS_SVC -> svc(to, symbols);
                default -> OptionalLong.of(to);
            };
        }
        return switch (e.vector()) {
            case 0x04 -> symbols.codeAt(to - 4) == CodeKind.A32 ? before(to, 4) : OptionalLong.empty();
            case 0x08 -> svc(to, symbols);
            case 0x10 -> before(to, 8);
            default -> before(to, 4);
        };
    }

    private static OptionalLong svc(long to, Symbols symbols) {
        return switch (symbols.codeAt(to - 2)) {
            case A32 -> before(to, 4);
            case T32 -> before(to, 2);
            case DATA, UNKNOWN -> OptionalLong.empty();
        };
    }

    private static OptionalLong before(long to, int bytes) {
        return OptionalLong.of(to - bytes & 0xffff_ffffL);
    }
}
