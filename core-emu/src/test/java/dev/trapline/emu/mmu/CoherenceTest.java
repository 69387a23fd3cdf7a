package dev.trapline.emu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Mem;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Sctlr;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A changed table is seen at once, without any TLB maintenance: law 5, since a restored machine has no translations. */
class CoherenceTest {
    private static final long BLOCK = 1;
    private static final long TABLE = 3;
    private static final long PAGE = 3;
    private static final long AF = 1 << 10;
    private static final int VA = 0x0040_0000;
    private final Bench b = new Bench();

    /** Long tables: VA's 2 MB go through L3, the memory's first 16 MB are mapped flat so that tables can be written. */
    private void longTables() {
        b.doubleword(Bench.L1, Bench.L2 | TABLE);
        b.doubleword(Bench.L1 + 8, 0x4000_0000L | AF | BLOCK);
        b.doubleword(Bench.L2 + 2 * 8, Bench.L3 | TABLE);
        b.doubleword(Bench.L3, Bench.DATA | AF | PAGE);
        b.word(Bench.DATA, 0x1111);
        b.word(Bench.DATA + 0x1000, 0x2222);
        b.longOn();
    }

    @Test
    void aRemappedPageIsSeenByTheNextLoadStoreAndFetch() {
        longTables();
        assertThat(b.load(VA)).isEqualTo(0x1111);
        assertThat(b.fetch(VA)).isEqualTo(0x1111);
        b.store((int) Bench.L3, (int) (Bench.DATA + 0x1000 | AF | PAGE));
        assertThat(b.load(VA)).isEqualTo(0x2222);
        assertThat(b.fetch(VA)).isEqualTo(0x2222);
        b.store(VA, 0x3333);
        assertThat(b.wordAt(Bench.DATA + 0x1000)).isEqualTo(0x3333);
    }

    @Test
    void anUnmappedPageFaultsAtOnce() {
        longTables();
        b.load(VA);
        b.store((int) Bench.L3, 0);
        b.loadFaults(VA);
    }

    @Test
    void takenRightsAreTakenAtOnce() {
        longTables();
        b.store(VA, 1);
        b.store((int) Bench.L3, (int) (Bench.DATA | 1 << 7 | AF | PAGE));
        b.storeFaults(VA);
        // In the upper word: XN.
        b.fetch(VA);
        b.store((int) Bench.L3 + 4, 1 << 22);
        b.fetchFaults(VA);
    }

    @Test
    void aChangeOfAnUpperTableIsSeen() {
        longTables();
        b.load(VA);
        b.store((int) Bench.L2 + 16, 0);
        b.loadFaults(VA);
        b.store((int) Bench.L2 + 16, (int) (Bench.L3 | TABLE));
        b.load(VA);
        b.store((int) Bench.L1, 0);
        b.loadFaults(VA);
    }

    @Test
    void everyWayOfWritingATableCounts() {
        longTables();
        int l3 = (int) Bench.L3;
        for (int way = 0; way < 6; way++) {
            b.doubleword(Bench.L3, Bench.DATA | AF | PAGE);
            assertThat(b.load(VA)).isEqualTo(0x1111);
            switch (way) {
                case 0 -> Mem.store8(b.cpu, l3 + 1, 0x1c);
                case 1 -> Mem.store16(b.cpu, l3, 0x1c03);
                case 2 -> Mem.store64Aligned(b.cpu, l3, Bench.DATA + 0x1000 | AF | PAGE);
                case 3 -> b.cpu.memory.store(b.cpu, l3 + 1, 2, 0x101c, 0);
                case 4 -> b.word(Bench.L3, (int) (Bench.DATA + 0x1000 | AF | PAGE));
                default -> {
                    b.cpu.setBigEndian(true);
                    Mem.store32(b.cpu, l3, Integer.reverseBytes((int) (Bench.DATA + 0x1000 | AF | PAGE)));
                    b.cpu.setBigEndian(false);
                }
            }
            if (way == 0 || way == 1) {
                // 0x40100 became 0x40101.
                assertThat(b.wordAt(Bench.L3)).isEqualTo((int) Bench.DATA + 0x1c03);
            }
            assertThat(b.load(VA)).as("way %d", way).isEqualTo(0x2222);
        }
    }

    @Test
    void anotherPcpusStoreCountsToo() {
        Bench two = new Bench(2);
        for (int i = 0; i < 2; i++) {
            two.doubleword(Bench.L1, Bench.L2 | TABLE);
            two.doubleword(Bench.L1 + 8, 0x4000_0000L | AF | BLOCK);
            two.doubleword(Bench.L2 + 16, Bench.L3 | TABLE);
            two.doubleword(Bench.L3, Bench.DATA | AF | PAGE);
            two.cpus[i].cp15.ttbcr = 0x8000_0000;
            two.cpus[i].cp15.ttbr0 = Bench.L1;
            two.cpus[i].cp15.prrr = 0xff;
            two.cpus[i].cp15.sctlr |= Sctlr.M;
        }
        two.word(Bench.DATA, 0x1111);
        two.word(Bench.DATA + 0x1000, 0x2222);
        two.changed();
        assertThat(Mem.load32(two.cpus[0], VA)).isEqualTo(0x1111);
        assertThat(Mem.load32(two.cpus[1], VA)).isEqualTo(0x1111);
        Mem.store32(two.cpus[1], (int) Bench.L3, (int) (Bench.DATA + 0x1000 | AF | PAGE));
        assertThat(Mem.load32(two.cpus[0], VA)).isEqualTo(0x2222);
        assertThat(Mem.load32(two.cpus[1], VA)).isEqualTo(0x2222);
    }

    @Test
    void aChangedStage2EntryIsSeenThroughStage1() {
        long root = Bench.RAM + 0x20000;
        b.doubleword(root, Bench.L2 | TABLE);
        b.doubleword(Bench.L2, Bench.L3 | TABLE);
        b.doubleword(Bench.L3, Bench.DATA | 0xf << 2 | 3 << 6 | AF | PAGE);
        b.word(Bench.DATA, 0x1111);
        b.word(Bench.DATA + 0x1000, 0x2222);
        b.cpu.cp15.vttbr = root;
        b.cpu.cp15.vtcr = 0x8000_0058;
        b.cpu.cp15.hcr = Hcr.VM;
        b.changed();
        assertThat(b.load(0)).isEqualTo(0x1111);
        b.cpu.setMode(Mode.HYP);
        b.store((int) Bench.L3, (int) (Bench.DATA + 0x1000 | 0xf << 2 | 3 << 6 | AF | PAGE));
        b.cpu.setMode(Mode.SVC);
        assertThat(b.load(0)).isEqualTo(0x2222);
    }

    @Test
    void anInvalidEntryMadeValidForgetsNothing() {
        longTables();
        b.load(VA);
        int context = b.cpu.context;
        b.store((int) Bench.L3 + 8, (int) (Bench.DATA | AF | PAGE));
        assertThat(b.cpu.context)
                .as("no fault was kept, so nothing can be wrong")
                .isEqualTo(context);
        b.load(VA + 0x1000);
        b.store((int) Bench.L3 + 8, (int) (Bench.DATA | AF | PAGE));
        assertThat(b.cpu.context).as("the same value again changes nothing").isEqualTo(context);
    }

    @Test
    void aFrameThatIsNoTableAnyMoreIsStoredToDirectly() {
        longTables();
        b.load(VA);
        int frame = b.memory.frameAt(Bench.L3);
        assertThat(b.memory.flags(frame) & PhysicalMemory.WALKED_LONG).isNotZero();
        b.store((int) Bench.L2 + 16, 0);
        assertThat(b.memory.flags(frame) & PhysicalMemory.WALKED_LONG).isZero();
        b.store((int) Bench.L3, 1);
        b.store((int) Bench.L3, 2);
        assertThat(b.cpu.writeTag[(int) Bench.L3 >>> 12 & 1023]).isEqualTo((int) Bench.L3 | b.cpu.context);
    }

    @Test
    void shortTablesCountByTheWord() {
        b.word(Bench.L1 + 4 * 4, (int) Bench.DATA | 3 << 10 | 0x100c | 2);
        b.word(Bench.L1 + 0x400 * 4, 0x4000_0000 | 3 << 10 | 0x100c | 2);
        b.word(Bench.DATA, 0x1111);
        b.word(Bench.DATA + (1 << 20), 0x2222);
        b.shortOn();
        assertThat(b.load(VA)).isEqualTo(0x1111);
        int context = b.cpu.context;
        b.store((int) Bench.L1 + 5 * 4, (int) Bench.DATA | 3 << 10 | 0x100c | 2);
        assertThat(b.cpu.context).isEqualTo(context);
        b.store((int) Bench.L1 + 4 * 4, (int) Bench.DATA + (1 << 20) | 3 << 10 | 0x100c | 2);
        assertThat(b.load(VA)).isEqualTo(0x2222);
    }

    @Test
    void oneFrameMayHoldTablesOfBothKinds() {
        // One frame is walked as short descriptors by a second address space.
        b.word(Bench.L3 + 0x400, (int) Bench.DATA | 3 << 4 | 0x4c | 2);
        b.word(Bench.RAM + 0x8000, (int) Bench.L3 + 0x400 | 1);
        longTables();
        b.load(VA);
        b.cpu.cp15.ttbcr = 0;
        b.cpu.cp15.ttbr0 = Bench.RAM + 0x8000;
        b.cpu.cp15.dacr = 1;
        b.changed();
        b.load(0);
        assertThat(b.memory.flags(b.memory.frameAt(Bench.L3)) & 6).isEqualTo(6);
        b.longOn();
        b.fetch(VA);
        // XN lies in the upper word, which by itself is no valid short descriptor.
        b.store((int) Bench.L3 + 4, 1 << 22);
        b.fetchFaults(VA);
    }

    @Test
    void writingTheFirstTimeToASharedFrameIsSeenByReadersOfIt() {
        assertThat(b.load((int) Bench.DATA)).isZero();
        b.store((int) Bench.DATA, 5);
        assertThat(b.load((int) Bench.DATA)).isEqualTo(5);
        MemoryImage image = b.memory.share();
        b.store((int) Bench.DATA, 6);
        assertThat(b.load((int) Bench.DATA)).isEqualTo(6);
        b.memory.adopt(image);
        assertThat(b.load((int) Bench.DATA)).isEqualTo(5);
        b.store((int) Bench.DATA, 7);
        b.memory.adopt(image);
        assertThat(b.load((int) Bench.DATA)).isEqualTo(5);
    }

    @Test
    void adoptingAnImageWithOtherTablesForgetsTranslations() {
        longTables();
        assertThat(b.load(VA)).isEqualTo(0x1111);
        MemoryImage image = b.memory.share();
        b.store((int) Bench.L3, (int) (Bench.DATA + 0x1000 | AF | PAGE));
        assertThat(b.load(VA)).isEqualTo(0x2222);
        b.memory.adopt(image);
        assertThat(b.load(VA)).isEqualTo(0x1111);
    }

    /** The whole promise at random: whatever was done before, an access ends as a walk of the tables says now. */
    @Test
    void randomAccessesAndTableWritesAgreeWithAFreshWalk() {
        SplittableRandom random = new SplittableRandom(20260131);
        for (int run = 0; run < 20; run++) {
            Bench x = new Bench(2);
            for (int i = 0; i < 4; i++) {
                x.doubleword(Bench.L1 + 8L * i, i == 1 ? 0x4000_0000L | AF | BLOCK : Bench.L2 | TABLE);
            }
            for (int i = 0; i < 8; i++) {
                x.doubleword(Bench.L2 + 8L * i, (Bench.L3 + (i % 3) * 4096L) | TABLE);
            }
            for (int i = 0; i < 64; i++) {
                x.word(Bench.DATA + i * 4096L, i);
            }
            for (var cpu : x.cpus) {
                cpu.cp15.ttbcr = 0x8000_0000;
                cpu.cp15.ttbr0 = Bench.L1;
                cpu.cp15.prrr = 0x04ff;
                cpu.cp15.sctlr |= Sctlr.M;
            }
            x.changed();
            Translation t = new Translation();
            for (int step = 0; step < 4000; step++) {
                var cpu = x.cpus[random.nextInt(2)];
                if (random.nextInt(8) == 0) {
                    cpu.setMode(random.nextBoolean() ? Mode.USR : Mode.SVC);
                }
                int va = random.nextInt(8) << 21 | random.nextInt(16) << 12;
                switch (random.nextInt(6)) {
                    case 0 -> {
                        cpu.setMode(Mode.SVC);
                        long d = Bench.DATA + random.nextInt(64) * 4096L
                                | (random.nextInt(8) == 0 ? 0 : AF)
                                | random.nextInt(4) << 6
                                | (random.nextInt(6) == 0 ? 0 : PAGE)
                                | (long) random.nextInt(4) << 53;
                        Mem.store64Aligned(cpu, (int) Bench.L3 + random.nextInt(3) * 4096 + random.nextInt(16) * 8, d);
                    }
                    case 1 -> agree(x, cpu, va, Translation.WRITE, t);
                    case 2 -> agree(x, cpu, va, Translation.EXECUTE, t);
                    default -> agree(x, cpu, va, Translation.READ, t);
                }
            }
        }
    }

    private static void agree(Bench x, dev.trapline.emu.state.Cpu cpu, int va, int access, Translation t) {
        boolean allowed =
                x.mmu.translator().probe(cpu.cp15, Regime.PL10, cpu.mode != Mode.USR, va & 0xffff_ffffL, access, t);
        try {
            switch (access) {
                case Translation.READ -> assertThat(Mem.load32(cpu, va)).isEqualTo(x.wordAt(t.pa));
                case Translation.WRITE -> {
                    Mem.store32(cpu, va, va ^ 0x5a5a);
                    assertThat(x.wordAt(t.pa)).isEqualTo(va ^ 0x5a5a);
                }
                default -> {
                    cpu.pc = va;
                    cpu.memory.fetchPage(cpu);
                    assertThat(cpu.memory.fetchHalfword(cpu, va)).isEqualTo(x.wordAt(t.pa) & 0xffff);
                }
            }
            assertThat(allowed).isTrue();
        } catch (dev.trapline.emu.state.GuestException e) {
            assertThat(allowed).isFalse();
            assertThat(cpu.fault.status).isEqualTo(t.status);
        }
    }
}
