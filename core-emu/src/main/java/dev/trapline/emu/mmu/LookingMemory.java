package dev.trapline.emu.mmu;

import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.MemoryPort;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.SideEffectException;
import java.util.Arrays;

/**
 * Memory as a pCPU that is run on the side may use it: it sees what the machine's pCPUs would see, and nothing it does
 * leaves a trace in the machine, not even in what is kept for speed.
 *
 * <p>Loads and fetches of RAM, stores of what is there already, and faults are as {@link Mmu} has them. All else, and
 * what is too rare to be worth the same care (accesses across pages, unaligned ones to Device memory), is a
 * {@link SideEffectException}.
 */
final class LookingMemory implements MemoryPort {
    private static final int PAGE = 0xffff_f000;
    /** Any context will do: no tag is ever filled, and none is zero. */
    private static final int CONTEXT = 4;

    private final PhysicalMemory memory;
    private final Translator translator;
    private final Translation translation = new Translation();
    private final long[] code = new long[2048];

    LookingMemory(PhysicalMemory memory) {
        this.memory = memory;
        translator = new Translator(memory);
    }

    @Override
    public long load(Cpu s, int va, int size, int how) {
        long pa = translate(s, va, size, how, Translation.READ);
        long value = Bytes.get(memory.readable(ram(pa, PhysicalMemory.READ_FROM_DEVICE)), va & 0xfff, size);
        return s.bigEndian ? Bytes.reverse(value, size) : value;
    }

    @Override
    public void store(Cpu s, int va, int size, long value, int how) {
        long pa = translate(s, va, size, how, Translation.WRITE);
        int frame = ram(pa, PhysicalMemory.WRITE_TO_DEVICE);
        long bytes = s.bigEndian ? Bytes.reverse(value, size) : value;
        if (Bytes.get(memory.readable(frame), va & 0xfff, size) != (bytes & -1L >>> 64 - 8 * size)) {
            throw SideEffectException.INSTANCE;
        }
    }

    /** The physical address of a data access, or the fault it meets. */
    private long translate(Cpu s, int va, int size, int how, int access) {
        boolean unaligned = (va & size - 1) != 0;
        boolean write = access == Translation.WRITE;
        if (unaligned && ((how & ALIGNED) != 0 || Mmu.alignmentChecked(s))) {
            throw Mmu.refuse(s, va, FaultStatus.ALIGNMENT, write);
        }
        if ((va & 0xfff) + size > PhysicalMemory.FRAME_SIZE) {
            throw SideEffectException.INSTANCE;
        }
        if (!probe(s, va, (how & UNPRIVILEGED) == 0 && s.mode != Mode.USR, access)) {
            translation.copyTo(s.fault, va, write);
            throw GuestException.DATA_ABORT;
        }
        if (unaligned && !translation.isNormal()) {
            throw SideEffectException.INSTANCE;
        }
        return translation.pa;
    }

    private boolean probe(Cpu s, int va, boolean privileged, int access) {
        Regime regime = s.mode == Mode.HYP ? Regime.HYP : Regime.PL10;
        return translator.probe(s.cp15, regime, privileged, va & 0xffff_ffffL, access, translation);
    }

    /** The frame at an address, if it is memory and no device takes such accesses. */
    private int ram(long pa, int taken) {
        int frame = memory.frameAt(pa);
        if (frame < 0 || (memory.flags(frame) & taken) != 0) {
            throw SideEffectException.INSTANCE;
        }
        return frame;
    }

    @Override
    public void fetchPage(Cpu s) {
        fetch(s, s.pc);
        Arrays.fill(code, 0);
        s.code = code;
        s.fetchKey = s.pc & PAGE | s.context;
    }

    @Override
    public int fetchHalfword(Cpu s, int va) {
        return (int) Bytes.get(memory.readable(fetch(s, va)), va & 0xffe, 2);
    }

    private int fetch(Cpu s, int va) {
        if (!probe(s, va, s.mode != Mode.USR, Translation.EXECUTE)) {
            translation.copyTo(s.fault, va, false);
            throw GuestException.PREFETCH_ABORT;
        }
        return ram(translation.pa, PhysicalMemory.READ_FROM_DEVICE);
    }

    @Override
    public void contextChanged(Cpu s) {
        s.context = CONTEXT;
        s.userContext = CONTEXT;
        s.fetchKey = Cpu.NO_FETCH_PAGE;
    }

    /** Marks only the pCPU on the side. What its marks are worth is asked by Store-Exclusive alone, which is refused. */
    @Override
    public long loadExclusive(Cpu s, int va, int size) {
        long value = load(s, va, size, ALIGNED);
        s.exclusive = true;
        s.exclusiveAddress = translation.pa;
        s.exclusiveSize = size;
        return value;
    }

    @Override
    public boolean storeExclusive(Cpu s, int va, int size, long value) {
        throw SideEffectException.INSTANCE;
    }
}
