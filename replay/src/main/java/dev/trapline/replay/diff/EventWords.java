package dev.trapline.replay.diff;

import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.state.Mode;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TraceSink;
import dev.trapline.replay.session.CallConventions;
import dev.trapline.replay.symbols.Symbols;
import java.util.Map;
import java.util.stream.Collectors;

/** An event for a person, without its position. */
final class EventWords {
    private static final Map<Integer, String> VECTORS = Map.of(
            0x04, "undefined instruction",
            0x08, "supervisor call",
            0x0c, "prefetch abort",
            0x10, "data abort",
            0x14, "trap to Hyp",
            0x18, "IRQ",
            0x1c, "FIQ");

    private EventWords() {}

    static String of(TraceEvent event, Side side) {
        Symbols symbols = side.symbols();
        CallAbi abi = CallConventions.words(side.recording().manifest());
        return switch (event) {
            case TraceEvent.ExceptionTaken e ->
                String.format(
                        "%s from %s mode, to return to %s%s",
                        VECTORS.getOrDefault(e.vector(), "exception"),
                        Mode.name(e.fromMode()),
                        symbols.describe(e.returnAddress()),
                        e.faultAddress() == 0 ? "" : ", address " + symbols.describe(e.faultAddress()));
            case TraceEvent.Call e -> call(e, abi);
            case TraceEvent.CallReturn e ->
                abi.name(e.call().way(), 0, e.number()).orElse(hex(e.number() & 0xffff_ffffL)) + " returned "
                        + e.results().stream()
                                .map(r -> abi.result(e.call().way(), 0, e.number(), r))
                                .collect(Collectors.joining(", "));
            case TraceEvent.DeviceRead e -> String.format("read  0x%08x: 0x%x", e.pa(), e.value());
            case TraceEvent.DeviceWrite e -> String.format("write 0x%08x: 0x%x", e.pa(), e.value());
            case TraceEvent.ComplexRead e -> String.format("read  0x%08x: 0x%x", e.pa(), e.value());
            case TraceEvent.ComplexWrite e -> String.format("write 0x%08x: 0x%x", e.pa(), e.value());
            case TraceEvent.TimerWrite e -> String.format("timer register 0x%x: 0x%x", e.register(), e.value());
            case TraceEvent.Line e -> "line of interrupt " + e.intid() + (e.high() ? " high" : " low");
            case TraceEvent.PrivateLine e -> "private line of interrupt " + e.intid() + (e.high() ? " high" : " low");
            case TraceEvent.Acknowledged e -> "interrupt " + e.intid() + " acknowledged";
            case TraceEvent.Ended e -> "interrupt " + e.intid() + " ended";
            case TraceEvent.Injected e -> "interrupt " + e.intid() + " injected";
            case TraceEvent.MemoryWritten e ->
                String.format("a device wrote %d bytes at 0x%08x: %s", e.bytes().length(), e.pa(), e.bytes());
            case TraceEvent.MemoryWrittenFromImage e ->
                String.format("a device wrote %d bytes at 0x%08x from an image", e.length(), e.pa());
            case TraceEvent.OwnMemoryWritten e -> String.format("flash at 0x%08x became %s", e.pa(), e.bytes());
            case TraceEvent.OwnMemoryRouted e -> String.format("flash at 0x%08x changed its mode", e.pa());
            case TraceEvent.WorldSwitch e -> String.format("world switch, VTTBR 0x%x", e.vttbr());
            case TraceEvent.Sleep e -> "sleeps in " + e.sleep();
            case TraceEvent.Wake e -> "wakes";
            case TraceEvent.TimeSkipped e -> String.format("all wait, until %,d ns", e.toNs());
            case TraceEvent.Console e -> "console " + printed(e.byteValue());
            case TraceEvent.Input e ->
                switch (e.input()) {
                    case CONSOLE_KEY -> "key " + printed(e.bytes().at(0));
                    case NETWORK_FRAME -> "network frame of " + e.bytes().length() + " bytes";
                    case WALL_CLOCK, ENTROPY, SEED, INJECTED_FAULT, DEBUGGER_REGISTERS, DEBUGGER_MEMORY ->
                        "input " + e.input() + " " + e.bytes();
                };
            case TraceEvent.Power e -> e.on() ? "pCPU on, at " + symbols.describe(e.entry()) : "pCPU off";
            case TraceEvent.MachineEnd e -> "the run ended: " + e.end().word();
            case TraceEvent.Reset e -> "reset";
            case TraceEvent.StateHash e -> String.format("state hash %016x%016x", e.hi(), e.lo());
            case TraceEvent.Semihosting e ->
                String.format(
                        "semihosting %s of handle %d gave %d",
                        e.cpu() == TraceSink.OUTSIDE
                                ? "answer to 0x" + Integer.toHexString(e.operation())
                                : "call 0x" + Integer.toHexString(e.operation()),
                        e.handle(),
                        e.result());
            case TraceEvent.Model e -> "model event " + e.modelKind();
            case TraceEvent.Note e -> "note: " + e.text();
        };
    }

    private static String call(TraceEvent.Call e, CallAbi abi) {
        return e.call() + " " + (e.immediate() == 0 ? "" : "#" + e.immediate() + " ")
                + abi.format(
                        e.call().way(),
                        e.immediate(),
                        e.number(),
                        e.arguments(),
                        e.captured().toArray());
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static String printed(int byteValue) {
        return byteValue > ' ' && byteValue <= '~' ? "'" + (char) byteValue + "'" : String.format("0x%02x", byteValue);
    }
}
