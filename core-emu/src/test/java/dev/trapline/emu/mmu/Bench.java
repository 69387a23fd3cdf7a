package dev.trapline.emu.mmu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.mem.Bus;
import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Fault;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Mem;
import dev.trapline.emu.state.MemoryPort;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Sctlr;
import dev.trapline.emu.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine of pCPUs, 16 MiB of memory at 0x40000000 and one device at 0x09000000, and what it takes to build
 * translation tables by hand. Tables live in the first megabyte, data after it.
 */
final class Bench {
    static final long RAM = 0x4000_0000L;
    static final int RAM_SIZE = 16 << 20;
    static final long DEVICE = 0x0900_0000L;

    /** Where tests put their first-level tables. */
    static final long L1 = RAM + 0x4000;

    static final long L2 = RAM + 0x10000;
    static final long L3 = RAM + 0x12000;
    /** Where tests put data. */
    static final long DATA = RAM + 0x10_0000;

    final PhysicalMemory memory = new PhysicalMemory();
    final Bus bus = new Bus(memory);
    final Clock clock = new Clock(1);
    final Cpu[] cpus;
    final Cpu cpu;
    final Mmu mmu;
    final Recorder device = new Recorder();

    Bench() {
        this(1);
    }

    Bench(int count) {
        memory.addRegion("ram", RAM, RAM_SIZE);
        bus.map(DEVICE, 0x1000, device);
        cpus = new Cpu[count];
        for (int i = 0; i < count; i++) {
            cpus[i] = new Cpu(i, clock);
        }
        cpu = cpus[0];
        mmu = new Mmu(bus, cpus);
    }

    /** A device that remembers what was asked of it; reads give the offset and size. */
    static final class Recorder implements BusDevice {
        final List<String> log = new ArrayList<>();

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public long read(int offset, int size, int cpu) {
            log.add("read " + size + " at " + offset);
            return 0x1122_3300L + offset & (1L << 8 * size) - 1;
        }

        @Override
        public void write(int offset, int size, long value, int cpu) {
            log.add("write " + size + " at " + offset + ": " + Long.toHexString(value));
        }
    }

    /** Writes a word as a device does, before or while the machine runs. */
    void word(long pa, int value) {
        byte[] b = new byte[4];
        Bytes.put(b, 0, 4, value);
        assertThat(memory.write(pa, b, 0, 4)).isTrue();
    }

    void doubleword(long pa, long value) {
        byte[] b = new byte[8];
        Bytes.put(b, 0, 8, value);
        assertThat(memory.write(pa, b, 0, 8)).isTrue();
    }

    int wordAt(long pa) {
        byte[] b = new byte[4];
        assertThat(memory.read(pa, b, 0, 4)).isTrue();
        return (int) Bytes.get(b, 0, 4);
    }

    /** Turns the MMU on with short descriptors: TTBR0 at L1, every domain a client. */
    void shortOn() {
        cpu.cp15.ttbcr = 0;
        cpu.cp15.ttbr0 = L1;
        cpu.cp15.dacr = 0x5555_5555;
        cpu.cp15.sctlr |= Sctlr.M;
        changed();
    }

    /** Turns the MMU on with long descriptors: TTBR0 at L1, attribute 0 Normal, 1 Device, 2 Strongly-ordered. */
    void longOn() {
        cpu.cp15.ttbcr = 0x8000_0000;
        cpu.cp15.ttbr0 = L1;
        cpu.cp15.prrr = 0x0000_04ff;
        cpu.cp15.sctlr |= Sctlr.M;
        changed();
    }

    void changed() {
        for (Cpu c : cpus) {
            c.memory.contextChanged(c);
        }
    }

    void user() {
        cpu.setMode(Mode.USR);
    }

    void hyp() {
        cpu.setMode(Mode.HYP);
    }

    int load(int va) {
        return Mem.load32(cpu, va);
    }

    void store(int va, int value) {
        Mem.store32(cpu, va, value);
    }

    int loadUnprivileged(int va) {
        return (int) cpu.memory.load(cpu, va, 4, MemoryPort.UNPRIVILEGED);
    }

    /** Fetches as the interpreter does, and gives the halfword at {@code va}. */
    int fetch(int va) {
        cpu.pc = va;
        cpu.memory.fetchPage(cpu);
        assertThat(cpu.fetchKey).isEqualTo(va & 0xffff_f000 | cpu.context);
        return cpu.memory.fetchHalfword(cpu, va);
    }

    Fault loadFaults(int va) {
        assertThatThrownBy(() -> load(va)).isSameAs(GuestException.DATA_ABORT);
        assertThat(cpu.fault.address).isEqualTo(va);
        assertThat(cpu.fault.write).isFalse();
        return cpu.fault;
    }

    Fault storeFaults(int va) {
        assertThatThrownBy(() -> store(va, 0)).isSameAs(GuestException.DATA_ABORT);
        assertThat(cpu.fault.address).isEqualTo(va);
        assertThat(cpu.fault.write).isTrue();
        return cpu.fault;
    }

    Fault fetchFaults(int va) {
        assertThatThrownBy(() -> fetch(va)).isSameAs(GuestException.PREFETCH_ABORT);
        assertThat(cpu.fault.address).isEqualTo(va);
        assertThat(cpu.fault.write).isFalse();
        return cpu.fault;
    }
}
