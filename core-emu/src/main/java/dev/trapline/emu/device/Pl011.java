package dev.trapline.emu.device;

import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.mem.DeviceBus;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
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

    // UARTFR, DDI 0183G 3.3.3: the modem inputs
    private static final int FR_CTS = 1;
    private static final int FR_DSR = 1 << 1;
    private static final int FR_DCD = 1 << 2;
    private static final int FR_RI = 1 << 8;

    // UARTCR, DDI 0183G 3.3.8: the modem outputs
    private static final int CR_DTR = 1 << 10;
    private static final int CR_RTS = 1 << 11;
    private static final int CR_OUT1 = 1 << 12;
    private static final int CR_OUT2 = 1 << 13;

    // Interrupts of the modem inputs, DDI 0183G 3.3.10
    private static final int INT_RI = 1;
    private static final int INT_CTS = 1 << 1;
    private static final int INT_DCD = 1 << 2;
    private static final int INT_DSR = 1 << 3;

    private static final String NO_DMA = "DMA requests: there is no DMA controller";
    private static final String NO_TEST = "integration test";

    private static Register<Pl011> at(int offset, String name) {
        return new Register<>(offset, name);
    }

    // spotless:off
    static final RegisterMap<Pl011> REGISTERS = RegisterMap.of("pl011", 0x1000,
            at(0x000, "UARTDR").width(16).bits(0xfff).resetUnknown().read(Pl011::readData).write(Pl011::writeData).section("DDI 0183G 3.3.1"),
            at(0x004, "UARTRSR/UARTECR").width(8).bits(0xff).read(d -> d.serial.errors()).write((d, v) -> d.serial.clearErrors()).section("DDI 0183G 3.3.2"),
            at(0x018, "UARTFR").width(16).bits(0x1ff).reset(Pl011Serial.FR_TXFE | Pl011Serial.FR_RXFE).read(Pl011::readFlags).section("DDI 0183G 3.3.3"),
            at(0x020, "UARTILPR").width(8).unimplemented(0xff, "IrDA low-power divisor: there is no infrared encoder").read(d -> 0).write((d, v) -> {}).section("DDI 0183G 3.3.4"),
            at(0x024, "UARTIBRD").width(16).read(d -> d.ibrd).write((d, v) -> d.ibrd = v).section("DDI 0183G 3.3.5"),
            at(0x028, "UARTFBRD").width(8).bits(0x3f).read(d -> d.fbrd).write((d, v) -> d.fbrd = v).section("DDI 0183G 3.3.6"),
            at(0x02c, "UARTLCR_H").width(16).bits(0xff).read(d -> d.serial.lineControl()).write(Pl011::writeLineControl).section("DDI 0183G 3.3.7"),
            at(0x030, "UARTCR").width(16).bits(0x3f81).reset(Pl011Serial.CR_TXE | Pl011Serial.CR_RXE).unimplemented(0xc006, "SIREN, SIRLP, RTSEn, CTSEn: no infrared, no hardware flow control").read(d -> d.serial.control()).write(Pl011::writeControl).section("DDI 0183G 3.3.8"),
            at(0x034, "UARTIFLS").width(16).bits(0x3f).reset(Pl011Serial.LEVELS_RESET).read(d -> d.serial.levels()).write(Pl011::writeLevels).section("DDI 0183G 3.3.9"),
            at(0x038, "UARTIMSC").width(16).bits(0x7ff).read(d -> d.imsc).write(Pl011::writeMask).section("DDI 0183G 3.3.10"),
            at(0x03c, "UARTRIS").width(16).bits(0x7ff).read(d -> d.serial.rawInterrupts()).section("DDI 0183G 3.3.11"),
            at(0x040, "UARTMIS").width(16).bits(0x7ff).read(d -> d.serial.rawInterrupts() & d.imsc).section("DDI 0183G 3.3.12"),
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
    private final Diagnostics diagnostics;
    private final Revision revision;
    private final Pl011Serial serial;

    private int ibrd;
    private int fbrd;
    private int imsc;
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
        this.diagnostics = diagnostics;
        this.revision = revision;
        this.serial = new Pl011Serial(name, bus, console, diagnostics, revision.depth, pacing, this::drive);
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
        serial.receive(character & (0xff | FRAMING_ERROR | PARITY_ERROR | BREAK));
    }

    /** Takes away the characters that came and that the guest has not read, oldest first. */
    public byte[] takeUnread() {
        byte[] taken = serial.takeUnread();
        drive();
        return taken;
    }

    /** How many characters typed have not entered the receive FIFO yet. */
    public int waiting() {
        return serial.waiting();
    }

    /** Sets the modem inputs (UARTFR bits CTS, DSR, DCD, RI; 1 is asserted); a change raises their interrupts. */
    public void setModemPins(int frBits) {
        int before = modemInputs();
        modemPins = frBits & (FR_CTS | FR_DSR | FR_DCD | FR_RI);
        modemChanged(before);
        drive();
    }

    private int readData() {
        int character = serial.read();
        drive();
        return character;
    }

    private void writeData(int value) {
        serial.write(value);
        drive();
    }

    private int readFlags() {
        return modemInputs() | serial.flags();
    }

    private void writeLineControl(int value) {
        serial.setLineControl(value, ibrd * 64 + fbrd);
        drive();
    }

    private void writeControl(int value) {
        int before = modemInputs();
        serial.setControl(value);
        modemChanged(before);
        drive();
    }

    /** DDI 0183G 3.3.8: in loopback the modem outputs feed the inputs, RTS to CTS, DTR to DSR, Out1 to DCD, Out2 to RI. */
    private int modemInputs() {
        if (!serial.loopback()) {
            return modemPins;
        }
        int cr = serial.control();
        return ((cr & CR_RTS) != 0 ? FR_CTS : 0)
                | ((cr & CR_DTR) != 0 ? FR_DSR : 0)
                | ((cr & CR_OUT1) != 0 ? FR_DCD : 0)
                | ((cr & CR_OUT2) != 0 ? FR_RI : 0);
    }

    private void modemChanged(int before) {
        int changed = before ^ modemInputs();
        serial.raise(((changed & FR_CTS) != 0 ? INT_CTS : 0)
                | ((changed & FR_DSR) != 0 ? INT_DSR : 0)
                | ((changed & FR_DCD) != 0 ? INT_DCD : 0)
                | ((changed & FR_RI) != 0 ? INT_RI : 0));
    }

    private void writeLevels(int value) {
        serial.setLevels(value);
        drive();
    }

    private void writeMask(int value) {
        imsc = value;
        drive();
    }

    private void writeClear(int value) {
        serial.clearInterrupts(value);
        drive();
    }

    private void drive() {
        boolean high = (serial.rawInterrupts() & imsc) != 0;
        if (high != line) {
            line = high;
            bus.setLine(spi, high);
        }
    }

    @Override
    public void save(StateWriter out) {
        serial.save(out);
        out.int32(ibrd);
        out.int32(fbrd);
        out.int32(imsc);
        out.int32(modemPins);
        out.bool(line);
    }

    @Override
    public void restore(StateReader in) {
        serial.restore(in);
        ibrd = in.int32();
        fbrd = in.int32();
        imsc = in.int32();
        modemPins = in.int32();
        line = in.bool();
    }
}
