package dev.trapline.emu.mmu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Mem;
import dev.trapline.emu.state.MemoryPort;
import dev.trapline.emu.state.Sctlr;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceAndAlignmentTest {
    private static final int DEV = (int) Bench.DEVICE;
    private static final int DATA = (int) Bench.DATA;
    private final Bench b = new Bench();

    /** Flat sections of Normal memory for all that the bench has. */
    private void normalMemory() {
        for (int mb = 0; mb < 16; mb++) {
            b.word(Bench.L1 + (0x400 + mb) * 4, 0x4000_0000 + (mb << 20) | 3 << 10 | 0x100c | 2);
        }
        b.word(Bench.L1 + 0x90 * 4, DEV | 3 << 10 | 0x100c | 2);
        b.shortOn();
    }

    @Test
    void eachAccessReachesTheDeviceWithItsSize() {
        assertThat(Mem.load8(b.cpu, DEV + 3)).isEqualTo(3);
        assertThat(Mem.load16(b.cpu, DEV + 6)).isEqualTo(0x3306);
        assertThat(Mem.load32(b.cpu, DEV + 8)).isEqualTo(0x1122_3308);
        assertThat(Mem.load32(b.cpu, DEV + 8)).isEqualTo(0x1122_3308);
        Mem.store8(b.cpu, DEV + 1, 0x1ff);
        Mem.store16(b.cpu, DEV + 2, 0xabcd);
        Mem.store32(b.cpu, DEV + 4, -2);
        assertThat(b.device.log)
                .containsExactly(
                        "read 1 at 3",
                        "read 2 at 6",
                        "read 4 at 8",
                        "read 4 at 8",
                        "write 1 at 1: ff",
                        "write 2 at 2: abcd",
                        "write 4 at 4: fffffffe");
    }

    @Test
    void aDoublewordGoesAsTwoWordsLowAddressFirst() {
        assertThat(Mem.load64Aligned(b.cpu, DEV + 8)).isEqualTo(0x1122_330c_1122_3308L);
        Mem.store64Aligned(b.cpu, DEV + 16, 0x1111_2222_3333_4444L);
        assertThat(b.device.log)
                .containsExactly("read 4 at 8", "read 4 at 12", "write 4 at 16: 33334444", "write 4 at 20: 11112222");
    }

    @Test
    void accessesAreObservedWithTheirValue() {
        List<String> seen = new ArrayList<>();
        b.cpu.observer = new Observer() {
            @Override
            public void deviceRead(BusDevice device, int cpu, long pa, int size, long value) {
                seen.add(String.format("%s %d r %x %d %x", device.name(), cpu, pa, size, value));
            }

            @Override
            public void deviceWrite(BusDevice device, int cpu, long pa, int size, long value) {
                seen.add(String.format("%s %d w %x %d %x", device.name(), cpu, pa, size, value));
            }
        };
        Mem.load32(b.cpu, DEV + 8);
        Mem.store16(b.cpu, DEV + 2, 0xabcd);
        assertThat(seen).containsExactly("recorder 0 r 9000008 4 11223308", "recorder 0 w 9000002 2 abcd");
    }

    @Test
    void bigEndianAccessesSwapWhatTheDeviceSees() {
        b.cpu.setBigEndian(true);
        assertThat(Mem.load32(b.cpu, DEV + 8)).isEqualTo(0x0833_2211);
        Mem.store32(b.cpu, DEV + 4, 0x1122_3344);
        assertThat(b.device.log).containsExactly("read 4 at 8", "write 4 at 4: 44332211");
    }

    @Test
    void anUnalignedAccessToADeviceFaultsUnlessItIsMappedNormal() {
        assertThatThrownBy(() -> Mem.load32(b.cpu, DEV + 2)).isSameAs(GuestException.DATA_ABORT);
        assertThat(b.cpu.fault.status).isEqualTo(FaultStatus.ALIGNMENT);
        assertThat(b.device.log).isEmpty();
        normalMemory();
        Mem.load16(b.cpu, DEV + 1);
        assertThat(b.device.log).containsExactly("read 1 at 1", "read 1 at 2");
    }

    @Test
    void nobodyAtAnAddressIsAnExternalAbortAlsoBesideADevice() {
        assertThat(b.loadFaults(DEV + 0x1000).status).isEqualTo(FaultStatus.EXTERNAL);
        assertThat(FaultStatus.dfsr(b.cpu.fault, false)).isEqualTo(8);
        assertThat(FaultStatus.dfsr(b.cpu.fault, true)).isEqualTo(0x210);
    }

    @Test
    void flashSendsStoresToItsDeviceAndLoadsWhenItSaysSo() {
        Bench.Recorder flash = new Bench.Recorder();
        PhysicalMemory memory = new PhysicalMemory();
        memory.addRegion("ram", Bench.RAM, Bench.RAM_SIZE);
        int frame = memory.addRegion("flash", 0, 0x10000);
        var bus = new dev.trapline.emu.mem.Bus(memory);
        bus.map(0, 0x10000, flash);
        Cpu s = new Cpu(0, b.clock);
        s.memory = new Mmu(bus, s);
        memory.write(0x100, new byte[] {1, 2, 3, 4}, 0, 4);
        memory.setFlags(frame, 16, PhysicalMemory.WRITE_TO_DEVICE);
        assertThat(Mem.load32(s, 0x100)).isEqualTo(0x0403_0201);
        Mem.store32(s, 0x100, 0x55);
        assertThat(Mem.load32(s, 0x100)).isEqualTo(0x0403_0201);
        memory.setFlags(frame, 16, PhysicalMemory.READ_FROM_DEVICE);
        assertThat(Mem.load32(s, 0x100)).isEqualTo(0x1122_3400);
        memory.clearFlags(frame, 16, PhysicalMemory.READ_FROM_DEVICE);
        assertThat(Mem.load32(s, 0x100)).isEqualTo(0x0403_0201);
        Mem.store32(s, 0x104, 0x66);
        memory.write(0x100, new byte[] {9}, 0, 1);
        assertThat(Mem.load8(s, 0x100)).isEqualTo(9);
        assertThat(flash.log).containsExactly("write 4 at 256: 55", "read 4 at 256", "write 4 at 260: 66");
    }

    @Test
    void watchedFramesTellEveryAccess() {
        List<String> seen = new ArrayList<>();
        b.mmu.setWatch(
                new MemoryWatch() {
                    @Override
                    public boolean load(Cpu s, int va, long pa, int size) {
                        seen.add(String.format("load %x %d", pa, size));
                        return false;
                    }

                    @Override
                    public boolean store(Cpu s, int va, long pa, int size, long value) {
                        seen.add(String.format("store %x %d %x", pa, size, value));
                        return false;
                    }
                },
                new BitSet());
        b.load(DATA);
        b.store(DATA, 1);
        b.memory.setFlags(b.memory.frameAt(DATA), PhysicalMemory.WATCH_READ | PhysicalMemory.WATCH_WRITE);
        b.load(DATA);
        b.load(DATA + 4);
        b.store(DATA + 8, 2);
        b.store(DATA + 8, 3);
        assertThat(seen)
                .containsExactly("load 40100000 4", "load 40100004 4", "store 40100008 4 2", "store 40100008 4 3");
        b.memory.clearFlags(b.memory.frameAt(DATA), PhysicalMemory.WATCH_READ | PhysicalMemory.WATCH_WRITE);
        b.load(DATA + 8);
        seen.clear();
        assertThat(b.load(DATA + 8)).isEqualTo(3);
        assertThat(seen).isEmpty();
    }

    @Test
    void unalignedAccessesToNormalMemoryWorkAlsoAcrossPages() {
        normalMemory();
        for (int i = 0; i < 8; i++) {
            Mem.store8(b.cpu, DATA + 0xffc + i, 0x10 + i);
        }
        for (int turn = 0; turn < 2; turn++) {
            assertThat(Mem.load32(b.cpu, DATA + 0xffd)).isEqualTo(0x1413_1211);
            assertThat(Mem.load32(b.cpu, DATA + 0xffe)).isEqualTo(0x1514_1312);
            assertThat(Mem.load16(b.cpu, DATA + 0xfff)).isEqualTo(0x1413);
            assertThat(Mem.load32(b.cpu, DATA + 0x1001)).isEqualTo(0x0017_1615);
        }
        Mem.store32(b.cpu, DATA + 0xffd, 0x4433_2211);
        Mem.store16(b.cpu, DATA + 0x1fff, 0xbbaa);
        assertThat(b.wordAt(Bench.DATA + 0xffc)).isEqualTo(0x3322_1110);
        assertThat(b.wordAt(Bench.DATA + 0x1000)).isEqualTo(0x1716_1544);
        assertThat(Mem.load8(b.cpu, DATA + 0x1fff)).isEqualTo(0xaa);
        assertThat(Mem.load8(b.cpu, DATA + 0x2000)).isEqualTo(0xbb);
        b.cpu.setBigEndian(true);
        assertThat(Mem.load32(b.cpu, DATA + 0xffd)).isEqualTo(0x1122_3344);
        Mem.store32(b.cpu, DATA + 0x2ffe, 0x0102_0304);
        b.cpu.setBigEndian(false);
        assertThat(Mem.load32(b.cpu, DATA + 0x2ffe)).isEqualTo(0x0403_0201);
    }

    @Test
    void aStoreAcrossPagesThatFaultsOnTheSecondChangesNothing() {
        normalMemory();
        int last = (int) (Bench.RAM + Bench.RAM_SIZE) - 2;
        b.store(last - 2, 0x1234_5678);
        assertThatThrownBy(() -> Mem.store32(b.cpu, last, -1)).isSameAs(GuestException.DATA_ABORT);
        assertThat(b.cpu.fault.address)
                .as("the first byte that has no translation")
                .isEqualTo(last + 2);
        assertThat(b.load(last - 2)).isEqualTo(0x1234_5678);
        assertThatThrownBy(() -> Mem.load32(b.cpu, last)).isSameAs(GuestException.DATA_ABORT);
        assertThat(b.cpu.fault.address).isEqualTo(last + 2);
    }

    @Test
    void accessesMadeAlignedFaultWhateverTheMemory() {
        normalMemory();
        Mem.load32(b.cpu, DATA + 2);
        assertThatThrownBy(() -> Mem.load32Aligned(b.cpu, DATA + 2)).isSameAs(GuestException.DATA_ABORT);
        assertThat(b.cpu.fault.status).isEqualTo(FaultStatus.ALIGNMENT);
        assertThatThrownBy(() -> Mem.store64Aligned(b.cpu, DATA + 4, 0)).isSameAs(GuestException.DATA_ABORT);
        assertThat(b.cpu.fault.write).isTrue();
    }

    @Test
    void alignmentIsCheckedBeforeTranslation() {
        b.shortOn();
        b.cpu.cp15.sctlr |= Sctlr.A;
        assertThat(b.loadFaults(0x1234_5671).status).isEqualTo(FaultStatus.ALIGNMENT);
        b.cpu.cp15.sctlr &= ~Sctlr.A;
        assertThat(b.loadFaults(0x1234_5671).status).isEqualTo(FaultStatus.TRANSLATION + 1);
    }

    @Test
    void hsctlrAIsHypModes() {
        normalMemory();
        b.cpu.cp15.hsctlr = Sctlr.A;
        b.load(DATA + 2);
        b.cpu.cp15.sctlr |= Sctlr.A;
        b.cpu.cp15.hsctlr = 0;
        b.loadFaults(DATA + 2);
    }

    @Test
    void unprivilegedAccessesKeepToTheirContext() {
        for (int mb = 0; mb < 16; mb++) {
            b.word(Bench.L1 + (0x400 + mb) * 4, 0x4000_0000 + (mb << 20) | 1 << 10 | 0x100c | 2);
        }
        b.shortOn();
        b.store(DATA, 5);
        assertThatThrownBy(() -> b.cpu.memory.store(b.cpu, DATA, 4, 6, MemoryPort.UNPRIVILEGED))
                .isSameAs(GuestException.DATA_ABORT);
        assertThat(b.load(DATA)).isEqualTo(5);
    }
}
