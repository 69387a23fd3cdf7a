package dev.trapline.emu.device;

import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.mem.DeviceBus;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Deadlines;
import java.util.function.IntConsumer;

/**
 * The PrimeCell UART (PL011), DDI 0183G.
 *
 * <p>What is typed waits in a queue of the device's own, as a terminal's flow control would make it wait, and arrives
 * character by character at the programmed line rate while there is room; so no key is ever lost to an overrun, and
 * the queue is part of the state. Output leaves at once ({@link Pacing#INSTANT}) or at the line rate.
 *
 * <p><i>Deviates:</i> characters move whether UARTCR.UARTEN is set or not, and leave without TXE, since a guest started without
 * firmware finds nobody to have set them (QEMU's {@code virt} does the same). UARTCR.RXE is obeyed.
 */
public final class Pl011 implements BusDevice, Snapshottable {
    /** Which revision the ID registers show; the depth of the FIFOs goes with it (DDI 0183G 3.3.15). */
    public enum Revision {
        /** As QEMU's {@code virt} board shows: FIFOs of 16. */
        R1P1(1, 16),
        /** FIFOs of 32. */
        R1P5(3, 32);

        final int id;
        final int depth;

        Revision(int id, int depth) {
            this.id = id;
            this.depth = depth;
        }
    }

    /** How fast output leaves. */
    public enum Pacing {
        /** A character is on the console when the write to UARTDR ends; the transmit FIFO never fills. */
        INSTANT,
        /** A character takes as long as its bits do at the programmed rate. */
        LINE_RATE
    }

    /** A received character's framing error, to be added to it in {@link #receive}. */
    public static final int FRAMING_ERROR = 1 << 8;
    /** A received character's parity error, to be added to it in {@link #receive}. */
    public static final int PARITY_ERROR = 1 << 9;
    /** A break on the line, to be added to a zero in {@link #receive}. */
    public static final int BREAK = 1 << 10;

    private static final int OVERRUN = 1 << 11;

    // UARTFR, DDI 0183G 3.3.3
    private static final int FR_CTS = 1;
    private static final int FR_DSR = 1 << 1;
    private static final int FR_DCD = 1 << 2;
    private static final int FR_BUSY = 1 << 3;
    private static final int FR_RXFE = 1 << 4;
    private static final int FR_TXFF = 1 << 5;
    private static final int FR_RXFF = 1 << 6;
    private static final int FR_TXFE = 1 << 7;
    private static final int FR_RI = 1 << 8;

    // UARTLCR_H, DDI 0183G 3.3.7
    private static final int LCR_BRK = 1;
    private static final int LCR_PEN = 1 << 1;
    private static final int LCR_STP2 = 1 << 3;
    private static final int LCR_FEN = 1 << 4;

    // UARTCR, DDI 0183G 3.3.8
    private static final int CR_UARTEN = 1;
    private static final int CR_LBE = 1 << 7;
    private static final int CR_TXE = 1 << 8;
    private static final int CR_RXE = 1 << 9;
    private static final int CR_DTR = 1 << 10;
    private static final int CR_RTS = 1 << 11;
    private static final int CR_OUT1 = 1 << 12;
    private static final int CR_OUT2 = 1 << 13;

    // Interrupts, DDI 0183G 3.3.10
    private static final int INT_RI = 1;
    private static final int INT_CTS = 1 << 1;
    private static final int INT_DCD = 1 << 2;
    private static final int INT_DSR = 1 << 3;
    private static final int INT_RX = 1 << 4;
    private static final int INT_TX = 1 << 5;
    private static final int INT_RT = 1 << 6;
    private static final int INT_OE = 1 << 10;

    /** UARTCLK of the {@code virt} board is 24 MHz; a bit takes 16 clocks times (IBRD + FBRD / 64), so 125/12 ns a unit. */
    private static final int CLOCK_NUMERATOR = 125;

    private static final int CLOCK_DENOMINATOR = 12;
    /** One bit at 115,200 baud, used while a guest has programmed no divisor. */
    private static final long DEFAULT_BIT_NS = 8_681;

    private static final String NO_DMA = "DMA requests: there is no DMA controller";
    private static final String NO_TEST = "integration test";

    private static Register<Pl011> at(int offset, String name) {
        return new Register<>(offset, name);
    }

    // spotless:off
    static final RegisterMap<Pl011> REGISTERS = RegisterMap.of("pl011", 0x1000,
            at(0x000, "UARTDR").width(16).bits(0xfff).resetUnknown().read(Pl011::readData).write(Pl011::writeData).section("DDI 0183G 3.3.1"),
            at(0x004, "UARTRSR/UARTECR").width(8).bits(0xff).read(d -> d.rsr).write((d, v) -> d.rsr = 0).section("DDI 0183G 3.3.2"),
            at(0x018, "UARTFR").width(16).bits(0x1ff).reset(FR_TXFE | FR_RXFE).read(Pl011::readFlags).section("DDI 0183G 3.3.3"),
            at(0x020, "UARTILPR").width(8).unimplemented(0xff, "IrDA low-power divisor: there is no infrared encoder").read(d -> 0).write((d, v) -> {}).section("DDI 0183G 3.3.4"),
            at(0x024, "UARTIBRD").width(16).read(d -> d.ibrd).write((d, v) -> d.ibrd = v).section("DDI 0183G 3.3.5"),
            at(0x028, "UARTFBRD").width(8).bits(0x3f).read(d -> d.fbrd).write((d, v) -> d.fbrd = v).section("DDI 0183G 3.3.6"),
            at(0x02c, "UARTLCR_H").width(16).bits(0xff).read(d -> d.lcrH).write(Pl011::writeLineControl).section("DDI 0183G 3.3.7"),
            at(0x030, "UARTCR").width(16).bits(0x3f81).reset(CR_TXE | CR_RXE).unimplemented(0xc006, "SIREN, SIRLP, RTSEn, CTSEn: no infrared, no hardware flow control").read(d -> d.cr).write(Pl011::writeControl).section("DDI 0183G 3.3.8"),
            at(0x034, "UARTIFLS").width(16).bits(0x3f).reset(0x12).read(d -> d.ifls).write(Pl011::writeLevels).section("DDI 0183G 3.3.9"),
            at(0x038, "UARTIMSC").width(16).bits(0x7ff).read(d -> d.imsc).write(Pl011::writeMask).section("DDI 0183G 3.3.10"),
            at(0x03c, "UARTRIS").width(16).bits(0x7ff).read(d -> d.ris).section("DDI 0183G 3.3.11"),
            at(0x040, "UARTMIS").width(16).bits(0x7ff).read(d -> d.ris & d.imsc).section("DDI 0183G 3.3.12"),
            at(0x044, "UARTICR").width(16).bits(0x7ff).write(Pl011::writeClear).section("DDI 0183G 3.3.13"),
            at(0x048, "UARTDMACR").width(16).bits(0).unimplemented(0x7, NO_DMA).read(d -> 0).write((d, v) -> {}).section("DDI 0183G 3.3.14"),
            at(0x080, "UARTTCR").notImplemented(NO_TEST).section("DDI 0183G 4.3.1"),
            at(0x084, "UARTITIP").notImplemented(NO_TEST).section("DDI 0183G 4.3.2"),
            at(0x088, "UARTITOP").notImplemented(NO_TEST).section("DDI 0183G 4.3.3"),
            at(0x08c, "UARTTDR").notImplemented(NO_TEST).section("DDI 0183G 4.3.4"),
            at(0xfe0, "UARTPeriphID0").width(8).constant(0x11).section("DDI 0183G 3.3.15"),
            at(0xfe4, "UARTPeriphID1").width(8).constant(0x10).section("DDI 0183G 3.3.15"),
            at(0xfe8, "UARTPeriphID2").width(8).resetUnknown().read(d -> d.revision.id << 4 | 4).section("DDI 0183G 3.3.15"),
            at(0xfec, "UARTPeriphID3").width(8).constant(0x00).section("DDI 0183G 3.3.15"),
            at(0xff0, "UARTPCellID0").width(8).constant(0x0d).section("DDI 0183G 3.3.16"),
            at(0xff4, "UARTPCellID1").width(8).constant(0xf0).section("DDI 0183G 3.3.16"),
            at(0xff8, "UARTPCellID2").width(8).constant(0x05).section("DDI 0183G 3.3.16"),
            at(0xffc, "UARTPCellID3").width(8).constant(0xb1).section("DDI 0183G 3.3.16"));
    // spotless:on

    private final String name;
    private final DeviceBus bus;
    private final int spi;
    private final IntConsumer console;
    private final Diagnostics diagnostics;
    private final Revision revision;
    private final Pacing pacing;
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
    private int ibrd;
    private int fbrd;
    /** IBRD * 64 + FBRD as of the last write to UARTLCR_H, which makes them take effect (DDI 0183G 3.3.6). */
    private int divisor;

    private int lcrH;
    private int cr = CR_TXE | CR_RXE;
    private int ifls = 0x12;
    private int imsc;
    private int ris;
    /** Modem inputs as outside drives them: FR bits CTS, DSR, DCD, RI. */
    private int modemPins;

    private boolean line;

    /**
     * @param name in logs and errors, such as {@code pl011}
     * @param spi shared peripheral interrupt of UARTINTR, the OR of all sources
     * @param console takes each character sent, 0 to 255
     */
    public Pl011(
            String name,
            DeviceBus bus,
            int spi,
            IntConsumer console,
            Diagnostics diagnostics,
            Revision revision,
            Pacing pacing) {
        this.name = name;
        this.bus = bus;
        this.spi = spi;
        this.console = console;
        this.diagnostics = diagnostics;
        this.revision = revision;
        this.pacing = pacing;
        this.received = new CharQueue(revision.depth);
        this.transmit = new CharQueue(revision.depth);
        this.arrivalSlot = bus.claimDeadline(name + " arrival", this::characterArrived);
        this.timeoutSlot = bus.claimDeadline(name + " receive timeout", this::receiveTimedOut);
        this.departureSlot = bus.claimDeadline(name + " departure", this::characterDeparted);
    }

    /** The UART of board {@code virt}: revision as QEMU shows it, output at once. */
    public Pl011(String name, DeviceBus bus, int spi, IntConsumer console, Diagnostics diagnostics) {
        this(name, bus, spi, console, diagnostics, Revision.R1P1, Pacing.INSTANT);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long read(int offset, int size, int cpu) {
        return REGISTERS.read(this, diagnostics, offset, size);
    }

    @Override
    public void write(int offset, int size, long value, int cpu) {
        REGISTERS.write(this, diagnostics, offset, size, value);
    }

    /** One character typed, 0 to 255, with {@link #FRAMING_ERROR}, {@link #PARITY_ERROR} or {@link #BREAK} added if so. */
    public void receive(int character) {
        typed.add(character & (0xff | FRAMING_ERROR | PARITY_ERROR | BREAK));
        expectArrival();
    }

    /** How many characters typed have not entered the receive FIFO yet. */
    public int waiting() {
        return typed.size();
    }

    /** Sets the modem inputs (UARTFR bits CTS, DSR, DCD, RI; 1 is asserted); a change raises their interrupts. */
    public void setModemPins(int frBits) {
        int before = modemInputs();
        modemPins = frBits & (FR_CTS | FR_DSR | FR_DCD | FR_RI);
        modemChanged(before);
        drive();
    }

    private boolean fifosEnabled() {
        return (lcrH & LCR_FEN) != 0;
    }

    private boolean loopback() {
        return (cr & CR_LBE) != 0;
    }

    private int depth() {
        return fifosEnabled() ? revision.depth : 1;
    }

    /** Characters at which an IFLS field lies: 1/8, 1/4, 1/2, 3/4, 7/8 of the FIFO; 1 without FIFOs. */
    private int level(int field) {
        if (!fifosEnabled()) {
            return 1;
        }
        return switch (field) {
            case 0 -> revision.depth / 8;
            case 1 -> revision.depth / 4;
            case 2 -> revision.depth / 2;
            case 3 -> revision.depth * 3 / 4;
            default -> revision.depth * 7 / 8;
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
        drive();
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
        ris |= (character & (FRAMING_ERROR | PARITY_ERROR | BREAK)) >>> 1;
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
        drive();
    }

    private int readData() {
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
        drive();
        return character;
    }

    // Transmitting

    private void writeData(int value) {
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
        drive();
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
        drive();
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

    // The other registers

    private int readFlags() {
        int fr = modemInputs();
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

    private void writeLineControl(int value) {
        int changed = lcrH ^ value;
        lcrH = value;
        divisor = ibrd * 64 + fbrd;
        if ((changed & LCR_FEN) != 0) {
            // DDI 0183G 3.3.7: the FIFOs turn into one-character holding registers, or back; what they held is gone.
            received.clear();
            transmit.clear();
            ris &= ~(INT_RX | INT_RT);
            restartTimeout();
        }
        if ((changed & value & LCR_BRK) != 0 && loopback() && (cr & CR_RXE) != 0) {
            accept(BREAK);
        }
        expectArrival();
        drive();
    }

    private void writeControl(int value) {
        int before = modemInputs();
        cr = value;
        modemChanged(before);
        expectArrival();
        drive();
    }

    /** DDI 0183G 3.3.8: in loopback the modem outputs feed the inputs, RTS to CTS, DTR to DSR, Out1 to DCD, Out2 to RI. */
    private int modemInputs() {
        if (!loopback()) {
            return modemPins;
        }
        return ((cr & CR_RTS) != 0 ? FR_CTS : 0)
                | ((cr & CR_DTR) != 0 ? FR_DSR : 0)
                | ((cr & CR_OUT1) != 0 ? FR_DCD : 0)
                | ((cr & CR_OUT2) != 0 ? FR_RI : 0);
    }

    private void modemChanged(int before) {
        int changed = before ^ modemInputs();
        ris |= ((changed & FR_CTS) != 0 ? INT_CTS : 0)
                | ((changed & FR_DSR) != 0 ? INT_DSR : 0)
                | ((changed & FR_DCD) != 0 ? INT_DCD : 0)
                | ((changed & FR_RI) != 0 ? INT_RI : 0);
    }

    private void writeLevels(int value) {
        if ((value & 7) > 4 || (value >>> 3 & 7) > 4) {
            diagnostics.guestMistake(name, "UARTIFLS holds a reserved level; taken as 7/8");
        }
        ifls = value;
        if (received.size() >= receiveLevel()) {
            ris |= INT_RX;
        }
        drive();
    }

    private void writeMask(int value) {
        imsc = value;
        drive();
    }

    private void writeClear(int value) {
        ris &= ~value;
        if ((value & INT_RT) != 0) {
            restartTimeout();
        }
        drive();
    }

    private void drive() {
        boolean high = (ris & imsc) != 0;
        if (high != line) {
            line = high;
            bus.setLine(spi, high);
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
        out.int32(ibrd);
        out.int32(fbrd);
        out.int32(divisor);
        out.int32(lcrH);
        out.int32(cr);
        out.int32(ifls);
        out.int32(imsc);
        out.int32(ris);
        out.int32(modemPins);
        out.bool(line);
    }

    @Override
    public void restore(StateReader in) {
        typed.restore(in);
        received.restore(in);
        transmit.restore(in);
        in.expect(received.size() <= revision.depth, name + " holds more than its receive FIFO");
        in.expect(transmit.size() <= revision.depth, name + " holds more than its transmit FIFO");
        arriving = in.bool();
        shifting = in.bool();
        shifted = in.int32();
        overrun = in.bool();
        rsr = in.int32();
        ibrd = in.int32();
        fbrd = in.int32();
        divisor = in.int32();
        lcrH = in.int32();
        cr = in.int32();
        ifls = in.int32();
        imsc = in.int32();
        ris = in.int32();
        modemPins = in.int32();
        line = in.bool();
    }
}
