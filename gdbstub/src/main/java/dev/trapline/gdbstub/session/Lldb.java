package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.MemoryArea;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.debug.World;
import dev.trapline.gdbstub.arch.aarch32.LldbRegisters;
import dev.trapline.gdbstub.packet.LldbRequest;
import dev.trapline.gdbstub.packet.Reply;
import dev.trapline.gdbstub.packet.ThreadSelector;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What only LLDB asks. */
final class Lldb {
    private static final String TRIPLE = "armv7-unknown-unknown-eabi";
    private static final long END = 1L << 32;
    private static final int MOST_SAVED = 16;
    private static final int WATCHPOINTS = 32;
    private static final HexFormat HEX = HexFormat.of();

    private final Debuggee debuggee;
    private final Client client;
    private final Registers registers;
    private final StopReplies replies;
    private final Movement movement;
    private final Map<Integer, Map<Integer, byte[]>> saved = new LinkedHashMap<>();
    private int lastSaved;

    Lldb(Debuggee debuggee, Client client, Registers registers, StopReplies replies, Movement movement) {
        this.debuggee = debuggee;
        this.client = client;
        this.registers = registers;
        this.replies = replies;
        this.movement = movement;
    }

    Reply handle(LldbRequest request) {
        return switch (request) {
            case LldbRequest.HostInfo() ->
                new Reply.Text(
                        "triple:" + hex(TRIPLE) + ";ptrsize:4;endian:little;watchpoint_exceptions_received:before;");
            case LldbRequest.ProcessInfo() ->
                new Reply.Text("pid:1;triple:" + hex(TRIPLE) + ";ptrsize:4;endian:little;");
            case LldbRequest.RegisterInfo(int index) ->
                index < debuggee.registers().size()
                        ? new Reply.Text(LldbRegisters.info(debuggee.registers().get(index)))
                        : new Reply.Fault(0x45);
            case LldbRequest.ThreadsInfo() -> {
                byte[] json = threads().getBytes(StandardCharsets.UTF_8);
                yield new Reply.Binary("", json, 0, json.length);
            }
            case LldbRequest.ThreadExtendedInfo() -> new Reply.Unsupported();
            case LldbRequest.MemoryRegion(long address) -> new Reply.Text(region(address));
            case LldbRequest.ThreadSuffix() -> {
                client.lldb = true;
                yield new Reply.Ok();
            }
            case LldbRequest.ListThreads() -> {
                client.lldb = true;
                client.listsThreads = true;
                yield new Reply.Ok();
            }
            case LldbRequest.ErrorStrings() -> {
                client.errorStrings = true;
                yield new Reply.Ok();
            }
            case LldbRequest.SaveRegisters(Optional<ThreadSelector> thread) -> save(registers.thread(thread));
            case LldbRequest.RestoreRegisters(int id, Optional<ThreadSelector> thread) ->
                restore(id, registers.thread(thread));
            case LldbRequest.ThreadStopInfo(ThreadSelector thread) -> stopInfo(debuggee.one(thread));
            case LldbRequest.WorkingDirectory() -> new Reply.Text(hex("/"));
            case LldbRequest.WatchpointSupport() -> new Reply.Text("num:" + WATCHPOINTS + ";");
            case LldbRequest.NotSupported() -> new Reply.Unsupported();
            case LldbRequest.Allocation() -> new Reply.Refusal("a machine has no memory to give away");
        };
    }

    private Reply stopInfo(ThreadId thread) {
        return movement.state() instanceof SessionState.Standing(Stop stop)
                        && stop.thread().equals(thread)
                ? replies.of(stop)
                : replies.quiet(thread);
    }

    private Reply save(ThreadId thread) {
        Map<Integer, byte[]> values = new TreeMap<>();
        for (RegisterDescription register : debuggee.registers()) {
            if (register.writable() && register.number() < RegisterDescription.FIRST_SYSTEM) {
                debuggee.target()
                        .readRegister(thread, register.number())
                        .ifPresent(value -> values.put(register.number(), value));
            }
        }
        if (saved.size() == MOST_SAVED) {
            saved.remove(saved.keySet().iterator().next());
        }
        saved.put(++lastSaved, values);
        return new Reply.Text(Integer.toString(lastSaved));
    }

    private Reply restore(int id, ThreadId thread) {
        Map<Integer, byte[]> values = saved.remove(id);
        if (values == null) {
            return Reply.INVALID;
        }
        // CPSR first: which banked registers the others are depends on it.
        byte[] cpsr = values.remove(RegisterDescription.CPSR);
        if (cpsr != null) {
            debuggee.target().writeRegister(thread, RegisterDescription.CPSR, cpsr);
        }
        values.forEach((number, value) -> debuggee.target().writeRegister(thread, number, value));
        return new Reply.Ok();
    }

    private String region(long address) {
        long end = END;
        for (MemoryArea area : debuggee.target().memoryMap()) {
            if (address >= area.start() && address < area.start() + area.length()) {
                String permissions = switch (area.kind()) {
                    case RAM -> "rwx";
                    case ROM -> "rx";
                };
                return "start:" + Long.toHexString(area.start()) + ";size:" + Long.toHexString(area.length())
                        + ";permissions:" + permissions + ";";
            }
            if (area.start() > address) {
                end = Math.min(end, area.start());
            }
        }
        return "start:" + Long.toHexString(address) + ";size:" + Long.toHexString(end - address) + ";";
    }

    private String threads() {
        StringBuilder json = new StringBuilder("[");
        for (World world : debuggee.worlds()) {
            for (World.WorldThread thread : world.threads()) {
                json.append(json.length() == 1 ? "" : ",");
                thread(json, new ThreadId(world.id(), thread.id()), world.name() + ", " + thread.name());
            }
        }
        return json.append(']').toString();
    }

    private void thread(StringBuilder json, ThreadId id, String name) {
        String reason = movement.state() instanceof SessionState.Standing(Stop stop)
                        && stop.thread().equals(id)
                ? replies.reason(stop)
                : "none";
        json.append("{\"tid\":").append(ThreadSelector.flat(id));
        json.append(",\"name\":\"").append(name.replaceAll("[\\\\\"\\p{Cntrl}]", " "));
        json.append("\",\"reason\":\"").append(reason);
        json.append("\",\"registers\":{");
        String separator = "";
        for (int number = 0; number <= RegisterDescription.PC; number++) {
            Optional<byte[]> value = debuggee.target().readRegister(id, number);
            if (value.isPresent()) {
                json.append(separator).append('"').append(number).append("\":\"");
                json.append(HEX.formatHex(value.get())).append('"');
                separator = ",";
            }
        }
        json.append("}}");
    }

    private static String hex(String text) {
        return HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
