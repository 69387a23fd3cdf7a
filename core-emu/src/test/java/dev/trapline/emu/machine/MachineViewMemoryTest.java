package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Sctlr;
import dev.trapline.emu.view.MachineView;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A debugger reads and writes memory through a pCPU's own translation, whatever the rights. */
class MachineViewMemoryTest {
    private static final long RAM = 0x4000_0000L;
    private static final long TABLE = 0x4080_0000L;
    private static final long SECOND = 0x4080_4000L;
    private static final long STAGE2 = 0x4081_0000L;
    private static final long DATA = 0x4082_0000L;
    private static final int MOV_R0_1 = 0xe3a0_0001;
    private static final int MOV_R0_2 = 0xe3a0_0002;
    /** To the first instruction. */
    private static final int LOOP = 0xeaff_fffc;

    private final Machine machine = Machines.raw(BootMode.HYP, 1, MOV_R0_1, 0xe320_f000, LOOP);
    private final MachineView view = machine.view();
    private final Cpu s = machine.cpu(0);
    private final Cp15 c = s.cp15;

    private void word(long pa, int value) {
        machine.memory().write(pa, bytes(value), 0, 4);
    }

    private static byte[] bytes(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private int read(long address, int length) {
        byte[] to = new byte[length];
        return view.readMemory(0, address, to, 0, length);
    }

    private int write(long address, int length) {
        byte[] from = new byte[length];
        Arrays.fill(from, (byte) 0x5a);
        return view.writeMemory(0, address, from, 0, length);
    }

    private byte at(long pa) {
        byte[] one = new byte[1];
        assertThat(view.memory().readPhysical(pa, one, 0, 1)).isEqualTo(1);
        return one[0];
    }

    /** Page 0xc0000000 leads to DATA with no rights in domain 0, which is closed; page 0xc0001000 nowhere. */
    private void shortTables() {
        word(TABLE + 4 * 0xc00, (int) SECOND | 1);
        word(SECOND, (int) DATA | 2);
        c.ttbr0 = TABLE;
        c.dacr = 0;
        c.sctlr |= Sctlr.M;
        view.setValue(0, RegisterDescription.CPSR, Mode.SVC | 0x1c0);
    }

    private void stage2() {
        byte[] block = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(RAM | 1 << 10 | 3 << 6 | 15 << 2 | 1)
                .array();
        machine.memory().write(STAGE2 + 8 * 2, block, 0, 8);
        c.vtcr = 1 << 6;
        c.vttbr = STAGE2 | 5L << 48;
        c.hcr = Hcr.VM;
    }

    @Test
    void theReadablePrefixIsRead() {
        shortTables();
        assertThat(read(0xc000_0ff0L, 0x20)).isEqualTo(0x10);
        assertThat(read(0xc000_1000L, 1)).isZero();
        assertThat(write(0xc000_0ffeL, 8)).isEqualTo(2);
        assertThat(at(DATA + 0xffe)).isEqualTo((byte) 0x5a);
    }

    @Test
    void addressesDoNotWrapAndDevicesAreOutOfReach() {
        assertThat(read(0xffff_fff0L, 0x20)).isZero();
        assertThat(read(1L << 32, 4)).isZero();
        assertThat(read(-4, 4)).isZero();
        assertThat(read(0x0900_0000L, 4)).as("the UART").isZero();
        assertThat(read(0x0000_0000L, 4)).as("flash").isEqualTo(4);
        assertThat(write(0x0000_0000L, 4)).as("flash").isZero();
    }

    @Test
    void kernelMemoryIsSeenFromUserMode() {
        shortTables();
        view.setValue(0, RegisterDescription.CPSR, Mode.USR);
        assertThat(read(0xc000_0000L, 4)).isEqualTo(4);
    }

    @Test
    void decodedCodeIsDroppedByAWrite() {
        machine.run(30);
        assertThat(s.r[0]).isEqualTo(1);
        int start = s.pc & ~0xff;
        assertThat(view.writeMemory(0, machine.boot().entry(), bytes(MOV_R0_2), 0, 4))
                .isEqualTo(4);
        machine.run(60);
        assertThat(s.r[0]).isEqualTo(2);
        assertThat(start).isEqualTo(s.pc & ~0xff);
    }

    @Test
    void translationsAreDroppedByAWriteToTheirTables() {
        // Flat but for the section of the code, which the debugger moves.
        for (int i = 0; i < 4096; i++) {
            word(TABLE + 4 * i, i << 20 | 3 << 10 | 2);
        }
        int section = machine.boot().entry() >>> 20;
        c.ttbr0 = TABLE;
        c.dacr = 1;
        view.setValue(0, RegisterDescription.CPSR, Mode.SVC | 0x1c0);
        view.setValue(0, view.register("SCTLR").orElseThrow().number(), c.sctlr | Sctlr.M);
        machine.run(30);
        assertThat(s.r[0]).isEqualTo(1);
        int moved = section + 6;
        for (int i = 0; i < 16; i += 4) {
            byte[] code = new byte[4];
            view.readMemory(0, machine.boot().entry() + i, code, 0, 4);
            view.memory().writePhysical(machine.boot().entry() + (6L << 20) + i, i == 0 ? bytes(MOV_R0_2) : code, 0, 4);
        }
        assertThat(view.writeMemory(0, TABLE + 4L * section, bytes(moved << 20 | 3 << 10 | 2), 0, 4))
                .isEqualTo(4);
        machine.run(60);
        assertThat(s.r[0]).isEqualTo(2);
    }

    @Test
    void intermediateAddressesGoThroughStage2IfItIsOn() {
        byte[] one = {7};
        view.memory().writePhysical(DATA, one, 0, 1);
        byte[] to = new byte[1];
        assertThat(view.readIntermediate(0, DATA, to, 0, 1)).isEqualTo(1);
        assertThat(to).containsExactly(7);
        stage2();
        to[0] = 0;
        assertThat(view.readIntermediate(0, DATA, to, 0, 1)).isZero();
        assertThat(view.readIntermediate(0, DATA + 0x4000_0000L, to, 0, 1)).isEqualTo(1);
        assertThat(to).containsExactly(7);
        one[0] = 8;
        assertThat(view.writeIntermediate(0, DATA + 0x4000_0000L, one, 0, 1)).isEqualTo(1);
        assertThat(at(DATA)).isEqualTo((byte) 8);
    }

    @Test
    void aWalkThroughBothStagesIsToldDescriptorByDescriptor() {
        stage2();
        shortTables();
        c.ttbr0 = TABLE + 0x4000_0000L;
        word(TABLE + 4 * 0xc00, (int) (SECOND + 0x4000_0000L) | 1);
        word(SECOND, (int) (DATA + 0x4000_0000L) | 2);
        assertThat(view.explainAddress(0, 0xc000_0123L)).isEqualTo("""
                        VA 0xc0000123 of PL1&0: short descriptors, TTBR0 0x80800000, TTBR1 0x00000000, TTBCR 0x00000000; stage 2 VMID 5, root 0x0040810000, VTCR 0x00000040
                          stage 2 of IPA 0x0080803000, where the next descriptor is
                            level 1 descriptor at PA 0x040810010: 0x00000000400004fd  block of 1 GiB
                            PA 0x040803000
                          level 1 descriptor at PA 0x040803000: 0x80804001  table, domain 0
                          stage 2 of IPA 0x0080804000, where the next descriptor is
                            level 1 descriptor at PA 0x040810010: 0x00000000400004fd  block of 1 GiB
                            PA 0x040804000
                          level 2 descriptor at PA 0x040804000: 0x80820002  small page
                          stage 2 of IPA 0x0080820123
                            level 1 descriptor at PA 0x040810010: 0x00000000400004fd  block of 1 GiB
                            PA 0x040820123
                        PA 0x040820123, Strongly-ordered, outer shareable
                        PL1 --- (Domain fault, domain 0), PL0 --- (Domain fault, domain 0)
                        """);
        assertThat(view.explainAddress(0, 0xc000_1000L)).endsWith("Translation fault, level 2\n");
        c.vttbr = DATA + 0x1000;
        assertThat(view.explainAddress(0, 0xc000_0000L))
                .endsWith("Translation fault, level 1 of stage 2 for IPA 0x0080803000, on the walk of stage 1\n");
    }

    @Test
    void withoutTranslationThePathIsShort() {
        assertThat(view.explainAddress(0, RAM))
                .isEqualTo("VA 0x40000000 of Hyp mode, HSCTLR.M 0: stage 1 is off\n"
                        + "PA 0x040000000, Strongly-ordered, outer shareable\nPL2 rwx\n");
    }

    @Test
    void allAddressesAreInTheMap() {
        assertThat(view.memoryMap()).hasSize(1);
        assertThat(view.memoryMap().getFirst().length()).isEqualTo(1L << 32);
    }
}
