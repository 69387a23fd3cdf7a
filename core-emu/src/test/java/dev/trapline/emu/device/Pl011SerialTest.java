package dev.trapline.emu.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Characters on their way through the FIFOs, seen through the registers. */
class Pl011SerialTest extends Pl011Rig {
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
}
