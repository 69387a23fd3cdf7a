package dev.trapline.emu.cp15;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.state.Hcr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HypTrapTest {
    private final Cp15Bench b = new Cp15Bench();

    @Test
    void anMcrTrapTellsItsEncodingRegisterAndDirection() {
        b.c.hcr = Hcr.TVM;
        // EC 3, IL, CV and condition AL, opc2 0, opc1 0, CRn 2, Rt 3, CRm 0, write.
        assertThat(b.writeTraps("p15 0 c2 c0 0"))
                .isEqualTo(0x03 << 26 | 1 << 25 | 1 << 24 | 14 << 20 | 2 << 10 | 3 << 5);
        b.c.hcr = Hcr.TID3;
        assertThat(b.readTraps("p15 0 c0 c2 4"))
                .isEqualTo(0x03 << 26 | 1 << 25 | 1 << 24 | 14 << 20 | 4 << 17 | 3 << 5 | 2 << 1 | 1);
    }

    @Test
    void anMcrrTrapTellsBothRegisters() {
        b.c.hcr = Hcr.TVM;
        assertThat(b.writeTraps("p15 1 c2"))
                .isEqualTo(0x04 << 26 | 1 << 25 | 1 << 24 | 14 << 20 | 1 << 16 | 7 << 10 | 3 << 5 | 2 << 1);
        b.timer.hypControl = 0;
        assertThat(b.readTraps("p15 0 c14"))
                .isEqualTo(0x04 << 26 | 1 << 25 | 1 << 24 | 14 << 20 | 7 << 10 | 3 << 5 | 14 << 1 | 1);
    }

    @Test
    void cp14TrapsHaveClassesOfTheirOwn() {
        b.c.hdcr = 1 << 9;
        assertThat(b.readTraps("p14 0 c0 c0 0") >>> 26).isEqualTo(0x05);
        b.c.hdcr = 1 << 11;
        assertThat(b.readTraps("p14 0 c1") >>> 26).isEqualTo(0x0c);
    }

    @Test
    void inAnItBlockTheConditionIsTheBlocks() {
        b.c.hcr = Hcr.TAC;
        b.cpu.thumb = true;
        b.cpu.it = 0x18;
        assertThat(b.readTraps("p15 0 c1 c0 1") >>> 20 & 0x1f).isEqualTo(0x11);
    }

    /** Bits of HCR and what they trap. */
    @ParameterizedTest
    @CsvSource({
        "16, read,  p15 0 c0 c0 2", // TID1
        "16, read,  p15 0 c0 c0 3",
        "16, read,  p15 0 c0 c0 6",
        "16, read,  p15 1 c0 c0 7",
        "17, read,  p15 0 c0 c0 1", // TID2
        "17, read,  p15 1 c0 c0 0",
        "17, read,  p15 1 c0 c0 1",
        "17, write, p15 2 c0 c0 0",
        "18, read,  p15 0 c0 c1 0", // TID3
        "18, read,  p15 0 c0 c1 7",
        "18, read,  p15 0 c0 c2 5",
        "15, read,  p14 7 c0 c0 0", // TID0
        "22, write, p15 0 c7 c6 2", // TSW
        "22, write, p15 0 c7 c10 2",
        "22, write, p15 0 c7 c14 2",
        "23, write, p15 0 c7 c6 1", // TPC
        "23, write, p15 0 c7 c10 1",
        "23, write, p15 0 c7 c14 1",
        "24, write, p15 0 c7 c1 0", // TPU
        "24, write, p15 0 c7 c5 0",
        "24, write, p15 0 c7 c5 1",
        "24, write, p15 0 c7 c11 1",
        "25, write, p15 0 c8 c7 0", // TTLB
        "25, write, p15 0 c8 c3 3",
        "25, write, p15 0 c8 c5 1",
        "21, read,  p15 0 c1 c0 1", // TAC
        "21, write, p15 0 c1 c0 1",
        "20, read,  p15 1 c9 c0 2", // TIDCP
        "26, write, p15 0 c1 c0 0", // TVM
        "26, write, p15 0 c2 c0 2",
        "26, write, p15 0 c3 c0 0",
        "26, write, p15 0 c5 c0 0",
        "26, write, p15 0 c5 c0 1",
        "26, write, p15 0 c5 c1 0",
        "26, write, p15 0 c5 c1 1",
        "26, write, p15 0 c6 c0 0",
        "26, write, p15 0 c6 c0 2",
        "26, write, p15 0 c10 c2 0",
        "26, write, p15 0 c10 c2 1",
        "26, write, p15 0 c10 c3 0",
        "26, write, p15 0 c10 c3 1",
        "26, write, p15 0 c13 c0 1",
        "26, write, p15 0 c2",
        "26, write, p15 1 c2",
    })
    void hcrTrapsFromPl1AndNotFromHypMode(int bit, String way, String register) {
        b.c.hcr = 1 << bit;
        if (way.equals("read")) {
            b.readTraps(register);
        } else {
            b.writeTraps(register);
        }
        b.hyp();
        if (way.equals("read")) {
            b.read(register);
        } else {
            b.write(register, 0);
        }
    }

    @Test
    void tvmTrapsNoReads() {
        b.c.hcr = Hcr.TVM;
        b.read("p15 0 c1 c0 0");
        b.read("p15 0 c2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 12, 13})
    void hstrTrapsByCrn(int n) {
        b.c.hstr = 1 << n;
        String register = switch (n) {
            case 2, 3 -> "p15 0 c" + n + " c0 0";
            case 7 -> "p15 0 c7 c5 0";
            case 8 -> "p15 0 c8 c7 0";
            case 9 -> "p15 0 c9 c12 0";
            case 10 -> "p15 0 c10 c2 0";
            default -> "p15 0 c" + n + " c0 0";
        };
        if (n == 0) {
            b.readTraps(register);
        } else {
            b.writeTraps(register);
        }
    }

    @Test
    void hstrTrapsByCrmWhereThereIsNoCrnAndNeverCp14() {
        b.c.hstr = 1 << 2;
        b.readTraps("p15 0 c2");
        b.read("p15 0 c14");
        b.c.hstr = 1;
        b.read("p14 0 c0 c0 0");
    }

    @Test
    void anAccessThatIsUndefinedAnywayStaysUndefined() {
        b.c.hstr = 0xffff;
        b.c.hcr = Hcr.TVM | Hcr.TIDCP;
        b.user();
        b.writeIsUndefined("p15 0 c2 c0 0");
        b.svc();
        b.readIsUndefined("p15 0 c12 c9 5");
        b.readIsUndefined("p15 4 c1 c0 0");
    }

    @Test
    void tidcpTrapsImplementationDefinedEncodingsEvenIfNothingIsThere() {
        b.c.hcr = Hcr.TIDCP;
        b.readTraps("p15 0 c9 c0 0");
        b.writeTraps("p15 3 c10 c4 7");
        b.writeTraps("p15 0 c11 c15 0");
        b.readIsUndefined("p15 0 c9 c3 0");
        b.user();
        b.readIsUndefined("p15 0 c9 c0 0");
    }

    @Test
    void performanceMonitorsTrapAllOrJustPmcr() {
        b.c.hdcr = 6 | 1 << 5;
        b.readTraps("p15 0 c9 c12 0");
        b.read("p15 0 c9 c13 0");
        b.c.hdcr = 6 | 1 << 6;
        b.readTraps("p15 0 c9 c12 0");
        b.readTraps("p15 0 c9 c13 0");
        b.readTraps("p15 0 c9 c14 1");
    }

    @Test
    void debugRegistersTrapByTheirGroups() {
        b.c.hdcr = 1 << 9;
        b.readTraps("p14 0 c0 c0 5");
        b.read("p14 0 c1 c1 4");
        b.read("p14 0 c1 c0 0");
        b.c.hdcr = 1 << 10;
        b.readTraps("p14 0 c1 c1 4");
        b.writeTraps("p14 0 c1 c0 4");
        b.c.hdcr = 1 << 11;
        b.readTraps("p14 0 c1 c0 0");
        b.c.hdcr = 1 << 8;
        b.readTraps("p14 0 c0 c0 0");
        b.readTraps("p14 0 c1 c1 4");
        b.readTraps("p14 0 c1 c0 0");
    }

    @Test
    void cpacrTrapsByHcptrAndThumbEeAndJazelleByHstr() {
        b.c.hcptr = 0x8000_0000;
        b.readTraps("p15 0 c1 c0 2");
        b.c.hstr = 1 << 16;
        b.readTraps("p14 6 c0 c0 0");
        b.c.hstr = 1 << 17;
        b.readTraps("p14 7 c1 c0 0");
    }

    @Test
    void physicalTimersTrapUnlessCnthctlAllows() {
        b.timer.hypControl = 0;
        b.timer.kernelControl = 0x3ff;
        b.readTraps("p15 0 c14");
        b.readTraps("p15 0 c14 c2 0");
        b.writeTraps("p15 2 c14");
        b.read("p15 1 c14");
        b.read("p15 3 c14");
        b.user();
        b.readTraps("p15 0 c14");
        b.timer.kernelControl = 0;
        b.readIsUndefined("p15 0 c14");
        b.svc();
        b.timer.hypControl = 1;
        b.read("p15 0 c14");
        b.readTraps("p15 0 c14 c2 1");
        b.timer.hypControl = 2;
        b.read("p15 0 c14 c2 1");
    }
}
