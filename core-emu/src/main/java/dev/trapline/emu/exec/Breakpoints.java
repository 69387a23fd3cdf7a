package dev.trapline.emu.exec;

import dev.trapline.emu.isa.aarch32.AArch32Decoder;
import dev.trapline.emu.state.Cpu;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The addresses before whose instructions somebody is asked. In a frame that a pCPU came to by the page of such an address, an
 * instruction at such an offset is not kept decoded, so that it is decoded anew each time and asked about then; all others run
 * as ever. Compiled code that goes on over such an instruction asks by itself.
 */
public final class Breakpoints {
    private static final int IN_PAGE = 0xfff;
    private static final int SLOT_BITS = 6;

    private final CodeCache code;
    /** A bit for each halfword of a page. */
    private final long[] offsets = new long[32];

    private final int[] words = new int[1 << SLOT_BITS];
    private final long[] decoded = new long[1 << SLOT_BITS];
    private int[] addresses = new int[0];
    /** Those that a pCPU came to by the page of one of the addresses. */
    private final BitSet frames = new BitSet();

    private @Nullable ExecutionWatch watch;

    public Breakpoints(CodeCache code) {
        this.code = code;
    }

    /**
     * Asks {@code asked} before instructions at these addresses from now on, and about no others. Each pCPU has to come to its page
     * of code anew.
     */
    public void set(int[] at, ExecutionWatch asked) {
        // What is compiled of them would ask for ever.
        frames.stream().forEach(this::forget);
        addresses = at.clone();
        Arrays.sort(addresses);
        watch = asked;
        frames.clear();
        Arrays.fill(offsets, 0);
        for (int address : addresses) {
            int halfword = (address & IN_PAGE) >>> 1;
            offsets[halfword >>> 6] |= 1L << halfword;
        }
    }

    /** A pCPU comes to a frame by the page of an address. */
    public void entered(int va, int frame) {
        if (!frames.get(frame) && hasOneIn(va & ~IN_PAGE)) {
            frames.set(frame);
            forget(frame);
        }
    }

    private void forget(int frame) {
        for (int address : addresses) {
            code.forget(frame, address & IN_PAGE);
        }
    }

    private boolean hasOneIn(int page) {
        for (int address : addresses) {
            if ((address & ~IN_PAGE) == page) {
                return true;
            }
        }
        return false;
    }

    /** An A32 instruction decoded, as {@link AArch32Decoder} does, but it remembers those at breakpoints. */
    long a32(int word) {
        int slot = word * 0x9e37_79b1 >>> 32 - SLOT_BITS;
        if (words[slot] != word || decoded[slot] == 0) {
            words[slot] = word;
            decoded[slot] = AArch32Decoder.a32(word);
        }
        return decoded[slot];
    }

    /** Whether an instruction may be kept decoded; {@code pc} may be an offset in its page. */
    public boolean keeps(int frame, int pc) {
        int halfword = (pc & IN_PAGE) >>> 1;
        return (offsets[halfword >>> 6] >>> halfword & 1) == 0 || !frames.get(frame);
    }

    /** Throws {@link StopBefore} if the machine is to be left before the instruction. */
    public void ask(Cpu s, int pc) {
        ExecutionWatch asked = watch;
        if (asked != null && Arrays.binarySearch(addresses, pc) >= 0 && asked.stopsBefore(s, pc)) {
            throw StopBefore.INSTANCE;
        }
    }
}
