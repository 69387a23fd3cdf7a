package dev.trapline.emu.cp15;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.state.GuestException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RegisterTableTest {
    private static final List<SystemRegister> ROWS = RegisterTable.TABLE.rows();

    @Test
    void everyRowHasANameAndACitation() {
        assertThat(ROWS).hasSizeGreaterThan(200).allSatisfy(row -> {
            assertThat(row.name()).isNotBlank();
            assertThat(row.citation()).as(row.name()).matches("(DDI 0406C [BCD]|Cortex-A15 TRM ).*");
        });
    }

    @Test
    void noTwoRowsHaveOneEncodingOrOneName() {
        assertThat(ROWS).extracting(SystemRegister::index).doesNotHaveDuplicates();
        assertThat(ROWS).extracting(SystemRegister::name).doesNotHaveDuplicates();
    }

    @Test
    void everyRowIsFoundByItsEncoding() {
        for (SystemRegister row : ROWS) {
            assertThat(RegisterTable.TABLE.at(row.index())).as(row.encoding()).isSameAs(row);
        }
    }

    @Test
    void everyRowCanBeAccessedBySomebodyAndWhatPl0MayPl1May() {
        for (SystemRegister row : ROWS) {
            assertThat(row.access()).as(row.name()).isNotZero();
            for (boolean write : new boolean[] {false, true}) {
                if (row.allows(0, write)) {
                    assertThat(row.allows(1, write)).as(row.name()).isTrue();
                }
                if (row.allows(1, write)) {
                    assertThat(row.allows(2, write)).as(row.name()).isTrue();
                }
            }
        }
    }

    @Test
    void everyRowThatTidcpClaimsTrapsByIt() {
        for (SystemRegister row : ROWS) {
            String[] f = row.encoding().split(" ");
            if (row.isCp15() && !row.is64()) {
                int crn = Integer.parseInt(f[2].substring(1));
                int crm = Integer.parseInt(f[3].substring(1));
                assertThat(row.traps().contains(Trap.TIDCP))
                        .as(row.name())
                        .isEqualTo(SystemRegisters.isImplementationDefined(crn, crm));
            }
        }
    }

    @Test
    void resetValuesAreThoseOfQemusCortexA15() throws IOException {
        Cp15Bench b = new Cp15Bench().hyp();
        int compared = 0;
        List<String> wrong = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("cortex-a15-qemu-7.2.txt")),
                StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("#")) {
                    continue;
                }
                String[] half = line.split(" = ");
                try {
                    if (b.read(half[0]) != Long.parseUnsignedLong(half[1], 16)) {
                        wrong.add(line + ", here " + Long.toHexString(b.read(half[0])));
                    }
                } catch (GuestException e) {
                    wrong.add(line + ", here " + e.getMessage());
                }
                compared++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).isGreaterThan(150);
        assertThat(b.lines).isEmpty();
    }

    @Test
    void withoutHypModeIdPfr1DoesNotNameTheVirtualizationExtensions() {
        assertThat(new Cp15Bench(false).read("p15 0 c0 c1 1")).isEqualTo(0x0001_0001);
        assertThat(new Cp15Bench(true).read("p15 0 c0 c1 1")).isEqualTo(0x0001_1001);
    }
}
