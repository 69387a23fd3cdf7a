package dev.trapline.emu.world;

import dev.trapline.emu.state.Hsr;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.view.CpuParts;
import org.jspecify.annotations.Nullable;

/** A vCPU of a guest, and what it was when it last left a pCPU. */
final class GuestVcpu {
    private static final int VECTOR_HYP_TRAP = 0x14;
    private static final int VECTOR_IRQ = 0x18;
    /** It was powered off under its feet, and not by an exception. */
    static final int POWERED_OFF = 0;

    final int vmpidr;
    /** Whether it has left since its life began; what follows is without meaning if not. */
    boolean left;

    long leftAt;
    int vector;
    int syndrome;
    /** As {@link ExitRegisters} keeps it. */
    byte[] state = new byte[0];

    final long[] timer;
    /** Made from {@link #state} when somebody looks. */
    @Nullable
    CpuParts parts;

    GuestVcpu(int vmpidr, int timerCount) {
        this.vmpidr = vmpidr;
        timer = new long[timerCount];
    }

    /** Number of its thread: the lowest affinity level of its VMPIDR, from 1. */
    int thread() {
        return thread(vmpidr);
    }

    static int thread(int vmpidr) {
        return (vmpidr & 0xff) + 1;
    }

    /** For people, of one that has left in {@code mode}, such as {@code svc, left at 123456 by HVC}. */
    String state(int mode) {
        return String.format("%s, left at %d by %s", Mode.name(mode), leftAt, reason());
    }

    private String reason() {
        return switch (vector) {
            case POWERED_OFF -> "being powered off";
            case VECTOR_HYP_TRAP -> trap(syndrome >>> 26);
            case VECTOR_IRQ -> "IRQ";
            default -> "FIQ";
        };
    }

    private static String trap(int ec) {
        return switch (ec) {
            case Hsr.EC_WFI_WFE -> "WFI or WFE";
            case Hsr.EC_CP15_32, Hsr.EC_CP15_64 -> "an access to CP15";
            case Hsr.EC_CP14_32, Hsr.EC_CP14_LDC_STC, Hsr.EC_CP14_64 -> "an access to CP14";
            case Hsr.EC_HCPTR -> "an access that HCPTR traps";
            case Hsr.EC_SVC -> "SVC";
            case Hsr.EC_HVC -> "HVC";
            case Hsr.EC_SMC -> "SMC";
            case Hsr.EC_PREFETCH_ABORT -> "a prefetch abort";
            case Hsr.EC_DATA_ABORT -> "a data abort";
            default -> String.format("a trap, HSR.EC 0x%02x", ec);
        };
    }
}
