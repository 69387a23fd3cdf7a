package dev.trapline.emu.cp15;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.port.Observer;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Sctlr;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessTest {
    private final Cp15Bench b = new Cp15Bench();

    @Test
    void userModeMayNotTouchPl1RegistersNorPl1ThoseOfHypMode() {
        b.user();
        b.readIsUndefined("p15 0 c1 c0 0");
        b.writeIsUndefined("p15 0 c2 c0 0");
        b.readIsUndefined("p15 0 c2");
        b.svc();
        b.readIsUndefined("p15 4 c1 c1 0");
        b.writeIsUndefined("p15 6 c2");
        b.writeIsUndefined("p15 4 c8 c7 0");
        assertThat(b.lines)
                .as("these registers are there, just not for this mode")
                .isEmpty();
    }

    @Test
    void readOnlyAndWriteOnlyRegistersAreUndefinedTheOtherWay() {
        b.writeIsUndefined("p15 0 c0 c0 0");
        b.readIsUndefined("p15 0 c7 c5 0");
        b.readIsUndefined("p15 0 c8 c7 0");
        b.writeIsUndefined("p15 0 c14");
    }

    @Test
    void whatIsNotThereIsUndefinedAndNamedOnce() {
        b.readIsUndefined("p15 0 c9 c5 3");
        b.readIsUndefined("p15 0 c9 c5 3");
        b.writeIsUndefined("p14 1 c0 c2 0");
        b.readIsUndefined("p15 9 c3");
        assertThat(b.lines)
                .containsExactly(
                        "CP15: MRC p15,0,<Rt>,c9,c5,3 not implemented",
                        "CP14: MCR p14,1,<Rt>,c0,c2,0 not implemented",
                        "CP15: MRRC p15,9,<Rt>,<Rt2>,c3 not implemented");
    }

    @Test
    void threadRegistersHaveTheirPrivileges() {
        assertThat(b.writeAndRead("p15 0 c13 c0 2", 0x11)).isEqualTo(0x11);
        assertThat(b.writeAndRead("p15 0 c13 c0 3", 0x22)).isEqualTo(0x22);
        assertThat(b.writeAndRead("p15 0 c13 c0 4", 0x33)).isEqualTo(0x33);
        b.user();
        assertThat(b.writeAndRead("p15 0 c13 c0 2", 0x44)).isEqualTo(0x44);
        assertThat(b.read("p15 0 c13 c0 3")).isEqualTo(0x22);
        b.writeIsUndefined("p15 0 c13 c0 3");
        b.readIsUndefined("p15 0 c13 c0 4");
    }

    @Test
    void sctlrKeepsItsReservedBits() {
        assertThat(b.writeAndRead("p15 0 c1 c0 0", 0xffff_ffffL)).isEqualTo(0x72dd_387fL);
        assertThat(b.writeAndRead("p15 0 c1 c0 0", 0)).isEqualTo(0x00c5_0058);
    }

    @Test
    void registersKeepOnlyTheBitsTheyHave() {
        assertThat(b.writeAndRead("p15 0 c1 c0 2", 0xffff_ffffL)).isEqualTo(0xc0f0_0000L);
        assertThat(b.writeAndRead("p15 0 c12 c0 0", 0xffff_ffffL)).isEqualTo(0xffff_ffe0L);
        assertThat(b.writeAndRead("p15 0 c2 c0 2", 0x7fff_ffff)).isEqualTo(0x37);
        assertThat(b.writeAndRead("p15 0 c2 c0 2", 0xffff_ffffL)).isEqualTo(0xffc7_3f87L);
        assertThat(b.writeAndRead("p15 2 c0 c0 0", 0xffff_ffffL)).isEqualTo(15);
        assertThat(b.writeAndRead("p15 0 c13 c0 0", 0xffff_ffffL)).as("no FCSE").isZero();
        b.hyp();
        assertThat(b.writeAndRead("p15 4 c1 c1 0", 0xffff_ffffL)).isEqualTo(0x0fff_ffff);
        assertThat(b.writeAndRead("p15 4 c6 c0 4", 0xffff_ffffL)).isEqualTo(0xffff_fff0L);
        assertThat(b.writeAndRead("p15 6 c2", -1)).isEqualTo(0x00ff_00ff_ffff_ffffL);
    }

    @Test
    void thirtyTwoBitAccessesToTtbr0AndParLeaveTheUpperHalfAlone() {
        b.write("p15 0 c2", 0x0055_0012_4000_4000L);
        b.write("p15 0 c2 c0 0", 0x4000_8000);
        assertThat(b.read("p15 0 c2")).isEqualTo(0x0055_0012_4000_8000L);
        b.write("p15 0 c7", 0x1234_5678_9abc_def0L);
        assertThat(b.read("p15 0 c7 c4 0")).isEqualTo(0x9abc_def0L);
        b.write("p15 0 c7 c4 0", 1);
        assertThat(b.read("p15 0 c7")).isEqualTo(0x1234_5678_0000_0001L);
    }

    @Test
    void cacheSizesFollowTheSelection() {
        assertThat(b.read("p15 1 c0 c0 0")).isEqualTo(0x701f_e00aL);
        b.write("p15 2 c0 c0 0", 1);
        assertThat(b.read("p15 1 c0 c0 0")).isEqualTo(0x201f_e00aL);
        b.write("p15 2 c0 c0 0", 2);
        assertThat(b.read("p15 1 c0 c0 0")).isEqualTo(0x711f_e07aL);
        b.write("p15 2 c0 c0 0", 3);
        assertThat(b.read("p15 1 c0 c0 0")).isZero();
    }

    @Test
    void hypModeChoosesTheIdentityThatPl1Sees() {
        b.hyp();
        b.write("p15 4 c0 c0 0", 0x1234);
        b.write("p15 4 c0 c0 5", 0x8000_0003L);
        assertThat(b.read("p15 0 c0 c0 0")).isEqualTo(0x414f_c0f0L);
        assertThat(b.read("p15 0 c0 c0 5")).isEqualTo(0x8000_0000L);
        b.svc();
        assertThat(b.read("p15 0 c0 c0 0")).isEqualTo(0x1234);
        assertThat(b.read("p15 0 c0 c0 5")).isEqualTo(0x8000_0003L);
    }

    @Test
    void translationRegistersChangeTheContext() {
        int before = b.cpu.context;
        b.write("p15 0 c1 c0 0", Sctlr.M);
        int shortTables = b.cpu.context;
        assertThat(shortTables).isNotEqualTo(before);
        for (String register : new String[] {
            "p15 0 c2 c0 0", "p15 0 c2 c0 1", "p15 0 c2 c0 2", "p15 0 c3 c0 0", "p15 0 c10 c2 0", "p15 0 c10 c2 1"
        }) {
            b.write(register, 1 << 4);
            assertThat(b.cpu.context).as(register).isNotEqualTo(shortTables);
            b.write(register, 0);
            assertThat(b.cpu.context).as("%s back again", register).isEqualTo(shortTables);
        }
        b.write("p15 0 c13 c0 1", 5);
        assertThat(b.cpu.context).as("an ASID decides nothing").isEqualTo(shortTables);
        b.cpu.fetchKey = 0x4000_0000 | shortTables;
        b.write("p15 0 c1 c0 0", 0);
        assertThat(b.cpu.fetchKey).isEqualTo(Cpu.NO_FETCH_PAGE);
    }

    @Test
    void aWorldSwitchIsObservedWhenVttbrChanges() {
        List<Long> seen = new ArrayList<>();
        b.cpu.observer = new Observer() {
            @Override
            public void worldSwitch(int cpu, long vttbr) {
                seen.add(vttbr);
            }
        };
        b.hyp();
        b.write("p15 6 c2", 0x0001_0000_4000_0000L);
        b.write("p15 6 c2", 0x0001_0000_4000_0000L);
        b.write("p15 6 c2", 0x0002_0000_4100_0000L);
        assertThat(seen).containsExactly(0x0001_0000_4000_0000L, 0x0002_0000_4100_0000L);
    }

    @Test
    void barriersByCp15WorkInUserModeUntilSctlrTurnsThemOff() {
        b.user();
        b.write("p15 0 c7 c10 5", 0);
        b.write("p15 0 c7 c10 4", 0);
        b.write("p15 0 c7 c5 4", 0);
        b.svc();
        b.write("p15 0 c1 c0 0", 0);
        b.writeIsUndefined("p15 0 c7 c10 5");
        b.user();
        b.writeIsUndefined("p15 0 c7 c5 4");
    }

    @Test
    void timersAreReachedThroughTheirEnables() {
        assertThat(b.read("p15 0 c14")).isEqualTo(0x1_2345_6789L);
        b.user();
        b.readIsUndefined("p15 0 c14");
        b.readIsUndefined("p15 1 c14");
        b.readIsUndefined("p15 0 c14 c0 0");
        b.readIsUndefined("p15 0 c14 c3 1");
        b.readIsUndefined("p15 2 c14");
        b.timer.kernelControl = 2;
        assertThat(b.read("p15 1 c14")).isEqualTo(0x1_2345_6789L);
        assertThat(b.read("p15 0 c14 c0 0")).isEqualTo(62_500_000);
        b.readIsUndefined("p15 0 c14");
        b.timer.kernelControl = 0x301;
        assertThat(b.read("p15 0 c14")).isEqualTo(0x1_2345_6789L);
        b.write("p15 0 c14 c3 0", 100);
        assertThat(b.read("p15 3 c14")).isEqualTo(0x1_2345_6789L + 100);
        b.write("p15 0 c14 c2 1", 1);
        assertThat(b.timer.control[0]).isEqualTo(1);
    }

    @Test
    void theFrequencyIsWrittenOnlyAtTheHighestPrivilege() {
        b.writeIsUndefined("p15 0 c14 c0 0");
        b.hyp();
        assertThat(b.writeAndRead("p15 0 c14 c0 0", 1000)).isEqualTo(1000);
        assertThat(new Cp15Bench(false).writeAndRead("p15 0 c14 c0 0", 24)).isEqualTo(24);
    }

    @Test
    void thumbEeHandlerBaseIsUserReadableUnlessTeecrSaysNo() {
        b.write("p14 6 c1 c0 0", 0x1000);
        b.user();
        assertThat(b.read("p14 6 c1 c0 0")).isEqualTo(0x1000);
        b.readIsUndefined("p14 6 c0 c0 0");
        b.svc();
        b.write("p14 6 c0 c0 0", 1);
        b.user();
        b.readIsUndefined("p14 6 c1 c0 0");
    }

    @Test
    void isrShowsPhysicalInterruptsOrVirtualOnesWhereHcrRoutesThem() {
        b.cpu.irqPin = true;
        assertThat(b.read("p15 0 c12 c1 0")).isEqualTo(0x80);
        b.c.hcr = 1 << 4;
        assertThat(b.read("p15 0 c12 c1 0")).isZero();
        b.c.hcr |= 1 << 7;
        assertThat(b.read("p15 0 c12 c1 0")).isEqualTo(0x80);
        b.hyp();
        b.cpu.irqPin = false;
        b.cpu.fiqPin = true;
        assertThat(b.read("p15 0 c12 c1 0")).isEqualTo(0x40);
    }

    @Test
    void theOsLockOpensForAnythingButItsKey() {
        assertThat(b.read("p14 0 c1 c1 4")).isEqualTo(0xa);
        b.write("p14 0 c1 c0 4", 0);
        assertThat(b.read("p14 0 c1 c1 4")).isEqualTo(8);
        b.write("p14 0 c1 c0 4", 0xc5ac_ce55L);
        assertThat(b.read("p14 0 c1 c1 4")).isEqualTo(0xa);
    }

    @Test
    void aBreakpointThatCannotHitIsToldOfOnceEnabled() {
        b.write("p14 0 c0 c2 2", 1 << 15);
        assertThat(b.read("p14 0 c0 c1 0")).as("monitor mode shows").isEqualTo(1 << 15);
        b.write("p14 0 c0 c2 5", 0x1e4);
        assertThat(b.lines).isEmpty();
        b.write("p14 0 c0 c2 5", 0x1e5);
        assertThat(b.lines).singleElement().asString().contains("DBGBCR2", "never hits");
    }

    @Test
    void secondaryProcessorsKnowTheirNumberAndAllHowManyThereAre() {
        Cp15Bench first = new Cp15Bench();
        Cpu second = new Cpu(1, first.clock);
        dev.trapline.emu.mmu.Mmu mmu =
                new dev.trapline.emu.mmu.Mmu(new dev.trapline.emu.mem.Bus(first.memory), first.cpu, second);
        SystemRegisters registers = new SystemRegisters(
                second,
                mmu,
                first.timer,
                new SystemRegisters.Configuration(2, true),
                dev.trapline.emu.port.Diagnostics.NONE);
        assertThat(registers.read(second, 15, 0, 0, 0, 5, 14, 0)).isEqualTo(0x8000_0001);
        assertThat(registers.read(second, 15, 1, 9, 0, 2, 14, 0)).isEqualTo(0x0180_0000);
    }
}
