package dev.trapline.emu.mmu;

import dev.trapline.emu.exec.AccessProbe;
import dev.trapline.emu.exec.Breakpoints;
import dev.trapline.emu.exec.StopBefore;
import dev.trapline.emu.jit.CompiledCode;
import dev.trapline.emu.jit.Compiler;
import dev.trapline.emu.mem.Bus;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.MemoryPort;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Sctlr;
import java.util.BitSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The memory system of all pCPUs of a machine: everything {@link dev.trapline.emu.state.Mem} cannot answer from the
 * software TLB.
 *
 * <p>What is kept of memory stays true to it ({@link Coherence}), so a guest's TLB maintenance has nothing left to do.
 */
public final class Mmu implements MemoryPort {
    private static final int PAGE = 0xffff_f000;

    private final PhysicalMemory memory;
    private final Tlb[] tlbs;
    private final Translator translator;
    private final Translation translation = new Translation();
    private final DeviceAccess devices;
    private final Monitors monitors;
    private final Coherence coherence;
    private final Watches watches = new Watches();
    private boolean probed;

    /** Becomes the memory of the pCPUs given, which are all the machine has, in order of their index. */
    public Mmu(Bus bus, Cpu... cpus) {
        memory = bus.memory();
        translator = new Translator(memory);
        devices = new DeviceAccess(bus);
        tlbs = new Tlb[cpus.length];
        for (int i = 0; i < cpus.length; i++) {
            tlbs[i] = new Tlb(cpus[i]);
        }
        coherence = new Coherence(memory, tlbs, watches);
        monitors = new Monitors(memory, coherence, cpus);
        coherence.attach(monitors);
        for (Cpu s : cpus) {
            s.memory = this;
            contextChanged(s);
        }
    }

    /** For debuggers: translates with any registers, without any effect. */
    public Translator translator() {
        return translator;
    }

    /** Memory for a pCPU of no machine, run on the side: it sees what is here and changes nothing. */
    public MemoryPort looking() {
        return new LookingMemory(memory);
    }

    /** Sets who is told of accesses to frames flagged WATCH_READ or WATCH_WRITE, and to virtual pages. */
    public void setWatch(MemoryWatch told, BitSet virtualPages) {
        watches.set(told, virtualPages);
        coherence.forgetTranslations();
    }

    /** Sets who is asked before data accesses; null for nobody. */
    public void setProbe(@Nullable AccessProbe asked) {
        probed = asked != null;
        for (Tlb t : tlbs) {
            t.cpu.probe = asked == null ? AccessProbe.NONE : asked;
            t.probed = probed;
            t.select();
        }
        CompiledCode compiled = tlbs[0].cpu.compiled;
        if (compiled != null) {
            compiled.setProbed(probed);
        }
    }

    /** Sets who is told of frames flagged STAGE2_ROOT after each store there. */
    public void setRootWatch(IntConsumer told) {
        watches.setRoots(told);
    }

    /** Sets what is marked from now on. */
    public void setMarks(@Nullable AccessMarks marks) {
        watches.set(marks);
        coherence.forgetTranslations();
    }

    /** Breakpoints among the instructions decoded here. */
    public Breakpoints breakpoints() {
        return new Breakpoints(coherence.code());
    }

    /** Has the code of this machine compiled where that is worth it. */
    public void compileWith(Compiler compiler) {
        CompiledCode compiled = new CompiledCode(compiler, coherence.code(), memory, tlbs[0].cpu.clock);
        for (Tlb t : tlbs) {
            t.cpu.compiled = compiled;
        }
    }

    // Contexts.

    @Override
    public void contextChanged(Cpu s) {
        Tlb t = tlbs[s.index];
        t.registersChanged();
        t.select();
    }

    @Override
    public void modeChanged(Cpu s) {
        tlbs[s.index].select();
    }

    @Override
    public void announce(Cpu s, int va, long length, boolean write) {
        watches.transfer(s, va, length, write);
    }

    // Loads.

    @Override
    public long load(Cpu s, int va, int size, int how) {
        if (probed && (how & ASKED) == 0 && s.probe.load(s, va, size, how)) {
            throw StopBefore.INSTANCE;
        }
        boolean unaligned = (va & size - 1) != 0;
        if (unaligned && ((how & ALIGNED) != 0 || alignmentChecked(s))) {
            throw refuse(s, va, FaultStatus.ALIGNMENT, false);
        }
        Tlb t = tlbs[s.index];
        boolean privileged = (how & UNPRIVILEGED) == 0 && s.mode != Mode.USR;
        int in = va & 0xfff;
        long value;
        if (in + size > PhysicalMemory.FRAME_SIZE) {
            value = loadAcross(s, t, va, size, privileged);
        } else {
            int slot = va >>> 12 & Cpu.TLB_SIZE - 1;
            if (s.readTag[slot] == (va & PAGE | (privileged ? t.context : t.userContext))
                    && !(unaligned && (t.readInfo[slot] & 1) != 0)) {
                value = Bytes.get(s.readPage[slot], in, size);
            } else {
                value = loadSlowly(s, t, va, size, privileged);
            }
        }
        return s.bigEndian ? Bytes.reverse(value, size) : value;
    }

    static boolean alignmentChecked(Cpu s) {
        return ((s.mode == Mode.HYP ? s.cp15.hsctlr : s.cp15.sctlr) & Sctlr.A) != 0;
    }

    /** Bytes on two pages, one by one; both pages are translated before any is read, so a device sees all or nothing. */
    private long loadAcross(Cpu s, Tlb t, int va, int size, boolean privileged) {
        int second = (va | 0xfff) + 1;
        checkUnaligned(s, va, translateLoad(s, t, va, privileged), false);
        checkUnaligned(s, second, translateLoad(s, t, second, privileged), false);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= loadSlowly(s, t, va + i, 1, privileged) << 8 * i;
        }
        return value;
    }

    private static void checkUnaligned(Cpu s, int va, int info, boolean write) {
        // Unaligned accesses to Device or Strongly-ordered memory (DDI 0406C A3.2.1, B3.12.1).
        if ((info & 1) != 0) {
            throw refuse(s, va, FaultStatus.ALIGNMENT, write);
        }
    }

    private long loadSlowly(Cpu s, Tlb t, int va, int size, boolean privileged) {
        int info = translateLoad(s, t, va, privileged);
        if ((va & size - 1) != 0) {
            checkUnaligned(s, va, info, false);
        }
        long pa = (info >>> 1 & 0xffff_ffffL) << 12 | va & 0xfff;
        int frame = memory.frameAt(pa);
        if (frame >= 0) {
            int flags = memory.flags(frame);
            watches.load(s, va, pa, size, flags);
            if ((flags & PhysicalMemory.SLOW_READ) == 0 && !watches.holds(va)) {
                int tag = va & PAGE | (privileged ? t.context : t.userContext);
                fillRead(s, t, va >>> 12 & Cpu.TLB_SIZE - 1, tag, info, frame);
            }
            if ((flags & PhysicalMemory.READ_FROM_DEVICE) == 0) {
                return Bytes.get(memory.readable(frame), va & 0xfff, size);
            }
        }
        watches.load(s, va, pa, size, 0);
        return devices.read(s, va, pa, size);
    }

    /** Physical page << 1 | 1 if not Normal, for loads at {@code va}; throws if they are refused. */
    private int translateLoad(Cpu s, Tlb t, int va, boolean privileged) {
        int tag = va & PAGE | (privileged ? t.context : t.userContext);
        int slot = va >>> 12 & Cpu.TLB_SIZE - 1;
        if (s.readTag[slot] == tag) {
            return t.readInfo[slot];
        }
        int slow = Tlb.slowSlot(va);
        if (t.slowReadTag[slow] == tag) {
            return t.slowReadInfo[slow];
        }
        int info = walk(s, va, privileged, Translation.READ);
        // The walk may have flagged frames, but it cannot have changed the context.
        int frame = frameOf(info);
        watches.translated(Translation.READ, va, frame);
        if (frame >= 0 && (memory.flags(frame) & PhysicalMemory.SLOW_READ) == 0 && !watches.holds(va)) {
            fillRead(s, t, slot, tag, info, frame);
            if ((translation.rights & Translation.WRITE) != 0
                    && watches.allowsBoth(va)
                    && memory.isOwned(frame)
                    && mayStoreFast(s, frame)) {
                watches.translated(Translation.WRITE, va, frame);
                fillWrite(s, t, slot, tag, info, frame);
            }
        } else {
            t.slowReadTag[slow] = tag;
            t.slowReadInfo[slow] = info;
        }
        return info;
    }

    private int frameOf(int info) {
        return memory.frameAt((info >>> 1 & 0xffff_ffffL) << 12);
    }

    private void fillRead(Cpu s, Tlb t, int slot, int tag, int info, int frame) {
        s.readPage[slot] = memory.readable(frame);
        s.readTag[slot] = tag;
        t.readInfo[slot] = info;
        coherence.holdsForLoads(frame, s.index);
    }

    private void fillWrite(Cpu s, Tlb t, int slot, int tag, int info, int frame) {
        s.writePage[slot] = memory.writable(frame);
        s.writeTag[slot] = tag;
        t.writeInfo[slot] = info;
        coherence.holdsForStores(frame, s.index);
    }

    private boolean mayStoreFast(Cpu s, int frame) {
        return (memory.flags(frame) & PhysicalMemory.SLOW_WRITE) == 0 && !monitors.watches(frame, s);
    }

    /** Walks the tables and flags what it read there. */
    private int walk(Cpu s, int va, boolean privileged, int access) {
        Translation x = translation;
        boolean hyp = s.mode == Mode.HYP;
        if (!translator.probe(s.cp15, hyp ? Regime.HYP : Regime.PL10, privileged, va & 0xffff_ffffL, access, x)) {
            x.copyTo(s.fault, va, access == Translation.WRITE);
            throw access == Translation.EXECUTE ? GuestException.PREFETCH_ABORT : GuestException.DATA_ABORT;
        }
        coherence.walked(x);
        return (int) (x.pa >>> 12) << 1 | (x.isNormal() ? 0 : 1);
    }

    // Stores.

    @Override
    public void store(Cpu s, int va, int size, long value, int how) {
        if (probed && (how & ASKED) == 0 && s.probe.store(s, va, size, value, how)) {
            throw StopBefore.INSTANCE;
        }
        boolean unaligned = (va & size - 1) != 0;
        if (unaligned && ((how & ALIGNED) != 0 || alignmentChecked(s))) {
            throw refuse(s, va, FaultStatus.ALIGNMENT, true);
        }
        long bytes = s.bigEndian ? Bytes.reverse(value, size) : value;
        Tlb t = tlbs[s.index];
        boolean privileged = (how & UNPRIVILEGED) == 0 && s.mode != Mode.USR;
        int in = va & 0xfff;
        if (in + size > PhysicalMemory.FRAME_SIZE) {
            storeAcross(s, t, va, size, bytes, privileged);
            return;
        }
        int slot = va >>> 12 & Cpu.TLB_SIZE - 1;
        if (s.writeTag[slot] == (va & PAGE | (privileged ? t.context : t.userContext))
                && !(unaligned && (t.writeInfo[slot] & 1) != 0)) {
            Bytes.put(s.writePage[slot], in, size, bytes);
        } else {
            storeSlowly(s, t, va, size, bytes, privileged);
        }
    }

    private void storeAcross(Cpu s, Tlb t, int va, int size, long bytes, boolean privileged) {
        int second = (va | 0xfff) + 1;
        checkUnaligned(s, va, translateStore(s, t, va, privileged), true);
        checkUnaligned(s, second, translateStore(s, t, second, privileged), true);
        for (int i = 0; i < size; i++) {
            storeSlowly(s, t, va + i, 1, bytes >>> 8 * i & 0xff, privileged);
        }
    }

    private void storeSlowly(Cpu s, Tlb t, int va, int size, long bytes, boolean privileged) {
        int info = translateStore(s, t, va, privileged);
        if ((va & size - 1) != 0) {
            checkUnaligned(s, va, info, true);
        }
        long pa = (info >>> 1 & 0xffff_ffffL) << 12 | va & 0xfff;
        int frame = memory.frameAt(pa);
        int flags = frame < 0 ? 0 : memory.flags(frame);
        watches.store(s, va, pa, size, bytes, flags);
        if (frame < 0) {
            devices.write(s, va, pa, size, bytes);
            return;
        }
        if ((flags & PhysicalMemory.WRITE_TO_DEVICE) != 0) {
            devices.write(s, va, pa, size, bytes);
            return;
        }
        coherence.store(s, frame, flags, va & 0xfff, size, bytes);
        if (mayStoreFast(s, frame) && !watches.holds(va)) {
            int tag = va & PAGE | (privileged ? t.context : t.userContext);
            // Only if the store did not forget the translation.
            int slow = Tlb.slowSlot(va);
            if (t.slowWriteTag[slow] == tag) {
                fillWrite(s, t, va >>> 12 & Cpu.TLB_SIZE - 1, tag, info, frame);
            }
        }
    }

    private int translateStore(Cpu s, Tlb t, int va, boolean privileged) {
        int tag = va & PAGE | (privileged ? t.context : t.userContext);
        int slot = va >>> 12 & Cpu.TLB_SIZE - 1;
        if (s.writeTag[slot] == tag) {
            return t.writeInfo[slot];
        }
        int slow = Tlb.slowSlot(va);
        if (t.slowWriteTag[slow] == tag) {
            return t.slowWriteInfo[slow];
        }
        int info = walk(s, va, privileged, Translation.WRITE);
        int frame = frameOf(info);
        watches.translated(Translation.WRITE, va, frame);
        if (frame >= 0 && mayStoreFast(s, frame) && !watches.holds(va)) {
            fillWrite(s, t, slot, tag, info, frame);
            if ((translation.rights & Translation.READ) != 0
                    && watches.allowsBoth(va)
                    && (memory.flags(frame) & PhysicalMemory.SLOW_READ) == 0) {
                watches.translated(Translation.READ, va, frame);
                fillRead(s, t, slot, tag, info, frame);
            }
        } else {
            t.slowWriteTag[slow] = tag;
            t.slowWriteInfo[slow] = info;
        }
        return info;
    }

    static GuestException refuse(Cpu s, int va, int status, boolean write) {
        s.fault.set(va, status, write);
        return GuestException.DATA_ABORT;
    }

    // Instruction fetch.

    @Override
    public void fetchPage(Cpu s) {
        Tlb t = tlbs[s.index];
        int va = s.pc;
        int slot = fetchSlot(s, t, va);
        s.code = t.fetchCode(slot);
        s.codeFrame = t.fetchFrame(slot);
        if (s.breakpoints != null) {
            s.breakpoints.entered(va, s.codeFrame);
        }
        s.fetchKey = va & PAGE | s.context;
    }

    @Override
    public int fetchHalfword(Cpu s, int va) {
        Tlb t = tlbs[s.index];
        int slot = fetchSlot(s, t, va);
        return (int) Bytes.get(memory.readable(t.fetchFrame(slot)), va & 0xffe, 2);
    }

    private int fetchSlot(Cpu s, Tlb t, int va) {
        int slot = Tlb.fetchSlot(va, s.thumb);
        if (!t.fetchHits(slot, va)) {
            int info = walk(s, va, s.mode != Mode.USR, Translation.EXECUTE);
            int frame = frameOf(info);
            if (frame < 0 || (memory.flags(frame) & PhysicalMemory.READ_FROM_DEVICE) != 0) {
                // Registers are not executed from, here: an external abort.
                s.fault.set(va, FaultStatus.EXTERNAL, false);
                throw GuestException.PREFETCH_ABORT;
            }
            watches.translated(Translation.EXECUTE, va, frame);
            t.fillFetch(slot, va, frame, coherence.code(frame, s.thumb));
        }
        return slot;
    }

    /**
     * Cache maintenance by address, which does nothing but translate: no translation is a fault, missing permission is
     * none (DDI 0406C B2.2.8).
     */
    public void maintainByAddress(Cpu s, int va) {
        Tlb t = tlbs[s.index];
        int tag = va & PAGE | t.context;
        if (s.readTag[va >>> 12 & Cpu.TLB_SIZE - 1] == tag || s.writeTag[va >>> 12 & Cpu.TLB_SIZE - 1] == tag) {
            return;
        }
        Regime regime = s.mode == Mode.HYP ? Regime.HYP : Regime.PL10;
        Translation x = translation;
        if (!translator.probe(s.cp15, regime, s.mode != Mode.USR, va & 0xffff_ffffL, Translation.READ, x)) {
            int kind = x.status & 0x3c;
            if (kind != FaultStatus.PERMISSION && kind != FaultStatus.DOMAIN) {
                x.copyTo(s.fault, va, true);
                s.fault.cacheMaintenance = true;
                throw GuestException.DATA_ABORT;
            }
        }
    }

    // Exclusives.

    @Override
    public long loadExclusive(Cpu s, int va, int size) {
        long value = load(s, va, size, ALIGNED | EXCLUSIVE);
        Tlb t = tlbs[s.index];
        int info = translateLoad(s, t, va, s.mode != Mode.USR);
        monitors.mark(s, (info >>> 1 & 0xffff_ffffL) << 12 | va & 0xfff, size);
        return value;
    }

    @Override
    public boolean storeExclusive(Cpu s, int va, int size, long value) {
        // Whether an abort or the monitor's answer comes first is IMPLEMENTATION DEFINED (DDI 0406C A8.8.212): the
        // monitor.
        if (!s.exclusive) {
            return false;
        }
        if (probed && s.probe.store(s, va, size, value, ALIGNED | EXCLUSIVE)) {
            throw StopBefore.INSTANCE;
        }
        if ((va & size - 1) != 0) {
            throw refuse(s, va, FaultStatus.ALIGNMENT, true);
        }
        int info = translateStore(s, tlbs[s.index], va, s.mode != Mode.USR);
        boolean marked = s.exclusiveAddress == ((info >>> 1 & 0xffff_ffffL) << 12 | va & 0xfff);
        s.exclusive = false;
        if (marked) {
            try {
                store(s, va, size, value, ALIGNED | ASKED);
            } catch (StopBefore e) {
                // It has not been executed: the monitor's state is as it was.
                s.exclusive = true;
                throw e;
            }
        }
        return marked;
    }

    @Override
    public void switchedTo(Cpu s) {
        for (Tlb t : tlbs) {
            if (t.cpu.index != s.index) {
                t.cpu.endSlice();
            }
        }
        s.beginSlice();
        monitors.switchedTo(s);
    }
}
