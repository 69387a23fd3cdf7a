package dev.trapline.emu.exec;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.SemihostingPort;

/**
 * What one pCPU is at, for a person.
 *
 * @param cpu its number
 * @param state whether it executes, or why not
 * @param pc address of the instruction it would execute next
 * @param mode mode bits of its CPSR
 * @param masks the letters of the CPSR mask bits that are set, of A, I and F
 */
public record Whereabouts(int cpu, State state, int pc, int mode, String masks) {
    /** Whether a pCPU executes. */
    public enum State {
        RUNNING("runs"),
        WFI("waits in WFI"),
        WFE("waits in WFE"),
        KEY("waits for a key in a semihosting call"),
        OFF("is powered off");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }

    /** What {@code s} is at now. */
    public static Whereabouts of(Cpu s) {
        State state = !s.on
                ? State.OFF
                : s.waitingForInterrupt
                        ? State.WFI
                        : s.waitingForEvent ? State.WFE : waitsForKey(s) ? State.KEY : State.RUNNING;
        String masks = (s.maskA ? "A" : "") + (s.maskI ? "I" : "") + (s.maskF ? "F" : "");
        return new Whereabouts(s.index, state, s.pc, s.mode, masks);
    }

    private static boolean waitsForKey(Cpu s) {
        SemihostingPort semihosting = s.semihosting;
        return semihosting != null && semihosting.waits(s);
    }

    /** A line of its own, such as {@code pCPU 0 waits in WFI, next pc 0x40010004, svc mode, masked AIF}. */
    public String line() {
        return state == State.OFF
                ? brief()
                : String.format(
                        "%s, %s mode, %s",
                        brief(), Mode.name(mode), masks.isEmpty() ? "nothing masked" : "masked " + masks);
    }

    /** Part of a line, such as {@code pCPU 0 waits in WFI, next pc 0x40010004}. */
    public String brief() {
        return String.format("pCPU %d %s", cpu, state.words)
                + (state == State.OFF ? "" : String.format(", next pc 0x%08x", pc));
    }
}
