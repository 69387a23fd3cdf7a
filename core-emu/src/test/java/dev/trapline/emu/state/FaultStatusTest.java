package dev.trapline.emu.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultStatusTest {
    /** The long encoding (table B3-24) beside FS[4:0] of the short one (table B3-23). */
    @ParameterizedTest
    @CsvSource({
        "0b000101, 0b00101", // Translation, level 1
        "0b000110, 0b00111",
        "0b001001, 0b00011", // Access flag
        "0b001010, 0b00110",
        "0b001101, 0b01101", // Permission
        "0b001110, 0b01111",
        "0b111101, 0b01001", // Domain
        "0b111110, 0b01011",
        "0b010000, 0b01000", // Synchronous external abort
        "0b010101, 0b01100", // on a walk
        "0b010110, 0b01110",
        "0b010001, 0b10110", // Asynchronous external abort
        "0b100001, 0b00001", // Alignment
        "0b100010, 0b00010", // Debug event
    })
    void bothFormatsNameTheSameFault(String longStatus, String shortStatus) {
        assertThat(FaultStatus.shortStatus(binary(longStatus))).isEqualTo(binary(shortStatus));
    }

    private static int binary(String s) {
        return Integer.parseInt(s.substring(2), 2);
    }

    @Test
    void aStatusThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> FaultStatus.shortStatus(0x38)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void dfsrPutsItsFieldsWhereTheyBelong() {
        Fault f = new Fault();
        f.set(0x1234, FaultStatus.ASYNCHRONOUS_EXTERNAL, true);
        f.external = true;
        f.cacheMaintenance = true;
        f.domain = 0xa;
        assertThat(FaultStatus.dfsr(f, false)).isEqualTo(1 << 13 | 1 << 12 | 1 << 11 | 1 << 10 | 0xa << 4 | 6);
        assertThat(FaultStatus.dfsr(f, true)).isEqualTo(1 << 13 | 1 << 12 | 1 << 11 | 1 << 9 | 0x11);
    }

    @Test
    void ifsrHasNeitherDomainNorWrite() {
        Fault f = new Fault();
        f.set(0x1234, FaultStatus.PERMISSION + 2, true);
        f.domain = 3;
        assertThat(FaultStatus.ifsr(f, false)).isEqualTo(0x0f);
        assertThat(FaultStatus.ifsr(f, true)).isEqualTo(0x20e);
    }

    @Test
    void settingAFaultClearsWhatTheLastOneLeft() {
        Fault f = new Fault();
        f.domain = 3;
        f.stage2 = true;
        f.stage1Walk = true;
        f.ipa = 5;
        f.external = true;
        f.cacheMaintenance = true;
        f.set(0, FaultStatus.ALIGNMENT, false);
        assertThat(f).usingRecursiveComparison().ignoringFields("status").isEqualTo(new Fault());
    }
}
