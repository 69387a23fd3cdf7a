package dev.trapline.replay.words;

import dev.trapline.emu.semihosting.Operation;
import dev.trapline.emu.state.Mode;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.schema.ByteString;
import dev.trapline.recorder.schema.InputKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TraceSink;
import dev.trapline.replay.position.Durations;
import dev.trapline.replay.symbols.Symbols;
import java.util.Locale;
import java.util.OptionalLong;

/** Events in words for people, addresses with their symbols: as a log's columns have them, or alone. */
public final class EventText {
    private static final int SHOWN_BYTES = 16;

    private final Manifest manifest;
    private final Calls calls;
    private final Addresses addresses;

    public EventText(Manifest manifest, Symbols symbols) {
        this.manifest = manifest;
        this.calls = Calls.of(manifest);
        this.addresses = new Addresses(symbols);
    }

    /** A whole line: number, count, virtual time in seconds, pCPU, kind, and what happened. */
    public String line(TraceEvent e) {
        StringBuilder line = new StringBuilder(120);
        Columns.position(line, e.at().number(), e.at().count(), e.at().virtualNs());
        Columns.left(line, e.cpu() < 0 ? "-" : "cpu" + e.cpu(), 4).append("  ");
        return Columns.left(line, e.kind().word(), 15)
                .append(' ')
                .append(words(e))
                .toString();
    }

    /** What happened, without where and of which kind. */
    public String words(TraceEvent event) {
        return switch (event) {
            case TraceEvent.ExceptionTaken e -> exception(e);
            case TraceEvent.Call e -> call(e);
            case TraceEvent.CallReturn e -> calls.words(e);
            case TraceEvent.DeviceRead e -> access(e.pa(), e.size(), "=", e.value());
            case TraceEvent.DeviceWrite e -> access(e.pa(), e.size(), ":=", e.value());
            case TraceEvent.ComplexRead e -> access(e.pa(), e.size(), "=", e.value());
            case TraceEvent.ComplexWrite e -> access(e.pa(), e.size(), ":=", e.value());
            case TraceEvent.TimerWrite e -> BoardNames.timer(e.register()) + " := 0x" + Long.toHexString(e.value());
            case TraceEvent.Line e -> interrupt(e.intid()) + (e.high() ? " high" : " low");
            case TraceEvent.PrivateLine e -> interrupt(e.intid()) + (e.high() ? " high" : " low");
            case TraceEvent.Acknowledged e -> virtual(e.virtual()) + interrupt(e.intid());
            case TraceEvent.Ended e -> virtual(e.virtual()) + interrupt(e.intid());
            case TraceEvent.Injected e -> virtual(e.virtual()) + interrupt(e.intid());
            case TraceEvent.MemoryWritten e -> memory(e.pa(), e.bytes());
            case TraceEvent.MemoryWrittenFromImage e ->
                String.format(
                        "%s+0x%x from image %s at 0x%x",
                        Addresses.hex(e.pa()), e.length(), e.sha256().asHex().substring(0, 12), e.imageOffset());
            case TraceEvent.OwnMemoryWritten e -> memory(e.pa(), e.bytes());
            case TraceEvent.OwnMemoryRouted e ->
                String.format(
                        "%s+0x%x: loads from the %s, stores to the %s",
                        Addresses.hex(e.pa()),
                        e.length(),
                        e.loadsToDevice() ? "device" : "bytes",
                        e.storesToDevice() ? "device" : "bytes");
            case TraceEvent.WorldSwitch e ->
                String.format("vmid %d, stage 2 table 0x%x", Vttbr.vmid(e.vttbr()), Vttbr.table(e.vttbr()));
            case TraceEvent.Sleep e -> e.sleep().name().toLowerCase(Locale.ROOT);
            case TraceEvent.Wake _ -> "";
            case TraceEvent.TimeSkipped e -> "to " + Durations.format(e.toNs());
            case TraceEvent.Console e -> "'" + visible(new byte[] {(byte) e.byteValue()}) + "'";
            case TraceEvent.Input e -> input(e);
            case TraceEvent.Power e -> e.on() ? "on, at " + addresses.words(e.entry()) : "off";
            case TraceEvent.MachineEnd e -> e.end().word();
            case TraceEvent.Reset _ -> "";
            case TraceEvent.StateHash e ->
                String.format("%016x%016x, %d pages changed", e.hi(), e.lo(), e.dirtyPages());
            case TraceEvent.Semihosting e ->
                String.format(
                        "%s, handle %d, result %d%s",
                        operation(e.operation()), e.handle(), e.result(), bytes(", ", e.bytes()));
            case TraceEvent.Model e -> modelName(manifest, e.modelKind()) + bytes(": ", e.bytes());
            case TraceEvent.Note e -> e.text().replaceAll("\\R", " ");
        };
    }

    /** The same where no column says of which kind it is. */
    public String sentence(TraceEvent event) {
        String words = words(event);
        return switch (event) {
            case TraceEvent.ExceptionTaken _,
                    TraceEvent.Call _,
                    TraceEvent.CallReturn _,
                    TraceEvent.TimerWrite _,
                    TraceEvent.Model _ -> words;
            case TraceEvent.DeviceRead _, TraceEvent.ComplexRead _ -> "read " + words;
            case TraceEvent.DeviceWrite _, TraceEvent.ComplexWrite _ -> "write " + words;
            case TraceEvent.Line _, TraceEvent.PrivateLine _ -> "line of " + words;
            case TraceEvent.Acknowledged _ -> words + " acknowledged";
            case TraceEvent.Ended _ -> words + " ended";
            case TraceEvent.Injected _ -> words + " injected";
            case TraceEvent.MemoryWritten e ->
                String.format(
                        "a device wrote %d bytes at %s%s",
                        e.bytes().length(), Addresses.hex(e.pa()), bytes(": ", e.bytes()));
            case TraceEvent.MemoryWrittenFromImage e ->
                String.format("a device wrote %d bytes at %s from an image", e.length(), Addresses.hex(e.pa()));
            case TraceEvent.OwnMemoryWritten _, TraceEvent.OwnMemoryRouted _ -> "flash " + words;
            case TraceEvent.WorldSwitch _ -> "world switch, " + words;
            case TraceEvent.Sleep _ -> "sleeps in " + words;
            case TraceEvent.Wake _ -> "wakes";
            case TraceEvent.TimeSkipped _ -> "all wait, " + words;
            case TraceEvent.Console _ -> "console " + words;
            case TraceEvent.Input e -> e.input() == InputKind.CONSOLE_KEY ? key(e) : words;
            case TraceEvent.Power _ -> "pCPU " + words;
            case TraceEvent.MachineEnd _ -> "the run ended: " + words;
            case TraceEvent.Reset _ -> "reset";
            case TraceEvent.StateHash _ -> "state hash " + words;
            case TraceEvent.Semihosting e ->
                (e.cpu() == TraceSink.OUTSIDE ? "semihosting answer to " : "semihosting call ") + words;
            case TraceEvent.Note _ -> "note: " + words;
        };
    }

    private String exception(TraceEvent.ExceptionTaken e) {
        StringBuilder words = new StringBuilder();
        String hypClass = Exceptions.hypClass(e);
        words.append(Exceptions.coprocessorAccess(e)
                .orElse(hypClass.isEmpty() ? Exceptions.vector(e).replace('-', ' ') : hypClass));
        OptionalLong instruction = Exceptions.instruction(e, addresses.symbols());
        if (instruction.isPresent()) {
            words.append(Exceptions.isInterrupt(e) ? " before " : " at ")
                    .append(addresses.words(instruction.getAsLong()));
        } else {
            words.append(" behind which is ").append(addresses.words(e.returnAddress()));
        }
        if (Exceptions.hasFaultAddress(e)) {
            words.append(", address ").append(addresses.words(e.faultAddress()));
        }
        if (e.intermediateAddress() != 0) {
            words.append(", ipa 0x").append(Long.toHexString(e.intermediateAddress()));
        }
        if (e.syndrome() != 0) {
            words.append(", syndrome 0x").append(Integer.toHexString(e.syndrome()));
        }
        return words.append(", ")
                .append(Mode.name(e.fromMode()))
                .append(" to ")
                .append(Mode.name(e.toMode()))
                .toString();
    }

    private static String operation(int number) {
        Operation operation = Operation.of(number);
        return operation == Operation.UNKNOWN ? String.format("operation 0x%02x", number) : operation.name();
    }

    private String call(TraceEvent.Call e) {
        if (e.captured().length() == 0) {
            return calls.words(e);
        }
        String captured = calls.captured(e);
        return calls.words(e)
                + (captured.isEmpty() ? bytes(" ", e.captured()) : " " + captured)
                + (e.truncated() ? " of " + e.fullLength() + " bytes" : "");
    }

    private static String access(long pa, int size, String sign, long value) {
        String name = BoardNames.register(pa);
        return Addresses.hex(pa)
                + (name.isEmpty() ? "" : " " + name)
                + " " + sign + " 0x" + Long.toHexString(value)
                + (size == 4 ? "" : size == 1 ? " (1 byte)" : " (" + size + " bytes)");
    }

    private static String interrupt(int intid) {
        String name = BoardNames.interrupt(intid);
        return "interrupt " + intid + (name.isEmpty() ? "" : " (" + name + ")");
    }

    private static String virtual(boolean virtual) {
        return virtual ? "virtual " : "";
    }

    private static String memory(long pa, ByteString bytes) {
        return String.format("%s+0x%x%s", Addresses.hex(pa), bytes.length(), bytes(": ", bytes));
    }

    private static String input(TraceEvent.Input e) {
        String kind = e.input().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (e.input()) {
            case CONSOLE_KEY -> "console " + key(e);
            case NETWORK_FRAME, WALL_CLOCK, ENTROPY, SEED, INJECTED_FAULT, DEBUGGER_REGISTERS, DEBUGGER_MEMORY ->
                kind + " " + e.index() + bytes(": ", e.bytes());
        };
    }

    private static String key(TraceEvent.Input e) {
        return "key '" + visible(e.bytes().toArray()) + "'";
    }

    /** The name that the manifest gives a kind of the model's events. */
    public static String modelName(Manifest manifest, int number) {
        return manifest.modelEvents().stream()
                .filter(m -> m.number() == number)
                .map(Manifest.ModelEvent::name)
                .findFirst()
                .orElse("model event " + number);
    }

    private static String bytes(String before, ByteString bytes) {
        if (bytes.length() == 0) {
            return "";
        }
        String hex = bytes.asHex();
        return before
                + (bytes.length() <= SHOWN_BYTES
                        ? hex
                        : hex.substring(0, 2 * SHOWN_BYTES) + "... (" + bytes.length() + " bytes)");
    }

    private static String visible(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            switch (b) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(b >= ' ' && b < 0x7f ? (char) b : String.format("\\x%02x", b));
            }
        }
        return text.toString();
    }
}
