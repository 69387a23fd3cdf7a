package dev.trapline.emu.view;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.Regime;
import dev.trapline.emu.mmu.Translation;
import dev.trapline.emu.mmu.Translator;
import dev.trapline.emu.state.Cp15;

/**
 * Memory through any translation, for somebody who looks and writes from outside, regardless of rights. Reading changes
 * nothing. Writing forgets what was decoded, translated or marked exclusive from the bytes, as a device's write does, and
 * tells whoever watches them. Devices are out of reach, and flash cannot be written.
 */
public final class TranslatedMemory {
    private static final long PAGE = PhysicalMemory.FRAME_SIZE;

    private final Translator translator;
    private final PhysicalMemory memory;
    private final Translation translation = new Translation();

    TranslatedMemory(Translator translator, PhysicalMemory memory) {
        this.translator = translator;
        this.memory = memory;
    }

    /**
     * Reads bytes.
     *
     * @param c the registers that decide how; need not be a pCPU's present ones
     * @param address 32 bits, or 40 in STAGE2
     * @return how many, fewer than {@code length} where the next is not mapped to memory
     */
    public int read(Cp15 c, Regime regime, long address, byte[] into, int offset, int length) {
        int done = 0;
        while (done < length) {
            long at = address + done;
            int n = inPage(at, length - done);
            if (!translate(c, regime, at) || !readPage(translation.pa, into, offset + done, n)) {
                break;
            }
            done += n;
        }
        return done;
    }

    /**
     * Writes bytes, as {@link #read} reads them.
     *
     * @return how many, fewer than {@code length} where the next is not mapped to RAM
     */
    public int write(Cp15 c, Regime regime, long address, byte[] from, int offset, int length) {
        int done = 0;
        while (done < length) {
            long at = address + done;
            int n = inPage(at, length - done);
            if (!translate(c, regime, at) || !writePage(translation.pa, from, offset + done, n)) {
                break;
            }
            done += n;
        }
        return done;
    }

    /** Reads physical memory, as {@link #read} does. */
    public int readPhysical(long pa, byte[] into, int offset, int length) {
        int done = 0;
        while (done < length) {
            int n = inPage(pa + done, length - done);
            if (!readPage(pa + done, into, offset + done, n)) {
                break;
            }
            done += n;
        }
        return done;
    }

    /** Writes physical memory, as {@link #write} does. */
    public int writePhysical(long pa, byte[] from, int offset, int length) {
        int done = 0;
        while (done < length) {
            int n = inPage(pa + done, length - done);
            if (!writePage(pa + done, from, offset + done, n)) {
                break;
            }
            done += n;
        }
        return done;
    }

    /**
     * The physical address behind an address.
     *
     * @throws DebugException if there is no translation
     */
    public long physical(Cp15 c, Regime regime, long address) {
        if (!translate(c, regime, address)) {
            throw new DebugException(String.format("0x%08x is not mapped", address));
        }
        return translation.pa;
    }

    private boolean translate(Cp15 c, Regime regime, long address) {
        long end = regime == Regime.STAGE2 ? 1L << 40 : 1L << 32;
        return address >= 0
                && address < end
                && translator.probe(c, regime, true, address, Translation.LOOK, translation);
    }

    private static int inPage(long address, int most) {
        return (int) Math.min(most, PAGE - (address & PAGE - 1));
    }

    private boolean readPage(long pa, byte[] into, int offset, int length) {
        int frame = memory.frameAt(pa);
        return frame >= 0
                && (memory.flags(frame) & PhysicalMemory.READ_FROM_DEVICE) == 0
                && memory.read(pa, into, offset, length);
    }

    private boolean writePage(long pa, byte[] from, int offset, int length) {
        int frame = memory.frameAt(pa);
        return frame >= 0
                && (memory.flags(frame) & PhysicalMemory.WRITE_TO_DEVICE) == 0
                && memory.write(pa, from, offset, length);
    }
}
