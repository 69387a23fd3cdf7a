package dev.trapline.emu.oracle;

import dev.trapline.emu.exec.Interpreter;
import dev.trapline.emu.jit.Compiler;
import dev.trapline.emu.mem.Bus;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.Mmu;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FirmwarePort;
import dev.trapline.emu.state.FpRegisters;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Sctlr;
import dev.trapline.emu.time.Clock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pCPU with memory as harness.S sets QEMU's up; the state of a case is put in and taken out directly.
 *
 * <p>With a compiler it executes all that a case executes at one go. Compiled code is not entered inside an IT block, so that a
 * case in one should begin in front of it.
 */
final class OurMachine {
    private static final int SW = 1 << 10;
    /** Bytes of the window before what is looked for. */
    static final int WINDOW_BEFORE = 64;

    private static final int MOST_STEPS = 12;
    /** More than a case that is of use takes, and so much that a block fits. */
    private static final int MOST_COMPILED = 1000;

    private static final long FIRST_COUNT = 1000;

    private final Clock clock = new Clock(1);
    private final Cpu s = new Cpu(0, clock);
    private final PhysicalMemory memory = new PhysicalMemory();
    private final byte[] master = Layout.scratch();
    private final int firstScratchFrame;
    private final boolean compiles;
    private final boolean beginsAtIt;
    private final StateWriter state = new StateWriter();
    private boolean excepted;
    private int beganAt;

    /** One that interprets each case as it is. */
    OurMachine() {
        this(null, false);
    }

    /** @param beginsAtIt whether a case in an IT block begins at an IT instruction in front of it */
    OurMachine(@Nullable Compiler compiler, boolean beginsAtIt) {
        compiles = compiler != null;
        this.beginsAtIt = beginsAtIt;
        memory.addRegion("ram", Layout.HARNESS, Layout.SCRATCH_PA + Layout.SCRATCH_SIZE - Layout.HARNESS);
        firstScratchFrame = memory.frameAt(Layout.SCRATCH_PA);
        Mmu mmu = new Mmu(new Bus(memory), s);
        if (compiler != null) {
            mmu.compileWith(compiler);
        }
        s.memory = mmu;
        s.observer = new Ends();
        s.on = true;
        s.firmware = new NotSupported();
        write(Layout.TABLE, Layout.table(false));
        write(Layout.SECOND_TABLE, Layout.secondTable());
        write(Layout.CODE_PA, Layout.codeFill());
        write(Layout.SCRATCH_PA, master);
    }

    private void write(int pa, byte[] bytes) {
        if (!memory.write(pa, bytes, 0, bytes.length)) {
            throw new IllegalStateException("no memory at 0x" + Integer.toHexString(pa));
        }
    }

    /**
     * Executes a case; fills its output, and the place of its window.
     *
     * @return false if the case is of no use: it does not end, or touches what only the other machine has
     */
    boolean execute(TestCase c) {
        int[] in = c.input;
        ByteBuffer code = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 4; i++) {
            code.putInt(in[Layout.CODE_WORDS + i]);
        }
        write(in[Layout.CODE_PLACE], code.array());
        load(in);
        if (beginsAtIt && s.it != 0) {
            putItBefore(in[Layout.PC]);
        }
        beganAt = s.pc;
        boolean useful = false;
        try {
            useful = run();
        } catch (IllegalStateException | IndexOutOfBoundsException | ArithmeticException | NullPointerException e) {
            c.broken = e;
            useful = true;
        }
        if (useful) {
            useful = store(c);
        }
        keepState();
        restore(c);
        return useful;
    }

    /** Where the last case began. */
    int beganAt() {
        return beganAt;
    }

    /** All of the pCPU after the last case, and of the pages it changed. */
    byte[] state() {
        return state.toByteArray();
    }

    private void putItBefore(int pc) {
        write(pc - 2 - Layout.CODE + Layout.CODE_PA, new byte[] {(byte) s.it, (byte) 0xbf});
        s.pc = pc - 2;
        s.it = 0;
        clock.resume(FIRST_COUNT - 1, 0);
    }

    private void keepState() {
        state.reset();
        s.save(state);
        for (int page = 0; page < Layout.SCRATCH_SIZE >>> 12; page++) {
            byte[] now = memory.readable(firstScratchFrame + page);
            int from = page << 12;
            if (Arrays.mismatch(now, 0, 4096, master, from, from + 4096) >= 0) {
                state.int32(page);
                state.bytes(now);
            }
        }
    }

    private void load(int[] in) {
        s.cp15.sctlr = 0x00c5_0058 | Sctlr.M | SW;
        s.cp15.cpacr = 0x00f0_0000;
        s.cp15.ttbr0 = Layout.TABLE;
        s.cp15.ttbcr = 0;
        s.cp15.dacr = 0x5555_5555;
        s.cp15.vbar = Layout.HARNESS;
        s.setCpsr(Mode.SVC | 0x1c0);
        for (int i = 0; i < 15; i++) {
            s.setBanked(i, Mode.USR, in[i]);
        }
        s.setBanked(13, Mode.IRQ, in[Layout.IRQ]);
        s.setBanked(14, Mode.IRQ, in[Layout.IRQ + 1]);
        s.setBankedSpsr(Mode.IRQ, in[Layout.IRQ + 2]);
        for (int i = 8; i < 15; i++) {
            s.setBanked(i, Mode.FIQ, in[Layout.FIQ + i - 8]);
        }
        s.setBankedSpsr(Mode.FIQ, in[Layout.FIQ + 7]);
        for (int i = 0; i < 2; i++) {
            int mode = i == 0 ? Mode.ABT : Mode.UND;
            s.setBanked(13, mode, in[Layout.OTHERS + i * 3]);
            s.setBanked(14, mode, in[Layout.OTHERS + i * 3 + 1]);
            s.setBankedSpsr(mode, in[Layout.OTHERS + i * 3 + 2]);
        }
        // The other machine's own, which no case uses.
        s.setBanked(13, Mode.SVC, 0);
        s.setBanked(14, Mode.SVC, in[Layout.OTHERS + 6]);
        s.setBankedSpsr(Mode.SVC, in[Layout.OTHERS + 7]);
        s.fp.setFpscr(in[Layout.FPSCR]);
        s.fp.fpexc = FpRegisters.EN;
        for (int i = 0; i < 64; i++) {
            putS(i, in[Layout.D + i]);
        }
        s.setCpsr(in[Layout.CPSR]);
        s.pc = in[Layout.PC];
        s.exclusive = false;
        s.eventRegister = false;
        s.waitingForEvent = false;
        s.waitingForInterrupt = false;
        s.cp15.dfsr = 0;
        s.cp15.dfar = 0;
        s.cp15.ifsr = 0;
        s.cp15.ifar = 0;
        s.exceptionsInARow = 0;
        s.lastExceptionAt = -1;
        clock.resume(FIRST_COUNT, 0);
        s.memory.contextChanged(s);
    }

    private boolean run() {
        if (compiles) {
            excepted = false;
            while (!excepted && clock.count < FIRST_COUNT + MOST_COMPILED) {
                clock.stopAt = FIRST_COUNT + MOST_COMPILED;
                Interpreter.run(s);
            }
            return excepted;
        }
        for (int i = 0; i < MOST_STEPS; i++) {
            clock.stopAt = clock.count + 1;
            Interpreter.run(s);
            if (inVectors()) {
                return true;
            }
        }
        return false;
    }

    private boolean inVectors() {
        return s.pc - Layout.HARNESS >= 0 && s.pc - Layout.HARNESS < 0x20;
    }

    private boolean store(TestCase c) {
        int[] out = c.ours;
        int kind = (s.pc - Layout.HARNESS) >>> 2;
        if (kind == Layout.DATA_ABORT && inHarness(s.cp15.dfar)
                || kind == Layout.PREFETCH_ABORT && inHarness(s.cp15.ifar)) {
            return false;
        }
        out[Layout.PC] = s.r[14];
        out[Layout.CPSR] = s.spsr;
        out[Layout.KIND] = kind;
        for (int i = 0; i < 15; i++) {
            out[i] = s.banked(i, Mode.USR);
        }
        out[Layout.IRQ] = s.banked(13, Mode.IRQ);
        out[Layout.IRQ + 1] = s.banked(14, Mode.IRQ);
        out[Layout.IRQ + 2] = s.bankedSpsr(Mode.IRQ);
        for (int i = 8; i < 15; i++) {
            out[Layout.FIQ + i - 8] = s.banked(i, Mode.FIQ);
        }
        out[Layout.FIQ + 7] = s.bankedSpsr(Mode.FIQ);
        out[Layout.FPSCR] = s.fp.fpscr();
        out[Layout.FPEXC] = s.fp.fpexc;
        out[Layout.DFSR] = s.cp15.dfsr;
        out[Layout.DFAR] = s.cp15.dfar;
        out[Layout.IFSR] = s.cp15.ifsr;
        out[Layout.IFAR] = s.cp15.ifar;
        for (int i = 0; i < 64; i++) {
            out[Layout.D + i] = s.s(i);
        }
        return true;
    }

    private static boolean inHarness(int va) {
        return Integer.compareUnsigned(va - Layout.RAM, Layout.RAM_SIZE) < 0;
    }

    /** Chooses the window by what changed in the scratch pages, copies it out, and puts the pages in order again. */
    private void restore(TestCase c) {
        int first = -1;
        for (int page = 0; page < Layout.SCRATCH_SIZE >>> 12; page++) {
            byte[] now = memory.readable(firstScratchFrame + page);
            int from = page << 12;
            int at = Arrays.mismatch(now, 0, 4096, master, from, from + 4096);
            if (at >= 0 && first < 0) {
                first = from + at;
            }
        }
        int near = first >= 0 ? first : c.input[Layout.WINDOW_PLACE] - Layout.SCRATCH;
        int window = Math.clamp((near & ~3) - WINDOW_BEFORE, 0, Layout.SCRATCH_SIZE - Layout.WINDOW_WORDS * 4);
        c.input[Layout.WINDOW_PLACE] = Layout.SCRATCH + window;
        byte[] bytes = new byte[Layout.WINDOW_WORDS * 4];
        memory.read(Layout.SCRATCH_PA + window, bytes, 0, bytes.length);
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < Layout.WINDOW_WORDS; i++) {
            c.ours[Layout.WINDOW + i] = b.getInt();
        }
        if (first >= 0) {
            int from = first & ~0xfff;
            int length = Math.min(2 << 12, Layout.SCRATCH_SIZE - from);
            memory.write(Layout.SCRATCH_PA + from, master, from, length);
        }
        int place = c.input[Layout.CODE_PLACE];
        ByteBuffer code = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 4; i++) {
            code.putInt(c.input[Layout.CODE_AFTER + i]);
        }
        write(place, code.array());
        if (beginsAtIt) {
            int before = c.input[Layout.PC] - 2 & ~3;
            ByteBuffer word = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            write(
                    before - Layout.CODE + Layout.CODE_PA,
                    word.putInt(Layout.fill(before)).array());
        }
    }

    private void putS(int i, int value) {
        s.v[i * 4] = (byte) value;
        s.v[i * 4 + 1] = (byte) (value >>> 8);
        s.v[i * 4 + 2] = (byte) (value >>> 16);
        s.v[i * 4 + 3] = (byte) (value >>> 24);
    }

    /** Every case ends in an exception. */
    private final class Ends implements Observer {
        @Override
        public void exceptionTaken(
                int cpu,
                int vector,
                int fromMode,
                int toMode,
                int syndrome,
                int address,
                int hpfar,
                int returnAddress) {
            excepted = true;
            clock.requestStop();
        }
    }

    /** As QEMU's firmware answers SMC to what it does not know. */
    private static final class NotSupported implements FirmwarePort {
        @Override
        public boolean answersSmc() {
            return true;
        }

        @Override
        public boolean answersHvc() {
            return false;
        }

        @Override
        public void call(Cpu s) {
            s.r[0] = -1;
        }
    }
}
