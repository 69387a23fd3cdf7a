package dev.trapline.emu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Sctlr;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ContextsTest {
    private final Bench b = new Bench();

    private void space(int n) {
        b.cpu.cp15.ttbr0 = Bench.RAM + 0x4000 + n * 0x4000L;
        b.changed();
    }

    @Test
    void aContextLiesInBitsTwoToElevenAndIsNeverZeroNorTheOneThatNeverHits() {
        b.shortOn();
        for (int i = 0; i < 3000; i++) {
            space(i);
            assertThat(b.cpu.context & ~0xffc).isZero();
            assertThat(b.cpu.context).isNotZero().isNotEqualTo(Tlb.NEVER_HITS);
            assertThat(b.cpu.userContext).isNotEqualTo(b.cpu.context);
        }
    }

    @Test
    void aSwitchBackFindsItsEntriesAlive() {
        b.shortOn();
        for (int n = 0; n < 60; n++) {
            b.word(Bench.RAM + 0x4000 + n * 0x4000L + 16, (int) Bench.DATA | 3 << 10 | 0x100c | 2);
        }
        space(0);
        b.load(0x0040_0000);
        int context = b.cpu.context;
        for (int n = 1; n < 60; n++) {
            space(n);
            assertThat(b.cpu.context).isNotEqualTo(context);
        }
        space(0);
        assertThat(b.cpu.context).isEqualTo(context);
        assertThat(b.cpu.readTag[0x0040_0000 >>> 12 & 1023]).isEqualTo(0x0040_0000 | context);
    }

    @Test
    void contextsOfManyAddressSpacesNeverMixTheirEntries() {
        b.shortOn();
        for (int n = 0; n < 200; n++) {
            b.word(Bench.RAM + 0x4000 + n * 0x4000L + 16, (int) Bench.RAM + (8 << 20) | 3 << 10 | 0x100c | 2);
            b.word(Bench.RAM + 0x4000 + n * 0x4000L + 20, (int) Bench.RAM + (n % 8 + 8 << 20) | 3 << 10 | 0x100c | 2);
        }
        for (int i = 0; i < 8; i++) {
            b.word(Bench.RAM + (i + 8 << 20), 100 + i);
        }
        for (int i = 0; i < 3000; i++) {
            int n = i * 7 % 200;
            space(n);
            assertThat(b.load(0x0050_0000)).isEqualTo(100 + n % 8);
        }
    }

    @Test
    void everythingThatDecidesATranslationDecidesTheContext() {
        b.shortOn();
        b.cpu.cp15.hcr = Hcr.VM;
        b.changed();
        Runnable[] changes = {
            () -> b.cpu.cp15.ttbr0 ^= 0x4000,
            () -> b.cpu.cp15.ttbr1 ^= 0x4000,
            () -> b.cpu.cp15.ttbcr ^= 1,
            () -> b.cpu.cp15.ttbcr ^= 1 << 4,
            () -> b.cpu.cp15.dacr ^= 2,
            () -> b.cpu.cp15.prrr ^= 1,
            () -> b.cpu.cp15.nmrr ^= 1,
            () -> b.cpu.cp15.sctlr ^= Sctlr.AFE,
            () -> b.cpu.cp15.sctlr ^= Sctlr.TRE,
            () -> b.cpu.cp15.sctlr ^= Sctlr.EE,
            () -> b.cpu.cp15.sctlr ^= Sctlr.WXN,
            () -> b.cpu.cp15.sctlr ^= Sctlr.UWXN,
            () -> b.cpu.cp15.sctlr ^= Sctlr.M,
            () -> b.cpu.cp15.hcr ^= Hcr.VM,
            () -> b.cpu.cp15.hcr ^= Hcr.DC,
            () -> b.cpu.cp15.hcr ^= Hcr.PTW,
            () -> b.cpu.cp15.hcr ^= Hcr.TGE,
            () -> b.cpu.cp15.vttbr ^= 0x1000,
            () -> b.cpu.cp15.vtcr ^= 1,
            () -> b.cpu.cp15.vtcr ^= 0x40,
            () -> b.cpu.cp15.hsctlr ^= Sctlr.EE,
        };
        Set<Integer> seen = new TreeSet<>();
        seen.add(b.cpu.context);
        int start = b.cpu.context;
        for (int i = 0; i < changes.length; i++) {
            changes[i].run();
            b.changed();
            // M, DC and TGE each switch stage 1 off, which may look alike; nothing may look like the start.
            assertThat(b.cpu.context).as("change %d", i).isNotEqualTo(start);
            seen.add(b.cpu.context);
            changes[i].run();
            b.changed();
            assertThat(b.cpu.context).as("change %d taken back", i).isEqualTo(start);
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(changes.length - 1);
    }

    @Test
    void hypModesRegistersDecideHypModesContext() {
        b.hyp();
        b.cpu.cp15.hsctlr = Sctlr.M;
        b.changed();
        int start = b.cpu.context;
        Runnable[] changes = {
            () -> b.cpu.cp15.httbr ^= 0x1000,
            () -> b.cpu.cp15.htcr ^= 1,
            () -> b.cpu.cp15.hmair0 ^= 1,
            () -> b.cpu.cp15.hmair1 ^= 1,
            () -> b.cpu.cp15.hsctlr ^= Sctlr.WXN,
            () -> b.cpu.cp15.hsctlr ^= Sctlr.EE,
            () -> b.cpu.cp15.hsctlr ^= Sctlr.M,
        };
        for (Runnable change : changes) {
            change.run();
            b.changed();
            assertThat(b.cpu.context).isNotEqualTo(start);
            change.run();
            b.changed();
            assertThat(b.cpu.context).isEqualTo(start);
        }
        b.cpu.cp15.ttbr0 = 0x1234_4000;
        b.changed();
        assertThat(b.cpu.context)
                .as("a guest's tables are no business of Hyp mode")
                .isEqualTo(start);
    }

    @Test
    void privilegedModesShareOneContextAndUserModeHasAnother() {
        int svc = b.cpu.context;
        b.cpu.setMode(Mode.IRQ);
        assertThat(b.cpu.context).isEqualTo(svc);
        b.cpu.setMode(Mode.SYS);
        assertThat(b.cpu.context).isEqualTo(svc);
        int user = b.cpu.userContext;
        b.cpu.setMode(Mode.USR);
        assertThat(b.cpu.context).isEqualTo(user).isNotEqualTo(svc);
    }

    @Test
    void aRestoredPcpuHasNoTranslationsAndAContext() {
        b.load((int) Bench.DATA);
        b.cpu.dropCaches();
        assertThat(b.cpu.readTag).containsOnly(0);
        assertThat(b.cpu.context).isNotZero();
        assertThat(b.load((int) Bench.DATA)).isZero();
    }
}
