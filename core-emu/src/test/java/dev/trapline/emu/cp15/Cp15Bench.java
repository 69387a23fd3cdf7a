package dev.trapline.emu.cp15;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.mem.Bus;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.Mmu;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.time.Clock;
import dev.trapline.emu.timer.TimerRegisters;
import java.util.ArrayList;
import java.util.List;

/** A pCPU with its system registers, spoken to as MRC and MCR do: by {@code "p15 0 c1 c0 0"}. */
final class Cp15Bench {
    static final int ALWAYS = 14;

    final PhysicalMemory memory = new PhysicalMemory();
    final Clock clock = new Clock(1);
    final Cpu cpu = new Cpu(0, clock);
    final Cp15 c = cpu.cp15;
    final Timer timer = new Timer();
    final List<String> lines = new ArrayList<>();
    final Mmu mmu;
    final SystemRegisters registers;

    Cp15Bench() {
        this(true);
    }

    Cp15Bench(boolean hasHyp) {
        memory.addRegion("ram", 0x4000_0000L, 1 << 20);
        mmu = new Mmu(new Bus(memory), cpu);
        registers = new SystemRegisters(
                cpu, mmu, timer, new SystemRegisters.Configuration(1, hasHyp), Diagnostics.lines(lines::add));
        cpu.beginSlice();
    }

    Cp15Bench hyp() {
        cpu.setMode(Mode.HYP);
        return this;
    }

    Cp15Bench user() {
        cpu.setMode(Mode.USR);
        return this;
    }

    Cp15Bench svc() {
        cpu.setMode(Mode.SVC);
        return this;
    }

    private static int[] fields(String encoding) {
        String[] f = encoding.split(" ");
        int[] n = new int[f.length];
        for (int i = 0; i < f.length; i++) {
            n[i] = Integer.parseInt(f[i].replaceAll("[pc]", ""));
        }
        return n;
    }

    /** MRC to r3, or MRRC to r3 and r7. */
    long read(String encoding) {
        int[] f = fields(encoding);
        if (f.length == 3) {
            return registers.read64(cpu, f[0], f[1], f[2], ALWAYS, 3, 7);
        }
        return registers.read(cpu, f[0], f[1], f[2], f[3], f[4], ALWAYS, 3) & 0xffff_ffffL;
    }

    void write(String encoding, long value) {
        int[] f = fields(encoding);
        if (f.length == 3) {
            registers.write64(cpu, f[0], f[1], f[2], value, ALWAYS, 3, 7);
        } else {
            registers.write(cpu, f[0], f[1], f[2], f[3], f[4], (int) value, ALWAYS, 3);
        }
    }

    long writeAndRead(String encoding, long value) {
        write(encoding, value);
        return read(encoding);
    }

    void readIsUndefined(String encoding) {
        assertThatThrownBy(() -> read(encoding)).as(encoding).isSameAs(GuestException.UNDEFINED);
    }

    void writeIsUndefined(String encoding) {
        assertThatThrownBy(() -> write(encoding, 0)).as(encoding).isSameAs(GuestException.UNDEFINED);
    }

    /** Gives HSR of the trap. */
    int readTraps(String encoding) {
        assertThatThrownBy(() -> read(encoding)).as(encoding).isSameAs(GuestException.HYP_TRAP);
        return cpu.trapSyndrome;
    }

    int writeTraps(String encoding) {
        assertThatThrownBy(() -> write(encoding, 0)).as(encoding).isSameAs(GuestException.HYP_TRAP);
        return cpu.trapSyndrome;
    }

    /** Timer registers that hold what is put there. */
    static final class Timer implements TimerRegisters {
        long count = 0x1_2345_6789L;
        long offset;
        int frequency = 62_500_000;
        int kernelControl;
        int hypControl = 3;
        final int[] control = new int[3];
        final long[] compare = new long[3];

        void save(StateWriter out) {
            out.int64(offset);
            out.int32(frequency);
            out.int32(kernelControl);
            out.int32(hypControl);
            out.int32s(control);
            for (long c : compare) {
                out.int64(c);
            }
        }

        @Override
        public long physicalCount() {
            return count;
        }

        @Override
        public long virtualCount() {
            return count - offset;
        }

        @Override
        public int frequency() {
            return frequency;
        }

        @Override
        public void setFrequency(int value) {
            frequency = value;
        }

        @Override
        public long virtualOffset() {
            return offset;
        }

        @Override
        public void setVirtualOffset(long value) {
            offset = value;
        }

        @Override
        public int kernelControl() {
            return kernelControl;
        }

        @Override
        public void setKernelControl(int value) {
            kernelControl = value;
        }

        @Override
        public int hypControl() {
            return hypControl;
        }

        @Override
        public void setHypControl(int value) {
            hypControl = value;
        }

        @Override
        public int control(int timer) {
            return control[timer];
        }

        @Override
        public void setControl(int timer, int value) {
            control[timer] = value;
        }

        @Override
        public long compareValue(int timer) {
            return compare[timer];
        }

        @Override
        public void setCompareValue(int timer, long value) {
            compare[timer] = value;
        }

        @Override
        public int timerValue(int timer) {
            return (int) (compare[timer] - count);
        }

        @Override
        public void setTimerValue(int timer, int value) {
            compare[timer] = count + value;
        }
    }
}
