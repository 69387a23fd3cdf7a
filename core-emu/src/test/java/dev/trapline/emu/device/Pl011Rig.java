package dev.trapline.emu.device;

/** A UART, its bus and console, and its registers by name. */
abstract class Pl011Rig {
    static final int DR = 0x00;
    static final int RSR = 0x04;
    static final int FR = 0x18;
    static final int IBRD = 0x24;
    static final int FBRD = 0x28;
    static final int LCR_H = 0x2c;
    static final int CR = 0x30;
    static final int IFLS = 0x34;
    static final int IMSC = 0x38;
    static final int RIS = 0x3c;
    static final int MIS = 0x40;
    static final int ICR = 0x44;

    static final int RXFE = 1 << 4;
    static final int TXFF = 1 << 5;
    static final int RXFF = 1 << 6;
    static final int TXFE = 1 << 7;
    static final int BUSY = 1 << 3;
    static final int RX = 1 << 4;
    static final int TX = 1 << 5;
    static final int RT = 1 << 6;
    static final int FE = 1 << 7;
    static final int PE = 1 << 8;
    static final int BE = 1 << 9;
    static final int OE = 1 << 10;

    static final int FIFOS_8N1 = 0x70;
    static final int NO_FIFOS_8N1 = 0x60;
    static final int ENABLED = 0x301;
    static final int LOOPBACK = 0x381;

    /** 13 + 1/64: 24 MHz / (16 x 13.015625) is 115,246 baud, so ten bits take 86.77 us. */
    static final long CHARACTER_NS = 10L * (833 * 125 / 12);

    final FakeDeviceBus bus = new FakeDeviceBus();
    final StringBuilder console = new StringBuilder();
    Pl011 uart = new Pl011("pl011", bus, 1, c -> console.append((char) c), bus);

    int read(int offset) {
        return (int) uart.read(offset, 4, 0);
    }

    void write(int offset, int value) {
        uart.write(offset, 4, value & 0xffff_ffffL, 0);
    }

    void setUp(int lcrH) {
        write(IBRD, 13);
        write(FBRD, 1);
        write(LCR_H, lcrH);
        write(CR, ENABLED);
    }

    void paced() {
        uart = new Pl011(
                "paced", bus, 1, c -> console.append((char) c), bus, Pl011.Revision.R1P1, Pl011.Pacing.LINE_RATE);
    }

    void type(String keys) {
        keys.chars().forEach(uart::receive);
    }

    String drain() {
        StringBuilder got = new StringBuilder();
        while ((read(FR) & RXFE) == 0) {
            got.append((char) (read(DR) & 0xff));
        }
        return got.toString();
    }
}
