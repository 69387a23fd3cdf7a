package dev.trapline.emu.semihosting;

import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.Regime;
import dev.trapline.emu.mmu.Translation;
import dev.trapline.emu.mmu.Translator;
import dev.trapline.emu.port.Errno;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.MemoryPort;
import dev.trapline.emu.state.Mode;
import java.nio.charset.StandardCharsets;

/**
 * Guest memory as a semihosting call sees it: by the caller's own translation and rights, at any alignment. A call asks
 * whether it {@linkplain #canLoad reaches} all it will touch before it does anything, so that a bad pointer has no half
 * effect, and whoever watches that leaves then: in the middle of a call the host has perhaps done its part. Devices are out of reach: a
 * call moves bytes between memory and the host. No probe of accesses is asked.
 */
final class GuestMemory {
    private static final long ADDRESS_SPACE = 1L << 32;

    private final Translator translator;
    private final PhysicalMemory memory;
    private final Translation translation = new Translation();

    GuestMemory(Translator translator, PhysicalMemory memory) {
        this.translator = translator;
        this.memory = memory;
    }

    /** @param length bytes, at most 2^32 */
    boolean canLoad(Cpu s, int va, long length) {
        boolean reached = reaches(s, va, length, Translation.READ, PhysicalMemory.READ_FROM_DEVICE);
        if (reached) {
            s.memory.announce(s, va, length, false);
        }
        return reached;
    }

    boolean canStore(Cpu s, int va, long length) {
        boolean reached = reaches(s, va, length, Translation.WRITE, PhysicalMemory.WRITE_TO_DEVICE);
        if (reached) {
            s.memory.announce(s, va, length, true);
        }
        return reached;
    }

    private boolean reaches(Cpu s, int va, long length, int access, int toDevice) {
        long from = va & 0xffff_ffffL;
        if (from + length > ADDRESS_SPACE) {
            return false;
        }
        for (long at = from; at < from + length; at = (at | PhysicalMemory.FRAME_SIZE - 1) + 1) {
            Regime regime = s.mode == Mode.HYP ? Regime.HYP : Regime.PL10;
            if (!translator.probe(s.cp15, regime, true, at, access, translation)) {
                return false;
            }
            int frame = memory.frameAt(translation.pa);
            if (frame < 0 || (memory.flags(frame) & toDevice) != 0) {
                return false;
            }
        }
        return true;
    }

    /** A word of a parameter block, in the byte order of the caller's data. */
    int word(Cpu s, int va) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value |= load8(s, va + i) << 8 * i;
        }
        return s.bigEndian ? Integer.reverseBytes(value) : value;
    }

    void putWord(Cpu s, int va, int value) {
        int bytes = s.bigEndian ? Integer.reverseBytes(value) : value;
        for (int i = 0; i < 4; i++) {
            store8(s, va + i, bytes >>> 8 * i & 0xff);
        }
    }

    int load8(Cpu s, int va) {
        return (int) s.memory.load(s, va, 1, MemoryPort.ASKED);
    }

    private static void store8(Cpu s, int va, int value) {
        s.memory.store(s, va, 1, value, MemoryPort.ASKED);
    }

    void load(Cpu s, int va, byte[] to, int length) {
        for (int i = 0; i < length; i++) {
            to[i] = (byte) load8(s, va + i);
        }
    }

    void store(Cpu s, int va, byte[] from, int length) {
        for (int i = 0; i < length; i++) {
            store8(s, va + i, from[i] & 0xff);
        }
    }

    /** Bytes before the terminating zero; a negated EFAULT if memory ends first, ENAMETOOLONG if there are more than most. */
    long stringLength(Cpu s, int va, long most) {
        for (long n = 0; n <= most; n++) {
            int at = va + (int) n;
            if ((n == 0 || (at & PhysicalMemory.FRAME_SIZE - 1) == 0) && !canLoad(s, at, 1)) {
                return -Errno.EFAULT;
            }
            if (load8(s, at) == 0) {
                return n;
            }
        }
        return -Errno.ENAMETOOLONG;
    }

    String string(Cpu s, int va, int length) {
        byte[] bytes = new byte[length];
        load(s, va, bytes, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
