package dev.trapline.emu.view;

import dev.trapline.emu.cp15.SystemRegisters;
import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.MemoryArea;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.gic.Gic;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.Mmu;
import dev.trapline.emu.mmu.Regime;
import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Mode;
import java.util.List;
import java.util.Optional;

/**
 * A machine that stands still between two instructions, as a debugger sees it. Reading never changes the machine's state,
 * whatever is read; what is written is an input of law 2, and whoever has it written logs it.
 *
 * <p>pCPUs go by their index, registers by the numbers of {@link #registers}, values are zero-extended.
 */
public final class MachineView {
    private final CpuParts[] cpus;
    private final RegisterFile file;
    private final TranslatedMemory memory;
    private final TranslationReport translation;
    private final StateReports reports;

    /** @param cpus all pCPUs, in order of their index */
    public MachineView(CpuParts[] cpus, Gic gic, Mmu mmu, PhysicalMemory memory, boolean hasHyp) {
        this.cpus = cpus.clone();
        file = new RegisterFile(gic, new CoreRegisters(hasHyp, cpus.length), hasHyp);
        this.memory = new TranslatedMemory(mmu.translator(), memory);
        translation = new TranslationReport(mmu.translator());
        reports = new StateReports(this, hasHyp);
    }

    public int cpuCount() {
        return cpus.length;
    }

    /** The registers that pCPUs have, in order of their numbers. */
    public List<RegisterDescription> registers() {
        return file.descriptions();
    }

    /** The register of a number. */
    public RegisterDescription description(int number) {
        return existing(number).description();
    }

    /** The register of a name; empty if this machine has none. */
    public Optional<RegisterDescription> register(String name) {
        return Optional.ofNullable(file.named(name));
    }

    /** A register of at most 64 bits. */
    public long value(int cpu, int number) {
        return existing(number).reader().read(parts(cpu));
    }

    /** A register of a pCPU that stands apart. */
    public long value(CpuParts apart, int number) {
        return existing(number).reader().read(apart);
    }

    /** A pCPU of no machine, for its registers to be read; those of the timer are the first pCPU's. */
    public CpuParts apart(Cpu s) {
        return new CpuParts(s, new SystemRegisters(cpus[0].systemRegisters(), s), cpus[0].timer());
    }

    /** A register's value, little-endian. */
    public byte[] read(int cpu, int number) {
        ViewedRegister register = existing(number);
        return bytes(register.reader().read(parts(cpu)), register.description().bytes());
    }

    /** The low bytes of a value, little-endian. */
    public static byte[] bytes(long value, int length) {
        byte[] result = new byte[length];
        for (int i = 0; i < length; i++) {
            result[i] = (byte) (value >>> 8 * i);
        }
        return result;
    }

    /**
     * Writes a register; one of CP15, a timer or the GIC does what the pCPU's own write would make it do.
     *
     * @throws DebugException if it cannot be written, or not with this value
     */
    public void setValue(int cpu, int number, long value) {
        ViewedRegister register = existing(number);
        if (!register.description().writable()) {
            throw new DebugException(register.description().name() + " cannot be written");
        }
        register.writer().write(parts(cpu), value);
    }

    /**
     * Writes a register, as {@link #setValue}.
     *
     * @param value little-endian, as long as the register
     */
    public void write(int cpu, int number, byte[] value) {
        RegisterDescription description = existing(number).description();
        if (value.length != description.bytes()) {
            throw new DebugException(
                    description.name() + " has " + description.bytes() + " bytes, not " + value.length);
        }
        long word = 0;
        for (int i = 0; i < value.length; i++) {
            word |= (value[i] & 0xffL) << 8 * i;
        }
        setValue(cpu, number, word);
    }

    private ViewedRegister existing(int number) {
        ViewedRegister register = file.at(number);
        if (register == null) {
            throw new DebugException("there is no register " + number);
        }
        return register;
    }

    CpuParts parts(int cpu) {
        if (cpu < 0 || cpu >= cpus.length) {
            throw new DebugException("there is no CPU " + cpu);
        }
        return cpus[cpu];
    }

    /** The pCPU itself, for who knows what it is doing. */
    public Cpu cpu(int index) {
        return parts(index).s();
    }

    private static Regime regime(Cpu s) {
        return s.mode == Mode.HYP ? Regime.HYP : Regime.PL10;
    }

    /**
     * Reads memory as a pCPU sees it in its present mode, but regardless of rights; devices are not read.
     *
     * @param address 32 bits
     * @return how many bytes, fewer than {@code length} where the next is not mapped to memory
     */
    public int readMemory(int cpu, long address, byte[] into, int offset, int length) {
        Cpu s = cpu(cpu);
        return memory.read(s.cp15, regime(s), address, into, offset, length);
    }

    /**
     * Writes memory as a pCPU sees it in its present mode, but regardless of rights.
     *
     * @return how many bytes, fewer than {@code length} where the next is not mapped to RAM
     */
    public int writeMemory(int cpu, long address, byte[] from, int offset, int length) {
        Cpu s = cpu(cpu);
        return memory.write(s.cp15, regime(s), address, from, offset, length);
    }

    /**
     * The physical address behind an address, as {@link #readMemory} translates it.
     *
     * @throws DebugException if it is not mapped
     */
    public long physical(int cpu, long address) {
        Cpu s = cpu(cpu);
        return memory.physical(s.cp15, regime(s), address);
    }

    /** Memory by physical addresses, and through registers of others' making. */
    public TranslatedMemory memory() {
        return memory;
    }

    /** Reads memory by intermediate addresses, of the guest whose stage 2 a pCPU has; they are physical if it is off. */
    public int readIntermediate(int cpu, long ipa, byte[] into, int offset, int length) {
        Cp15 c = cpu(cpu).cp15;
        return hasStage2(c)
                ? memory.read(c, Regime.STAGE2, ipa, into, offset, length)
                : memory.readPhysical(ipa, into, offset, length);
    }

    /** Writes memory by intermediate addresses, as {@link #readIntermediate} reads it. */
    public int writeIntermediate(int cpu, long ipa, byte[] from, int offset, int length) {
        Cp15 c = cpu(cpu).cp15;
        return hasStage2(c)
                ? memory.write(c, Regime.STAGE2, ipa, from, offset, length)
                : memory.writePhysical(ipa, from, offset, length);
    }

    private static boolean hasStage2(Cp15 c) {
        return (c.hcr & (Hcr.VM | Hcr.DC)) != 0;
    }

    /** All addresses, since what is mapped where changes as software runs; what cannot be accessed, reads short. */
    public List<MemoryArea> memoryMap() {
        return List.of(new MemoryArea(MemoryArea.Kind.RAM, 0, 1L << 32));
    }

    /** How an address is translated for a pCPU in its present mode: each descriptor, and the result or the fault; lines. */
    public String explainAddress(int cpu, long address) {
        Cpu s = cpu(cpu);
        return translation.of(s.cp15, regime(s), address);
    }

    /** The same by registers of others' making. */
    public String explainAddress(Cp15 c, Regime regime, long address) {
        return translation.of(c, regime, address);
    }

    /** What the GIC holds for each pCPU, lines for people. */
    public String gicReport() {
        return reports.gic();
    }

    /** The generic timers of each pCPU, lines for people. */
    public String timersReport() {
        return reports.timers();
    }

    /** What each pCPU is at, lines for people. */
    public String cpusReport() {
        return reports.cpus();
    }
}
