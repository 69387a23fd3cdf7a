package dev.trapline.emu.device;

import dev.trapline.emu.device.Pl011.Pacing;
import dev.trapline.emu.mem.DeviceBus;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Deadlines;
import java.util.function.IntConsumer;

/**
 * The serial side of a PL011: characters on their way, the two FIFOs, and the raw interrupts they raise (DDI 0183G 2.4,
 * 2.8). It holds the settings that decide how characters move, as the registers last gave them; which register they
 * are in, and what reaches the interrupt line, is {@link Pl011}'s.
 */
final class Pl011Serial implements Snapshottable {
    private static final int OVERRUN = 1 << 11;

    // UARTFR, DDI 0183G 3.3.3
    private static final int FR_BUSY = 1 << 3;
    static final int FR_RXFE = 1 << 4;
    private static final int FR_TXFF = 1 << 5;
    private static final int FR_RXFF = 1 << 6;
    static final int FR_TXFE = 1 << 7;

    // UARTLCR_H, DDI 0183G 3.3.7
    private static final int LCR_BRK = 1;
    private static final int LCR_PEN = 1 << 1;
    private static final int LCR_STP2 = 1 << 3;
    private static final int LCR_FEN = 1 << 4;

    // UARTCR, DDI 0183G 3.3.8
    private static final int CR_UARTEN = 1;
    static final int CR_LBE = 1 << 7;
    static final int CR_TXE = 1 << 8;
    static final int CR_RXE = 1 << 9;

    // Interrupts, DDI 0183G 3.3.10
    private static final int INT_RX = 1 << 4;
    private static final int INT_TX = 1 << 5;
    private static final int INT_RT = 1 << 6;
    private static final int INT_OE = 1 << 10;

    /** UARTIFLS after reset: both FIFOs half full. */
    static final int LEVELS_RESET = 0x12;

    /** UARTCLK of the {@code virt} board is 24 MHz; a bit takes 16 clocks times (IBRD + FBRD / 64), so 125/12 ns a unit. */
    private static final int CLOCK_NUMERATOR = 125;

    private static final int CLOCK_DENOMINATOR = 12;
    /** One bit at 115,200 baud, used while a guest has programmed no divisor. */
    private static final long DEFAULT_BIT_NS = 8_681;

    private final String name;
    private final DeviceBus bus;
    private final IntConsumer console;
    private final Diagnostics diagnostics;
    private final int fifoDepth;
    private final Pacing pacing;
    private final Runnable interruptsChanged;
    private final int arrivalSlot;
    private final int timeoutSlot;
    private final int departureSlot;

    private final CharQueue typed = new CharQueue(64);
    private final CharQueue received;
    private final CharQueue transmit;
    private boolean arriving;
    private boolean shifting;
    private int shifted;
    private boolean overrun;
    private int rsr;
    /** IBRD * 64 + FBRD in effect. */
    private int divisor;

    private int lcrH;
    private int cr = CR_TXE | CR_RXE;
    private int ifls = LEVELS_RESET;
    private int ris;

    /**
     * @param fifoDepth characters either FIFO holds
     * @param interruptsChanged called when time, and not a register access, may have changed {@link #rawInterrupts}
     */
    Pl011Serial(
            String name,
            DeviceBus bus,
            IntConsumer console,
            Diagnostics diagnostics,
            int fifoDepth,
            Pacing pacing,
            Runnable interruptsChanged) {
        this.name = name;
        this.bus = bus;
        this.console = console;
        this.diagnostics = diagnostics;
        this.fifoDepth = fifoDepth;
        this.pacing = pacing;
        this.interruptsChanged = interruptsChanged;
        this.received = new CharQueue(fifoDepth);
        this.transmit = new CharQueue(fifoDepth);
        this.arrivalSlot = bus.claimDeadline(name + " arrival", this::characterArrived);
        this.timeoutSlot = bus.claimDeadline(name + " receive timeout", this::receiveTimedOut);
        this.departureSlot = bus.claimDeadline(name + " departure", this::characterDeparted);
    }

    /** A character typed, with its error bits. */
    void receive(int character) {
        typed.add(character);
        expectArrival();
    }

    /** How many characters typed have not entered the receive FIFO yet. */
    int waiting() {
        return typed.size();
    }

    /** Takes away the characters that came and that the guest has not read, oldest first. */
    byte[] takeUnread() {
        byte[] taken = new byte[received.size() + typed.size()];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = (byte) (received.isEmpty() ? typed.remove() : read());
        }
        return taken;
    }

    /** Interrupts as they stand before any mask: UARTRIS. */
    int rawInterrupts() {
        return ris;
    }

    void raise(int interrupts) {
        ris |= interrupts;
    }

    /** A write to UARTICR. */
    void clearInterrupts(int interrupts) {
        ris &= ~interrupts;
        if ((interrupts & INT_RT) != 0) {
            restartTimeout();
        }
    }

    /** Errors of the character last read, and an overrun: UARTRSR. */
    int errors() {
        return rsr;
    }

    void clearErrors() {
        rsr = 0;
    }

    private boolean fifosEnabled() {
        return (lcrH & LCR_FEN) != 0;
    }

    boolean loopback() {
        return (cr & CR_LBE) != 0;
    }

    private int depth() {
        return fifosEnabled() ? fifoDepth : 1;
    }

    /** Characters at which an IFLS field lies: 1/8, 1/4, 1/2, 3/4, 7/8 of the FIFO; 1 without FIFOs. */
    private int level(int field) {
        if (!fifosEnabled()) {
            return 1;
        }
        return switch (field) {
            case 0 -> fifoDepth / 8;
            case 1 -> fifoDepth / 4;
            case 2 -> fifoDepth / 2;
            case 3 -> fifoDepth * 3 / 4;
            default -> fifoDepth * 7 / 8;
        };
    }

    private int receiveLevel() {
        return level(ifls >>> 3 & 7);
    }

    /** The transmit interrupt comes when this many characters or fewer are left. */
    private int transmitLevel() {
        return fifosEnabled() ? level(ifls & 7) : 0;
    }

    private long bitNs() {
        return divisor < 64 ? DEFAULT_BIT_NS : Math.max(1, (long) divisor * CLOCK_NUMERATOR / CLOCK_DENOMINATOR);
    }

    private long characterNs() {
        int bits = 1 + 5 + (lcrH >>> 5 & 3) + ((lcrH & LCR_PEN) != 0 ? 1 : 0) + ((lcrH & LCR_STP2) != 0 ? 2 : 1);
        return bits * bitNs();
    }

    private int wordMask() {
        return (1 << 5 + (lcrH >>> 5 & 3)) - 1;
    }

    // Receiving

    /** The next key sets off towards us, if one waits and we would take it. */
    private void expectArrival() {
        if (!arriving && !typed.isEmpty() && (cr & CR_RXE) != 0 && !loopback() && received.size() < depth()) {
            arriving = true;
            bus.setDeadline(arrivalSlot, bus.nowNs() + characterNs());
        }
    }

    private void characterArrived() {
        arriving = false;
        if (!typed.isEmpty() && (cr & CR_RXE) != 0 && !loopback() && received.size() < depth()) {
            accept(typed.remove());
        }
        expectArrival();
        interruptsChanged.run();
    }

    /** A character with its error bits reaches the receive FIFO (DDI 0183G 2.4.3). */
    private void accept(int character) {
        if (received.size() == depth()) {
            overrun = true;
            rsr |= OVERRUN >>> 8;
            ris |= INT_OE;
            return;
        }
        received.add(character);
        // FE, PE, BE are bits 8 to 10 of the character and 7 to 9 of the interrupts.
        ris |= (character & (Pl011.FRAMING_ERROR | Pl011.PARITY_ERROR | Pl011.BREAK)) >>> 1;
        if (received.size() >= receiveLevel()) {
            ris |= INT_RX;
        }
        restartTimeout();
    }

    /** DDI 0183G 2.8: the FIFO holds something and nothing came for 32 bit periods. */
    private void restartTimeout() {
        bus.setDeadline(
                timeoutSlot, received.isEmpty() || !fifosEnabled() ? Deadlines.NEVER : bus.nowNs() + 32 * bitNs());
    }

    private void receiveTimedOut() {
        ris |= INT_RT;
        interruptsChanged.run();
    }

    /** A read of UARTDR. */
    int read() {
        if (received.isEmpty()) {
            return 0;
        }
        int character = received.remove();
        rsr = rsr & OVERRUN >>> 8 | character >>> 8;
        if (overrun) {
            character |= OVERRUN;
            overrun = false;
        }
        if (received.size() < receiveLevel()) {
            ris &= ~INT_RX;
        }
        if (received.isEmpty()) {
            ris &= ~INT_RT;
            restartTimeout();
        }
        expectArrival();
        return character;
    }

    // Transmitting

    /** A write to UARTDR. */
    void write(int value) {
        int character = value & wordMask();
        if ((cr & (CR_UARTEN | CR_TXE)) != (CR_UARTEN | CR_TXE)) {
            // Nobody chose a word length either: the five bits of reset would make readable output garbage.
            character = value & 0xff;
            diagnostics.guestMistake(name, "UARTDR written with UARTCR.UARTEN or TXE clear; sent all the same");
        }
        if (pacing == Pacing.INSTANT) {
            sent(character);
            // The level passed the trigger and came back within this write.
            ris |= INT_TX;
        } else if (shifting && transmit.size() == depth()) {
            diagnostics.guestMistake(name, "UARTDR written while UARTFR.TXFF is set; the character is lost");
        } else if (shifting) {
            transmit.add(character);
            if (transmit.size() > transmitLevel()) {
                ris &= ~INT_TX;
            }
        } else {
            shift(character);
            if (transmitLevel() == 0) {
                // It went through the holding register, which is empty again.
                ris |= INT_TX;
            }
        }
    }

    private void shift(int character) {
        shifting = true;
        shifted = character;
        bus.setDeadline(departureSlot, bus.nowNs() + characterNs());
    }

    private void characterDeparted() {
        shifting = false;
        sent(shifted);
        if (!transmit.isEmpty()) {
            int before = transmit.size();
            shift(transmit.remove());
            if (before > transmitLevel() && transmit.size() <= transmitLevel()) {
                ris |= INT_TX;
            }
        }
        interruptsChanged.run();
    }

    private void sent(int character) {
        if (loopback()) {
            if ((cr & CR_RXE) != 0) {
                accept(character);
            }
        } else {
            console.accept(character);
        }
    }

    // Settings

    /** The bits of UARTFR that speak of characters. */
    int flags() {
        int fr = 0;
        if (shifting) {
            fr |= FR_BUSY;
        }
        if (received.isEmpty()) {
            fr |= FR_RXFE;
        }
        if (received.size() == depth()) {
            fr |= FR_RXFF;
        }
        if (transmit.isEmpty()) {
            fr |= FR_TXFE;
        }
        if (pacing == Pacing.LINE_RATE && transmit.size() == depth()) {
            fr |= FR_TXFF;
        }
        return fr;
    }

    int lineControl() {
        return lcrH;
    }

    /** A write to UARTLCR_H, which also makes the divisor take effect (DDI 0183G 3.3.6): IBRD * 64 + FBRD. */
    void setLineControl(int value, int newDivisor) {
        int changed = lcrH ^ value;
        lcrH = value;
        divisor = newDivisor;
        if ((changed & LCR_FEN) != 0) {
            // DDI 0183G 3.3.7: the FIFOs turn into one-character holding registers, or back; what they held is gone.
            received.clear();
            transmit.clear();
            ris &= ~(INT_RX | INT_RT);
            restartTimeout();
        }
        if ((changed & value & LCR_BRK) != 0 && loopback() && (cr & CR_RXE) != 0) {
            accept(Pl011.BREAK);
        }
        expectArrival();
    }

    int control() {
        return cr;
    }

    /** A write to UARTCR. */
    void setControl(int value) {
        cr = value;
        expectArrival();
    }

    int levels() {
        return ifls;
    }

    /** A write to UARTIFLS. */
    void setLevels(int value) {
        if ((value & 7) > 4 || (value >>> 3 & 7) > 4) {
            diagnostics.guestMistake(name, "UARTIFLS holds a reserved level; taken as 7/8");
        }
        ifls = value;
        if (received.size() >= receiveLevel()) {
            ris |= INT_RX;
        }
    }

    @Override
    public void save(StateWriter out) {
        typed.save(out);
        received.save(out);
        transmit.save(out);
        out.bool(arriving);
        out.bool(shifting);
        out.int32(shifted);
        out.bool(overrun);
        out.int32(rsr);
        out.int32(divisor);
        out.int32(lcrH);
        out.int32(cr);
        out.int32(ifls);
        out.int32(ris);
    }

    @Override
    public void restore(StateReader in) {
        typed.restore(in);
        received.restore(in);
        transmit.restore(in);
        in.expect(received.size() <= fifoDepth, name + " holds more than its receive FIFO");
        in.expect(transmit.size() <= fifoDepth, name + " holds more than its transmit FIFO");
        arriving = in.bool();
        shifting = in.bool();
        shifted = in.int32();
        overrun = in.bool();
        rsr = in.int32();
        divisor = in.int32();
        lcrH = in.int32();
        cr = in.int32();
        ifls = in.int32();
        ris = in.int32();
    }
}
