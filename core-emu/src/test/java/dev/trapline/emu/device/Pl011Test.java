package dev.trapline.emu.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Pl011Test {
    private static final int DR = 0x00;
    private static final int RSR = 0x04;
    private static final int FR = 0x18;
    private static final int IBRD = 0x24;
    private static final int FBRD = 0x28;
    private static final int LCR_H = 0x2c;
    private static final int CR = 0x30;
    private static final int IFLS = 0x34;
    private static final int IMSC = 0x38;
    private static final int RIS = 0x3c;
    private static final int MIS = 0x40;
    private static final int ICR = 0x44;

    private static final int RXFE = 1 << 4;
    private static final int TXFF = 1 << 5;
    private static final int RXFF = 1 << 6;
    private static final int TXFE = 1 << 7;
    private static final int BUSY = 1 << 3;
    private static final int RX = 1 << 4;
    private static final int TX = 1 << 5;
    private static final int RT = 1 << 6;
    private static final int FE = 1 << 7;
    private static final int PE = 1 << 8;
    private static final int BE = 1 << 9;
    private static final int OE = 1 << 10;

    private static final int FIFOS_8N1 = 0x70;
    private static final int NO_FIFOS_8N1 = 0x60;
    private static final int ENABLED = 0x301;
    private static final int LOOPBACK = 0x381;

    /** 13 + 1/64: 24 MHz / (16 x 13.015625) is 115,246 baud, so ten bits take 86.77 us. */
    private static final long CHARACTER_NS = 10L * (833 * 125 / 12);

    private final FakeDeviceBus bus = new FakeDeviceBus();
    private final StringBuilder console = new StringBuilder();
    private Pl011 uart = new Pl011("pl011", bus, 1, c -> console.append((char) c), bus);

    private int read(int offset) {
        return (int) uart.read(offset, 4, 0);
    }

    private void write(int offset, int value) {
        uart.write(offset, 4, value & 0xffff_ffffL, 0);
    }

    private void setUp(int lcrH) {
        write(IBRD, 13);
        write(FBRD, 1);
        write(LCR_H, lcrH);
        write(CR, ENABLED);
    }

    private void paced() {
        uart = new Pl011(
                "paced", bus, 1, c -> console.append((char) c), bus, Pl011.Revision.R1P1, Pl011.Pacing.LINE_RATE);
    }

    private void type(String keys) {
        keys.chars().forEach(uart::receive);
    }

    private String drain() {
        StringBuilder got = new StringBuilder();
        while ((read(FR) & RXFE) == 0) {
            got.append((char) (read(DR) & 0xff));
        }
        return got.toString();
    }

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
    void outputReachesTheConsoleAtOnceAndLeavesTheFifoEmpty() {
        setUp(FIFOS_8N1);
        for (char c : "hello".toCharArray()) {
            write(DR, c);
            assertThat(read(FR) & (TXFE | TXFF | BUSY)).isEqualTo(TXFE);
        }
        assertThat(console).hasToString("hello");
        assertThat(read(RIS)).isEqualTo(TX);
    }

    @Test
    void aByteStoreAndAWordStoreSendTheSameCharacter() {
        setUp(FIFOS_8N1);
        uart.write(DR, 1, 'a', 0);
        uart.write(DR, 2, 'b', 0);
        assertThat(console).hasToString("ab");
    }

    @Test
    void outputOfAUartNobodyEnabledIsSentButMentioned() {
        write(DR, 'x');
        assertThat(bus.told).hasSize(1).first().asString().contains("UARTEN");
        assertThat(console)
                .as("all eight bits, as under QEMU: the word length of reset is five")
                .hasToString("x");
    }

    @Test
    void shortWordsLoseTheirHighBits() {
        setUp(0x50); // WLEN 7 bits
        write(DR, 0xc1);
        assertThat(console).hasToString("A");
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
    void keysArriveOneByOneAtTheLineRate() {
        setUp(FIFOS_8N1);
        type("ab");
        bus.advance(CHARACTER_NS - 1);
        assertThat(read(FR) & RXFE).isEqualTo(RXFE);
        bus.advance(1);
        assertThat(read(FR) & RXFE).isZero();
        assertThat(read(DR)).isEqualTo('a');
        assertThat(read(FR) & RXFE).isEqualTo(RXFE);
        bus.advance(CHARACTER_NS);
        assertThat(read(DR)).isEqualTo('b');
    }

    @Test
    void theReceiveInterruptFollowsItsLevel() {
        setUp(FIFOS_8N1);
        write(IMSC, RX);
        type("1234567");
        bus.advance(7 * CHARACTER_NS);
        assertThat(bus.lines[1]).isFalse();
        type("8");
        bus.advance(CHARACTER_NS);
        assertThat(bus.lines[1]).as("half of 16").isTrue();
        assertThat(read(DR)).isEqualTo('1');
        assertThat(bus.lines[1]).as("below the level again").isFalse();
    }

    @Test
    void everyLevelOfIflsIsTheFractionOfTheManual() {
        int[] levels = {2, 4, 8, 12, 14};
        for (int field = 0; field < levels.length; field++) {
            setUp(NO_FIFOS_8N1);
            setUp(FIFOS_8N1);
            write(IFLS, field << 3);
            write(ICR, 0x7ff);
            int n = 0;
            while ((read(RIS) & RX) == 0) {
                uart.receive('x');
                n++;
                bus.advance(CHARACTER_NS);
            }
            assertThat(n).as("RXIFLSEL %d", field).isEqualTo(levels[field]);
        }
        assertThat(bus.told).isEmpty();
        write(IFLS, 7);
        assertThat(bus.told).hasSize(1).first().asString().contains("UARTIFLS");
    }

    @Test
    void withoutFifosOneCharacterFillsTheReceiver() {
        setUp(NO_FIFOS_8N1);
        type("ab");
        bus.settle();
        assertThat(read(FR) & (RXFF | RXFE)).isEqualTo(RXFF);
        assertThat(read(RIS) & (RX | RT)).isEqualTo(RX);
        assertThat(uart.waiting()).isEqualTo(1);
        assertThat(read(DR)).isEqualTo('a');
        assertThat(read(RIS)).isZero();
        bus.settle();
        assertThat(read(DR)).isEqualTo('b');
    }

    @Test
    void aFewCharactersBelowTheLevelRaiseTheTimeoutThirtyTwoBitsLater() {
        setUp(FIFOS_8N1);
        write(IMSC, RT);
        type("ab");
        bus.advance(2 * CHARACTER_NS);
        bus.advance(32 * CHARACTER_NS / 10 - 1);
        assertThat(bus.lines[1]).isFalse();
        bus.advance(1);
        assertThat(bus.lines[1]).isTrue();
        assertThat(drain()).isEqualTo("ab");
        assertThat(bus.lines[1]).as("an empty FIFO clears the timeout").isFalse();
        bus.settle();
        assertThat(read(RIS)).isZero();
    }

    @Test
    void aTimeoutClearedWithoutReadingComesAgain() {
        setUp(FIFOS_8N1);
        type("a");
        bus.settle();
        assertThat(read(RIS)).isEqualTo(RT);
        write(ICR, RT);
        assertThat(read(RIS)).isZero();
        bus.settle();
        assertThat(read(RIS)).isEqualTo(RT);
    }

    @Test
    void aPasteOfAnyLengthWaitsForRoomAndLosesNothing() {
        setUp(FIFOS_8N1);
        StringBuilder paste = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            paste.append((char) ('!' + i % 90));
        }
        type(paste.toString());
        bus.settle();
        assertThat(uart.waiting()).isEqualTo(1000 - 16);
        assertThat(read(FR) & RXFF).isEqualTo(RXFF);
        StringBuilder got = new StringBuilder();
        while (got.length() < 1000) {
            got.append(drain());
            bus.settle();
        }
        assertThat(got).hasToString(paste.toString());
        assertThat(read(RIS) & OE).isZero();
    }

    @Test
    void keysTypedWhileReceptionIsOffWaitForIt() {
        setUp(FIFOS_8N1);
        write(CR, 0x101);
        type("k");
        bus.settle();
        assertThat(read(FR) & RXFE).isEqualTo(RXFE);
        write(CR, ENABLED);
        bus.settle();
        assertThat(drain()).isEqualTo("k");
    }

    @Test
    void aKeyOnItsWayWhenReceptionGoesOffIsNotLost() {
        setUp(FIFOS_8N1);
        type("k");
        bus.advance(CHARACTER_NS / 2);
        write(CR, 0x101);
        bus.settle();
        assertThat(uart.waiting()).isEqualTo(1);
        write(CR, ENABLED);
        bus.settle();
        assertThat(drain()).isEqualTo("k");
    }

    @Test
    void errorsComeWithTheirCharacterInDataAndStatus() {
        setUp(FIFOS_8N1);
        uart.receive('f' | Pl011.FRAMING_ERROR);
        uart.receive('p' | Pl011.PARITY_ERROR);
        uart.receive(Pl011.BREAK);
        uart.receive('g');
        bus.settle();
        assertThat(read(RIS) & (FE | PE | BE | OE)).isEqualTo(FE | PE | BE);
        assertThat(read(DR)).isEqualTo(0x166);
        assertThat(read(RSR)).isEqualTo(1);
        assertThat(read(DR)).isEqualTo(0x270);
        assertThat(read(RSR)).isEqualTo(2);
        assertThat(read(DR)).isEqualTo(0x400);
        assertThat(read(RSR)).isEqualTo(4);
        write(RSR, 0);
        assertThat(read(RSR)).isZero();
        assertThat(read(DR)).isEqualTo('g');
        assertThat(read(RSR)).isZero();
    }

    @Test
    void loopbackBringsOutputBackAndOverrunsWhenNobodyReads() {
        setUp(FIFOS_8N1);
        write(CR, LOOPBACK);
        for (int i = 0; i < 17; i++) {
            write(DR, 'A' + i);
        }
        assertThat(console).as("nothing leaves in loopback").isEmpty();
        assertThat(read(RIS) & OE).isEqualTo(OE);
        assertThat(read(RSR)).isEqualTo(8);
        assertThat(read(DR)).as("the overrun shows in the next character read").isEqualTo('A' | 1 << 11);
        assertThat(drain()).isEqualTo("BCDEFGHIJKLMNOP");
        write(RSR, 0);
        assertThat(read(RSR)).isZero();
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
    void turningFifosOffOrOnFlushesThem() {
        setUp(FIFOS_8N1);
        type("abcdefgh");
        bus.settle();
        assertThat(read(RIS)).isEqualTo(RX | RT);
        write(LCR_H, NO_FIFOS_8N1);
        assertThat(read(FR) & RXFE).isEqualTo(RXFE);
        assertThat(read(RIS)).isZero();
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
    void atTheLineRateTheTransmitFifoFillsAndDrains() {
        paced();
        setUp(FIFOS_8N1);
        write(ICR, 0x7ff);
        for (int i = 0; i < 17; i++) {
            assertThat(read(FR) & TXFF).as("after %d characters", i).isZero();
            write(DR, 'a' + i);
        }
        assertThat(read(FR) & (TXFF | TXFE | BUSY)).isEqualTo(TXFF | BUSY);
        write(DR, 'z');
        assertThat(bus.told).hasSize(1).first().asString().contains("TXFF");
        assertThat(console).isEmpty();
        bus.advance(7 * CHARACTER_NS);
        assertThat(console).hasToString("abcdefg");
        assertThat(read(RIS)).as("8 left of 16 is the level; 9 are left").isEqualTo(0);
        bus.advance(CHARACTER_NS);
        assertThat(read(RIS)).isEqualTo(TX);
        bus.advance(9 * CHARACTER_NS);
        assertThat(console).hasToString("abcdefghijklmnopq");
        assertThat(read(FR) & (TXFF | TXFE | BUSY)).isEqualTo(TXFE);
    }

    @Test
    void atTheLineRateWithoutFifosEachCharacterLeavingItsRegisterInterrupts() {
        paced();
        setUp(NO_FIFOS_8N1);
        write(DR, 'a');
        assertThat(read(RIS)).as("it went straight on to the shifter").isEqualTo(TX);
        write(DR, 'b');
        assertThat(read(RIS)).isZero();
        assertThat(read(FR) & TXFF).isEqualTo(TXFF);
        bus.advance(CHARACTER_NS);
        assertThat(read(RIS)).isEqualTo(TX);
        bus.settle();
        assertThat(console).hasToString("ab");
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
