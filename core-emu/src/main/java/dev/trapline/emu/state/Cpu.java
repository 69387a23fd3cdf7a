package dev.trapline.emu.state;

import dev.trapline.emu.exec.AccessProbe;
import dev.trapline.emu.exec.Breakpoints;
import dev.trapline.emu.exec.CallWatch;
import dev.trapline.emu.gic.CpuPins;
import dev.trapline.emu.jit.CompiledCode;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Clock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The state of one AArch32 pCPU. Fields are public and plain because every instruction's meaning works on them; what an
 * instruction means is not here.
 */
public final class Cpu implements Snapshottable, CpuPins {
    /** Entries of the software TLB, direct-mapped by virtual page. */
    public static final int TLB_SIZE = 1024;
    /** A {@link #fetchKey} that fits no address: keys never have bit 0 set. */
    public static final int NO_FETCH_PAGE = 1;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Asked before some instructions; null while nobody is. No state of the machine's. */
    public @Nullable Breakpoints breakpoints;
    /** What of the machine's code is compiled; null where nothing ever is. No state of the machine's. */
    public @Nullable CompiledCode compiled;
    /** Asked before calls; null while nobody is. No state of the machine's. */
    public @Nullable CallWatch calls;
    /** Asked before data accesses. No state of the machine's. */
    public AccessProbe probe = AccessProbe.NONE;

    public final int index;
    public final Clock clock;
    public Observer observer = Observer.NONE;

    /**
     * R0 to R14 of the present mode. While an instruction executes, R15 reads as the architecture says: its address plus
     * 8 in A32, plus 4 in T32. At boundaries only {@link #pc} counts.
     */
    public final int[] r = new int[16];
    /** Address of the next instruction; a branch writes it. */
    public int pc;

    /** Condition flags, unpacked: N is the sign of nf; Z is zf == 0; C is cf, 0 or 1; V is the sign of vf. */
    public int nf;

    public int zf = 1;
    public int cf;
    public int vf;
    public boolean q;
    /** CPSR.GE, 4 bits. */
    public int ge;
    /** CPSR.IT, 8 bits: that of the instruction executing. */
    public int it;
    /** Set when an instruction loads CPSR.IT whole, so that the engine does not step it on. */
    public boolean itWritten;

    public boolean thumb;
    /** CPSR.E: data accesses are big-endian. */
    public boolean bigEndian;

    public boolean maskA = true;
    public boolean maskI = true;
    public boolean maskF = true;
    /** CPSR.M; change it through {@link #setMode}. */
    public int mode = Mode.SVC;
    /** SPSR of the present mode; without meaning in USR and SYS. */
    public int spsr;

    public int elrHyp;

    /** The registers of modes that are not current. */
    private final RegisterBanks banks = new RegisterBanks();

    /** The extension registers: D0 to D31, little-endian, S0 in bytes 0 to 3. */
    public final byte[] v = new byte[256];
    /** FPSCR and FPEXC. */
    public final FpRegisters fp = new FpRegisters();

    public final Cp15 cp15 = new Cp15();
    public final Fault fault = new Fault();
    /** HSR of the Hyp trap being thrown. */
    public int trapSyndrome;

    /** For instructions that load many registers before they may write any. */
    public final int[] scratch = new int[16];

    // Exclusive monitors, local and global in one: the physical address marked by the last Load-Exclusive.
    public boolean exclusive;
    public long exclusiveAddress;
    public int exclusiveSize;

    // Sleep and events.
    public boolean waitingForInterrupt;
    public boolean waitingForEvent;
    public boolean eventRegister;
    /** Exceptions thrown by instructions one after another, none completing in between; and the count of the last. */
    public int exceptionsInARow;

    public long lastExceptionAt = -1;
    /** Powered by PSCI; a CPU that is off executes nothing. */
    public boolean on;

    /** Instructions attempted before the present slice, and the count it began at; negative while not running. */
    private long instructionsBefore;

    private long sliceBegan = -1;

    // Interrupt inputs, levels.
    public boolean irqPin;
    public boolean fiqPin;
    public boolean virqPin;
    public boolean vfiqPin;

    // Software TLB: a load hits when readTag[i] == (va & 0xfffff000 | alignment bits of va | context). Rebuilt, not
    // saved.
    public final int[] readTag = new int[TLB_SIZE];
    public final byte[][] readPage = new byte[TLB_SIZE][];
    public final int[] writeTag = new int[TLB_SIZE];
    public final byte[][] writePage = new byte[TLB_SIZE][];
    /**
     * Present translation context, in bits 2 to 11, never zero; differs for each regime, privilege and set of tables. One
     * value no tag ever holds stands for "always take the slow path".
     */
    public int context;
    /** {@link #context}, but for accesses that {@link #probe} was asked about: while one is, no other hits. */
    public int askedContext;
    /** Context of unprivileged accesses made from a privileged mode. */
    public int userContext;

    /** Page and context for which {@link #code} holds, and bit 0 clear; {@link #NO_FETCH_PAGE} for none. */
    public int fetchKey = NO_FETCH_PAGE;
    /** Decoded instructions of the page at fetchKey: 1024 words in A32, 2048 halfwords in T32. */
    public long[] code = new long[2048];

    /** The frame that {@link #code} is of; kept for {@link #compiled}. */
    public int codeFrame;

    /** Slow path of memory accesses; set once, when the machine is composed. */
    public MemoryPort memory = NoMemory.INSTANCE;

    /** CP14 and CP15; set once, when the machine is composed. */
    public @Nullable SystemRegisterPort systemRegisters;
    /** PSCI firmware; set once, when the machine is composed, or absent. */
    public @Nullable FirmwarePort firmware;
    /** Semihosting; set once, when the machine is composed, or absent. */
    public @Nullable SemihostingPort semihosting;
    /** Tells every pCPU's event register of a SEV; set once, when the machine is composed. */
    public Runnable sendEvent = () -> eventRegister = true;

    public Cpu(int index, Clock clock) {
        this.index = index;
        this.clock = clock;
    }

    /**
     * Reset state (DDI 0406C B1.9.1), but for the system registers, which reset themselves: registers zero, interrupts
     * masked, A32, little-endian, off.
     */
    public void reset(int inMode) {
        Arrays.fill(r, 0);
        banks.reset();
        Arrays.fill(v, (byte) 0);
        spsr = 0;
        elrHyp = 0;
        fp.setFpscr(0);
        fp.fpexc = 0;
        setNzcv(0);
        q = false;
        ge = 0;
        it = 0;
        thumb = false;
        bigEndian = false;
        maskA = true;
        maskI = true;
        maskF = true;
        mode = inMode;
        exclusive = false;
        waitingForInterrupt = false;
        waitingForEvent = false;
        eventRegister = false;
        exceptionsInARow = 0;
        lastExceptionAt = -1;
        on = false;
        dropCaches();
    }

    /** Address of the instruction now executing. */
    public int thisPc() {
        return r[15] - (thumb ? 4 : 8);
    }

    public boolean n() {
        return nf < 0;
    }

    public boolean z() {
        return zf == 0;
    }

    public boolean v() {
        return vf < 0;
    }

    /** Sets NZCV from the top four bits of {@code word}. */
    public void setNzcv(int word) {
        nf = word;
        zf = (word >>> 30 & 1) ^ 1;
        cf = word >>> 29 & 1;
        vf = word << 3;
    }

    /** NZCV in the top four bits. */
    public int nzcv() {
        return (nf & 0x8000_0000) | (zf == 0 ? 1 << 30 : 0) | cf << 29 | (vf >>> 31) << 28;
    }

    /** Whether a condition code holds (DDI 0406C A8.3). 14 and 15 always do. */
    public boolean holds(int cond) {
        boolean base = switch (cond >> 1) {
            case 0 -> zf == 0;
            case 1 -> cf != 0;
            case 2 -> nf < 0;
            case 3 -> vf < 0;
            case 4 -> cf != 0 && zf != 0;
            case 5 -> (nf ^ vf) >= 0;
            case 6 -> (nf ^ vf) >= 0 && zf != 0;
            default -> true;
        };
        return cond >= 14 || base == ((cond & 1) == 0);
    }

    /** CPSR as one word, with IT as of the instruction executing. */
    public int cpsr() {
        return nzcv()
                | (q ? 1 << 27 : 0)
                | (it & 3) << 25
                | ge << 16
                | (it >> 2) << 10
                | (bigEndian ? 1 << 9 : 0)
                | (maskA ? 1 << 8 : 0)
                | (maskI ? 1 << 7 : 0)
                | (maskF ? 1 << 6 : 0)
                | (thumb ? 1 << 5 : 0)
                | mode;
    }

    /** Loads every field of CPSR, as exception return and reset do. The mode must be valid. */
    public void setCpsr(int value) {
        setNzcv(value);
        q = (value >>> 27 & 1) != 0;
        it = (value >>> 25 & 3) | (value >>> 10 & 0x3f) << 2;
        itWritten = true;
        ge = value >>> 16 & 15;
        maskA = (value >>> 8 & 1) != 0;
        maskI = (value >>> 7 & 1) != 0;
        maskF = (value >>> 6 & 1) != 0;
        setThumb((value >>> 5 & 1) != 0);
        setBigEndian((value >>> 9 & 1) != 0);
        setMode(value & 31);
        interruptsMayHaveChanged();
    }

    public void setThumb(boolean t) {
        if (thumb != t) {
            thumb = t;
            fetchKey = NO_FETCH_PAGE;
        }
    }

    public void setBigEndian(boolean e) {
        if (bigEndian != e) {
            bigEndian = e;
            memory.modeChanged(this);
        }
    }

    /** Changes CPSR.M, switching banked registers. */
    public void setMode(int next) {
        int before = mode;
        if (next == before) {
            return;
        }
        spsr = banks.swap(r, spsr, before, next);
        mode = next;
        if (cp15.pmu.isCounting()) {
            cp15.pmu.update(this);
        }
        if ((before == Mode.USR) != (next == Mode.USR) || (before == Mode.HYP) != (next == Mode.HYP)) {
            memory.modeChanged(this);
        }
    }

    /** Register {@code n} (0 to 14) as a mode sees it, current or not. */
    public int banked(int n, int ofMode) {
        return banks.register(r, mode, n, ofMode);
    }

    public void setBanked(int n, int ofMode, int value) {
        banks.setRegister(r, mode, n, ofMode, value);
    }

    public int bankedSpsr(int ofMode) {
        return Mode.bank(ofMode) == Mode.bank(mode) ? spsr : banks.spsr(ofMode);
    }

    public void setBankedSpsr(int ofMode, int value) {
        if (Mode.bank(ofMode) == Mode.bank(mode)) {
            spsr = value;
        } else {
            banks.setSpsr(ofMode, value);
        }
    }

    /** Instructions this pCPU attempted since reset of the machine. */
    public long instructions() {
        return sliceBegan < 0 ? instructionsBefore : instructionsBefore + clock.count - sliceBegan;
    }

    /** This pCPU executes from now on, and no other; see {@link MemoryPort#switchedTo}. */
    public void beginSlice() {
        if (sliceBegan < 0) {
            sliceBegan = clock.count;
        }
    }

    public void endSlice() {
        instructionsBefore = instructions();
        sliceBegan = -1;
    }

    public boolean isPrivileged() {
        return mode != Mode.USR;
    }

    /** S register {@code i}, 0 to 31. */
    public int s(int i) {
        return (int) INT.get(v, i << 2);
    }

    public void s(int i, int value) {
        INT.set(v, i << 2, value);
    }

    /** D register {@code i}, 0 to 31. */
    public long d(int i) {
        return (long) LONG.get(v, i << 3);
    }

    public void d(int i, long value) {
        LONG.set(v, i << 3, value);
    }

    /** A mask or a pin changed: the engine must look at interrupts before the next instruction. */
    public void interruptsMayHaveChanged() {
        if (irqPin || fiqPin || virqPin || vfiqPin || (cp15.hcr & 0x1c0) != 0) {
            clock.requestStop();
        }
    }

    /** Executes nothing more until an interrupt wakes it, as after WFI. */
    public void waitForInterrupt() {
        waitingForInterrupt = true;
        clock.requestStop();
        observer.sleeps(index, false);
    }

    @Override
    public void irq(boolean high) {
        irqPin = high;
        clock.requestStop();
    }

    @Override
    public void fiq(boolean high) {
        fiqPin = high;
        clock.requestStop();
    }

    @Override
    public void virtualIrq(boolean high) {
        virqPin = high;
        clock.requestStop();
    }

    @Override
    public void virtualFiq(boolean high) {
        vfiqPin = high;
        clock.requestStop();
    }

    /** Forgets everything cached that can be computed again. */
    public void dropCaches() {
        Arrays.fill(readTag, 0);
        Arrays.fill(writeTag, 0);
        Arrays.fill(readPage, null);
        Arrays.fill(writePage, null);
        fetchKey = NO_FETCH_PAGE;
        memory.contextChanged(this);
    }

    @Override
    public void save(StateWriter out) {
        for (int i = 0; i < 15; i++) {
            out.int32(r[i]);
        }
        out.int32(pc);
        out.int32(cpsr());
        out.int32(spsr);
        out.int32(elrHyp);
        banks.save(out, r, spsr, mode);
        out.bytes(v);
        out.int32(fp.fpscr());
        out.int32(fp.fpexc);
        // Saved as of now, whoever looked at the counters last.
        cp15.pmu.settle(this);
        out.part("cp15", cp15);
        out.int64(instructions());
        out.bool(exclusive);
        out.int64(exclusive ? exclusiveAddress : 0);
        out.int32(exclusive ? exclusiveSize : 0);
        out.int32(exceptionsInARow);
        out.int64(lastExceptionAt);
        out.bool(waitingForInterrupt);
        out.bool(waitingForEvent);
        out.bool(eventRegister);
        out.bool(on);
        out.bool(irqPin);
        out.bool(fiqPin);
        out.bool(virqPin);
        out.bool(vfiqPin);
    }

    @Override
    public void restore(StateReader in) {
        for (int i = 0; i < 15; i++) {
            r[i] = in.int32();
        }
        pc = in.int32();
        int cpsr = in.int32();
        in.expect(Mode.isValid(cpsr & 31), "CPSR " + Integer.toHexString(cpsr) + " names no mode");
        mode = cpsr & 31;
        setNzcv(cpsr);
        q = (cpsr >>> 27 & 1) != 0;
        it = (cpsr >>> 25 & 3) | (cpsr >>> 10 & 0x3f) << 2;
        ge = cpsr >>> 16 & 15;
        bigEndian = (cpsr >>> 9 & 1) != 0;
        maskA = (cpsr >>> 8 & 1) != 0;
        maskI = (cpsr >>> 7 & 1) != 0;
        maskF = (cpsr >>> 6 & 1) != 0;
        thumb = (cpsr >>> 5 & 1) != 0;
        spsr = in.int32();
        elrHyp = in.int32();
        banks.restore(in);
        in.bytes(v);
        fp.setFpscr(in.int32());
        fp.fpexc = in.int32();
        in.part("cp15", cp15);
        instructionsBefore = in.int64();
        sliceBegan = -1;
        exclusive = in.bool();
        exclusiveAddress = in.int64();
        exclusiveSize = in.int32();
        exceptionsInARow = in.int32();
        lastExceptionAt = in.int64();
        waitingForInterrupt = in.bool();
        waitingForEvent = in.bool();
        eventRegister = in.bool();
        on = in.bool();
        irqPin = in.bool();
        fiqPin = in.bool();
        virqPin = in.bool();
        vfiqPin = in.bool();
        dropCaches();
    }
}
