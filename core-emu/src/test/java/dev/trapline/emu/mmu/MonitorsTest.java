package dev.trapline.emu.mmu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Mem;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** DDI 0406C A3.4, as IMPLEMENTATION DEFINED as {@link Monitors} says. */
class MonitorsTest {
    private static final int VA = (int) Bench.DATA + 0x140;
    private final Bench b = new Bench(2);
    private final Cpu one = b.cpus[0];
    private final Cpu two = b.cpus[1];

    private void runs(Cpu s) {
        s.memory.switchedTo(s);
    }

    private static boolean storeExclusive(Cpu s, int va, long value) {
        return s.memory.storeExclusive(s, va, 4, value);
    }

    @Test
    void aPairByOnePcpuSucceedsOnce() {
        runs(one);
        Mem.store32(one, VA, 5);
        assertThat(one.memory.loadExclusive(one, VA, 4)).isEqualTo(5);
        assertThat(storeExclusive(one, VA, 6)).isTrue();
        assertThat(Mem.load32(one, VA)).isEqualTo(6);
        assertThat(storeExclusive(one, VA, 7)).isFalse();
        assertThat(Mem.load32(one, VA)).isEqualTo(6);
    }

    @Test
    void everySizeWorksAndMustBeAligned() {
        runs(one);
        for (int size = 1; size <= 8; size *= 2) {
            one.memory.loadExclusive(one, VA, size);
            assertThat(one.memory.storeExclusive(one, VA, size, 0x1122_3344_5566_7788L))
                    .isTrue();
        }
        assertThat(Mem.load64Aligned(one, VA)).isEqualTo(0x1122_3344_5566_7788L);
        assertThatThrownBy(() -> one.memory.loadExclusive(one, VA + 2, 4)).isSameAs(GuestException.DATA_ABORT);
        assertThat(one.fault.status).isEqualTo(FaultStatus.ALIGNMENT);
        assertThat(one.exclusive).isFalse();
    }

    @Test
    void anotherAddressFailsAndOpensTheMonitor() {
        runs(one);
        one.memory.loadExclusive(one, VA, 4);
        assertThat(storeExclusive(one, VA + 4, 1)).isFalse();
        assertThat(storeExclusive(one, VA, 1)).isFalse();
    }

    @Test
    void clrexOpensIt() {
        runs(one);
        one.memory.loadExclusive(one, VA, 4);
        one.memory.clearExclusive(one);
        assertThat(storeExclusive(one, VA, 1)).isFalse();
    }

    @Test
    void aPcpusOwnStoreLeavesItClosed() {
        runs(one);
        one.memory.loadExclusive(one, VA, 4);
        Mem.store32(one, VA, 9);
        assertThat(storeExclusive(one, VA, 10)).isTrue();
    }

    @Test
    void anotherPcpusStoreToTheGranuleOpensItEvenIfTheValueStays() {
        runs(two);
        Mem.store32(two, VA, 5);
        runs(one);
        one.memory.loadExclusive(one, VA, 4);
        runs(two);
        Mem.store32(two, VA, 5);
        runs(one);
        assertThat(storeExclusive(one, VA, 6)).isFalse();
        assertThat(Mem.load32(one, VA)).isEqualTo(5);
    }

    @Test
    void theGranuleIsSixtyFourBytes() {
        for (int offset : new int[] {-0x44, -0x40, -1, 0, 4, 0x3f, 0x40, 0x44}) {
            int va = (VA & ~0x3f) + 8;
            runs(two);
            Mem.store8(two, va, 0);
            runs(one);
            one.memory.loadExclusive(one, va, 4);
            runs(two);
            Mem.store8(two, (va & ~0x3f) + offset, 1);
            runs(one);
            assertThat(storeExclusive(one, va, 6))
                    .as("a store at granule %d", offset)
                    .isEqualTo(offset < 0 || offset >= 0x40);
        }
    }

    @Test
    void itIsThePhysicalAddressThatCounts() {
        for (Cpu s : b.cpus) {
            s.cp15.ttbr0 = Bench.L1;
            s.cp15.dacr = 3;
            s.cp15.sctlr |= 1;
        }
        b.word(Bench.L1 + 4 * 4, (int) Bench.DATA | 0x100e);
        b.word(Bench.L1 + 5 * 4, (int) Bench.DATA | 0x100e);
        b.changed();
        runs(one);
        one.memory.loadExclusive(one, 0x0040_0140, 4);
        runs(two);
        Mem.store32(two, 0x0050_0144, 1);
        runs(one);
        assertThat(storeExclusive(one, 0x0040_0140, 1)).isFalse();
        one.memory.loadExclusive(one, 0x0040_0140, 4);
        assertThat(storeExclusive(one, 0x0050_0140, 1)).isTrue();
    }

    @Test
    void anotherPcpusStoreExclusiveWins() {
        runs(one);
        one.memory.loadExclusive(one, VA, 4);
        runs(two);
        two.memory.loadExclusive(two, VA, 4);
        assertThat(storeExclusive(two, VA, 2)).isTrue();
        runs(one);
        assertThat(storeExclusive(one, VA, 1)).isFalse();
        assertThat(Mem.load32(one, VA)).isEqualTo(2);
    }

    @Test
    void anotherPcpusLoadOrFailedStoreExclusiveHarmsNothing() {
        runs(one);
        one.memory.loadExclusive(one, VA, 4);
        runs(two);
        Mem.load32(two, VA);
        two.memory.loadExclusive(two, VA, 4);
        assertThat(storeExclusive(two, VA + 4, 2)).isFalse();
        runs(one);
        assertThat(storeExclusive(one, VA, 1)).isTrue();
    }

    @Test
    void aDevicesWriteOpensItAlsoOfThePcpuThatRuns() {
        runs(one);
        one.memory.loadExclusive(one, VA, 4);
        b.memory.write(VA & ~0x3f, new byte[] {1}, 0, 1);
        assertThat(storeExclusive(one, VA, 1)).isFalse();
        one.memory.loadExclusive(one, VA, 4);
        b.memory.write((VA & ~0x3f) + 0x40, new byte[] {1}, 0, 1);
        assertThat(storeExclusive(one, VA, 1)).isTrue();
    }

    @Test
    void aPcpuAloneNeverLosesItsDirectStores() {
        Bench alone = new Bench(1);
        Cpu s = alone.cpu;
        s.memory.switchedTo(s);
        Mem.store32(s, VA, 1);
        int tag = s.writeTag[VA >>> 12 & 1023];
        assertThat(tag).isNotZero();
        s.memory.loadExclusive(s, VA, 4);
        s.memory.switchedTo(s);
        assertThat(s.writeTag[VA >>> 12 & 1023]).isEqualTo(tag);
        assertThat(storeExclusive(s, VA, 2)).isTrue();
        assertThat(s.writeTag[VA >>> 12 & 1023]).isEqualTo(tag);
    }

    @Test
    void directStoresComeBackOnceNobodyWatches() {
        runs(two);
        Mem.store32(two, VA, 1);
        runs(one);
        one.memory.loadExclusive(one, VA, 4);
        int slot = VA >>> 12 & 1023;
        assertThat(two.writeTag[slot])
                .as("while its owner runs nobody else can store")
                .isNotZero();
        runs(two);
        assertThat(two.writeTag[slot]).isZero();
        Mem.store32(two, VA + 0x800, 1);
        assertThat(two.writeTag[slot]).isZero();
        runs(one);
        one.memory.clearExclusive(one);
        runs(two);
        Mem.store32(two, VA + 0x800, 1);
        assertThat(two.writeTag[slot]).isEqualTo(VA & 0xffff_f000 | two.context);
    }

    @Test
    void aMonitorSurvivesASnapshot() {
        runs(one);
        one.memory.loadExclusive(one, VA, 4);
        StateWriter out = new StateWriter();
        out.part("one", one);
        for (boolean disturbed : new boolean[] {false, true}) {
            Bench other = new Bench(2);
            new StateReader(out.toByteArray()).part("one", other.cpus[0]);
            other.cpus[1].memory.switchedTo(other.cpus[1]);
            Mem.store32(other.cpus[1], disturbed ? VA : VA + 0x40, 1);
            other.cpus[0].memory.switchedTo(other.cpus[0]);
            assertThat(storeExclusive(other.cpus[0], VA, 1)).isEqualTo(!disturbed);
        }
    }

    /** A counter that both increment by LDREX, ADD, STREX, cut into slices anywhere, ends exact. */
    @Test
    void incrementsInterleavedAtRandomAreNeverLost() {
        SplittableRandom random = new SplittableRandom(7);
        long[] loaded = new long[2];
        boolean[] armed = new boolean[2];
        int done = 0;
        int failed = 0;
        Cpu now = one;
        runs(now);
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(3) == 0) {
                now = b.cpus[random.nextInt(2)];
                runs(now);
            }
            int i = now.index;
            if (!armed[i]) {
                loaded[i] = now.memory.loadExclusive(now, VA, 4);
            } else if (storeExclusive(now, VA, loaded[i] + 1)) {
                done++;
            } else {
                failed++;
            }
            armed[i] = !armed[i];
        }
        assertThat(Mem.load32(one, VA)).isEqualTo(done);
        assertThat(failed).as("the test must meet collisions").isGreaterThan(500);
    }
}
