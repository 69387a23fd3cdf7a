package dev.trapline.emu.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The registers, the modem lines and the interrupt line. */
class Pl011Test extends Pl011Rig {
    @Test
    void everyRowReadsItsResetValueAndCitesTheManual() {
        RegisterTables.check(Pl011.REGISTERS, uart, bus);
    }

    @Test
    void theIdentityIsTheOneQemuShowsAndR1p5CanBeChosen() {
        List<Integer> id = new ArrayList<>();
        for (int at = 0xfe0; at < 0x1000; at += 4) {
            id.add(read(at));
        }
        assertThat(id).containsExactly(0x11, 0x10, 0x14, 0x00, 0x0d, 0xf0, 0x05, 0xb1);
        Pl011 later = new Pl011("later", bus, 1, c -> {}, bus, Pl011.Revision.R1P5, Pl011.Pacing.INSTANT);
        assertThat(later.read(0xfe8, 4, 0)).isEqualTo(0x34);
    }

    @Test
    void theTransmitInterruptIsRaisedByAWriteAndClearedByIcrOnly() {
        setUp(FIFOS_8N1);
        write(IMSC, TX);
        assertThat(bus.lines[1]).as("nothing was sent yet").isFalse();
        write(DR, 'x');
        assertThat(bus.lines[1]).isTrue();
        write(ICR, TX);
        assertThat(bus.lines[1]).isFalse();
        assertThat(read(MIS)).isZero();
    }

    @Test
    void loopbackFeedsBreakAndModemLines() {
        setUp(FIFOS_8N1);
        write(CR, LOOPBACK | 0xf << 10);
        assertThat(read(FR) & 0x107).isEqualTo(0x107);
        assertThat(read(RIS)).isEqualTo(0xf);
        write(ICR, 0xf);
        write(CR, LOOPBACK | 1 << 11);
        assertThat(read(FR) & 0x107).as("RTS comes back as CTS").isEqualTo(1);
        assertThat(read(RIS)).isEqualTo(0xd);
        write(LCR_H, FIFOS_8N1 | 1);
        assertThat(read(DR)).isEqualTo(Pl011.BREAK);
    }

    @Test
    void modemInputsRaiseTheirInterrupts() {
        write(IMSC, 2);
        uart.setModemPins(1);
        assertThat(read(FR)).isEqualTo(TXFE | RXFE | 1);
        assertThat(bus.lines[1]).isTrue();
        write(ICR, 2);
        assertThat(bus.lines[1]).isFalse();
    }

    @Test
    void dmaInfraredAndFlowControlAreDeclaredMissing() {
        write(0x48, 1);
        assertThat(read(0x48)).isZero();
        write(CR, ENABLED | 0x8002);
        assertThat(read(CR)).isEqualTo(ENABLED);
        assertThat(bus.told).hasSize(2).allMatch(line -> line.startsWith("not implemented: pl011: UART"));
        assertThat(bus.told.get(0)).contains("UARTDMACR", "DMA");
        assertThat(bus.told.get(1)).contains("UARTCR", "CTSEn");
    }

    @Test
    void aRestoredUartSavesTheSameAndGoesOnTheSame() {
        setUp(FIFOS_8N1);
        write(IMSC, RX | RT);
        type("some keys that do not fit into the receiver");
        uart.receive('!' | Pl011.PARITY_ERROR);
        bus.advance(5 * CHARACTER_NS + 17);
        read(DR);
        byte[] saved = bus.save(uart);

        FakeDeviceBus other = new FakeDeviceBus();
        Pl011 twin = new Pl011("pl011", other, 1, c -> {}, other);
        other.restore(saved, twin);
        assertThat(other.save(twin)).isEqualTo(saved);
        for (int i = 0; i < 300; i++) {
            bus.advance(CHARACTER_NS / 3);
            other.advance(CHARACTER_NS / 3);
            assertThat(twin.read(DR, 4, 0)).isEqualTo(uart.read(DR, 4, 0));
            assertThat(twin.read(RIS, 4, 0)).isEqualTo(uart.read(RIS, 4, 0));
        }
        assertThat(other.save(twin)).isEqualTo(bus.save(uart));
    }
}
