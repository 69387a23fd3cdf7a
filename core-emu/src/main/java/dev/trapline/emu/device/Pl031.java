package dev.trapline.emu.device;

import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.mem.DeviceBus;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Deadlines;

/**
 * The PrimeCell real-time clock (PL031), DDI 0224C: a 32-bit count of seconds that starts at the wall clock the machine
 * was given at reset and goes on with virtual time, so that it reads the same in every run.
 *
 * <p>The match is worked out when somebody looks, and a deadline is armed only while its interrupt is enabled: a clock
 * nobody listens to must not keep a sleeping machine from being known as dead.
 *
 * <p><i>Deviates:</i> the counter runs from reset, and RTCCR reads 1, as QEMU's {@code virt} has it: no firmware starts
 * it for a guest.
 */
public final class Pl031 implements BusDevice, Snapshottable {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long WORD = 1L << 32;

    private static Register<Pl031> at(int offset, String name) {
        return new Register<>(offset, name);
    }

    // spotless:off
    static final RegisterMap<Pl031> REGISTERS = RegisterMap.of("pl031", 0x1000,
            at(0x000, "RTCDR").resetUnknown().read(Pl031::count).section("DDI 0224C 3.3.1"),
            at(0x004, "RTCMR").read(d -> d.match).write(Pl031::writeMatch).section("DDI 0224C 3.3.2"),
            at(0x008, "RTCLR").read(d -> d.load).write(Pl031::writeLoad).section("DDI 0224C 3.3.3"),
            at(0x00c, "RTCCR").bits(1).reset(1).read(d -> 1).write((d, v) -> {}).section("DDI 0224C 3.3.4"),
            at(0x010, "RTCIMSC").bits(1).read(d -> d.mask ? 1 : 0).write(Pl031::writeMask).section("DDI 0224C 3.3.5"),
            at(0x014, "RTCRIS").bits(1).read(d -> d.raw() ? 1 : 0).section("DDI 0224C 3.3.6"),
            at(0x018, "RTCMIS").bits(1).read(d -> d.raw() && d.mask ? 1 : 0).section("DDI 0224C 3.3.7"),
            at(0x01c, "RTCICR").bits(1).write(Pl031::writeClear).section("DDI 0224C 3.3.8"),
            at(0xfe0, "RTCPeriphID0").width(8).constant(0x31).section("DDI 0224C 3.3.9"),
            at(0xfe4, "RTCPeriphID1").width(8).constant(0x10).section("DDI 0224C 3.3.9"),
            at(0xfe8, "RTCPeriphID2").width(8).constant(0x14).section("DDI 0224C 3.3.9"),
            at(0xfec, "RTCPeriphID3").width(8).constant(0x00).section("DDI 0224C 3.3.9"),
            at(0xff0, "RTCPCellID0").width(8).constant(0x0d).section("DDI 0224C 3.3.10"),
            at(0xff4, "RTCPCellID1").width(8).constant(0xf0).section("DDI 0224C 3.3.10"),
            at(0xff8, "RTCPCellID2").width(8).constant(0x05).section("DDI 0224C 3.3.10"),
            at(0xffc, "RTCPCellID3").width(8).constant(0xb1).section("DDI 0224C 3.3.10"));
    // spotless:on

    private final String name;
    private final DeviceBus bus;
    private final int spi;
    private final Diagnostics diagnostics;
    private final int alarmSlot;

    /** What the counter read at virtual time 0, modulo 2^32. */
    private int atReset;

    private int match;
    private int load;
    private boolean mask;
    private boolean matched;
    /** Virtual time at which the counter next equals RTCMR, or NEVER beyond the end of virtual time. */
    private long matchNs;

    private boolean line;

    /** @param wallClockSeconds seconds since 1970 at virtual time 0: an input, from {@code InputSource.wallClockSeconds} */
    public Pl031(String name, DeviceBus bus, int spi, long wallClockSeconds, Diagnostics diagnostics) {
        this.name = name;
        this.bus = bus;
        this.spi = spi;
        this.diagnostics = diagnostics;
        this.atReset = (int) wallClockSeconds;
        this.alarmSlot = bus.claimDeadline(name + " alarm", this::drive);
        this.matchNs = nextMatch();
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

    private int count() {
        return atReset + (int) (bus.nowNs() / SECOND_NS);
    }

    private boolean raw() {
        if (bus.nowNs() >= matchNs) {
            matched = true;
            matchNs = nextMatch();
        }
        return matched;
    }

    /** The first moment after now at which the counter steps to RTCMR. */
    private long nextMatch() {
        long seconds = (match - count()) & WORD - 1;
        if (seconds == 0) {
            seconds = WORD;
        }
        long whole = bus.nowNs() / SECOND_NS + seconds;
        return whole > Long.MAX_VALUE / SECOND_NS ? Deadlines.NEVER : whole * SECOND_NS;
    }

    private void writeMatch(int value) {
        raw();
        match = value;
        if (match == count()) {
            // The comparator sees equality at once (DDI 0224C 2.2).
            matched = true;
        }
        matchNs = nextMatch();
        drive();
    }

    private void writeLoad(int value) {
        raw();
        load = value;
        atReset += value - count();
        matched |= match == value;
        matchNs = nextMatch();
        drive();
    }

    private void writeMask(int value) {
        mask = (value & 1) != 0;
        drive();
    }

    private void writeClear(int value) {
        if ((value & 1) != 0) {
            raw();
            matched = false;
        }
        drive();
    }

    private void drive() {
        boolean high = mask && raw();
        bus.setDeadline(alarmSlot, mask && !matched ? matchNs : Deadlines.NEVER);
        if (high != line) {
            line = high;
            bus.setLine(spi, high);
        }
    }

    @Override
    public void save(StateWriter out) {
        // So that a snapshot does not depend on whether somebody looked since the match.
        raw();
        out.int32(atReset);
        out.int32(match);
        out.int32(load);
        out.bool(mask);
        out.bool(matched);
        out.int64(matchNs);
        out.bool(line);
    }

    @Override
    public void restore(StateReader in) {
        atReset = in.int32();
        match = in.int32();
        load = in.int32();
        mask = in.bool();
        matched = in.bool();
        matchNs = in.int64();
        line = in.bool();
    }
}
