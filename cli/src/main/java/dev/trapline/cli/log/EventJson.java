package dev.trapline.cli.log;

import dev.trapline.emu.state.Mode;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.symbols.Symbols;
import dev.trapline.replay.words.Addresses;
import dev.trapline.replay.words.BoardNames;
import dev.trapline.replay.words.Calls;
import dev.trapline.replay.words.EventText;
import dev.trapline.replay.words.Exceptions;
import dev.trapline.replay.words.Vttbr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Events as JSON objects: the members that docs/log.md lists, whose names and meanings stay. */
public final class EventJson {
    private final Manifest manifest;
    private final Calls calls;
    private final Addresses addresses;

    public EventJson(Manifest manifest, Symbols symbols) {
        this.manifest = manifest;
        this.calls = Calls.of(manifest);
        this.addresses = new Addresses(symbols);
    }

    /** All members of an event, in order. Addresses and register values are strings of hexadecimal digits. */
    Map<String, Object> members(TraceEvent event) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("number", event.at().number());
        m.put("count", event.at().count());
        m.put("virtual_ns", event.at().virtualNs());
        if (event.cpu() >= 0) {
            m.put("cpu", event.cpu());
        }
        m.put("kind", event.kind().word());
        switch (event) {
            case TraceEvent.ExceptionTaken e -> exception(e, m);
            case TraceEvent.Call e -> {
                m.put("call", Calls.word(e.call()));
                m.put("immediate", e.immediate());
                call(
                        m,
                        e.number(),
                        calls.name(e.call(), e.immediate(), e.number()).orElse(""));
                m.put("arguments", hex(e.arguments()));
                if (e.captured().length() > 0) {
                    m.put("captured", e.captured().asHex());
                    m.put("full_length", e.fullLength());
                }
            }
            case TraceEvent.CallReturn e -> {
                m.put("call", Calls.word(e.call()));
                call(m, e.number(), calls.name(e).orElse(""));
                m.put("results", hex(e.results()));
            }
            case TraceEvent.DeviceRead e -> access(m, e.pa(), e.size(), e.value());
            case TraceEvent.DeviceWrite e -> access(m, e.pa(), e.size(), e.value());
            case TraceEvent.ComplexRead e -> access(m, e.pa(), e.size(), e.value());
            case TraceEvent.ComplexWrite e -> access(m, e.pa(), e.size(), e.value());
            case TraceEvent.TimerWrite e -> {
                m.put("register", BoardNames.timer(e.register()));
                m.put("value", hex(e.value()));
            }
            case TraceEvent.Line e -> {
                interrupt(m, e.intid());
                m.put("high", e.high());
            }
            case TraceEvent.PrivateLine e -> {
                interrupt(m, e.intid());
                m.put("high", e.high());
            }
            case TraceEvent.Acknowledged e -> {
                interrupt(m, e.intid());
                m.put("virtual", e.virtual());
            }
            case TraceEvent.Ended e -> {
                interrupt(m, e.intid());
                m.put("virtual", e.virtual());
            }
            case TraceEvent.Injected e -> {
                interrupt(m, e.intid());
                m.put("virtual", e.virtual());
            }
            case TraceEvent.MemoryWritten e -> {
                memory(m, e.pa(), e.bytes().length());
                m.put("bytes", e.bytes().asHex());
            }
            case TraceEvent.MemoryWrittenFromImage e -> {
                memory(m, e.pa(), e.length());
                m.put("image", e.sha256().asHex());
                m.put("image_offset", e.imageOffset());
            }
            case TraceEvent.OwnMemoryWritten e -> {
                memory(m, e.pa(), e.bytes().length());
                m.put("bytes", e.bytes().asHex());
            }
            case TraceEvent.OwnMemoryRouted e -> {
                memory(m, e.pa(), e.length());
                m.put("loads_to_device", e.loadsToDevice());
                m.put("stores_to_device", e.storesToDevice());
            }
            case TraceEvent.WorldSwitch e -> {
                m.put("vttbr", hex(e.vttbr()));
                m.put("vmid", Vttbr.vmid(e.vttbr()));
                m.put("table", hex(Vttbr.table(e.vttbr())));
            }
            case TraceEvent.Sleep e -> m.put("sleep", e.sleep().name().toLowerCase(Locale.ROOT));
            case TraceEvent.Wake _ -> {}
            case TraceEvent.TimeSkipped e -> m.put("to_ns", e.toNs());
            case TraceEvent.Console e -> m.put("byte", e.byteValue());
            case TraceEvent.Input e -> {
                m.put("input", e.input().name().toLowerCase(Locale.ROOT).replace('_', '-'));
                m.put("index", e.index());
                m.put("bytes", e.bytes().asHex());
            }
            case TraceEvent.Power e -> {
                m.put("on", e.on());
                if (e.on()) {
                    address(m, "entry", e.entry(), "entry_symbol");
                }
            }
            case TraceEvent.MachineEnd e -> m.put("end", e.end().word());
            case TraceEvent.Reset _ -> {}
            case TraceEvent.StateHash e -> {
                m.put("hash", String.format("%016x%016x", e.hi(), e.lo()));
                m.put("dirty_pages", e.dirtyPages());
            }
            case TraceEvent.Semihosting e -> {
                m.put("operation", e.operation());
                m.put("handle", e.handle());
                m.put("result", e.result());
                m.put("bytes", e.bytes().asHex());
            }
            case TraceEvent.Model e -> {
                m.put("model_kind", e.modelKind());
                m.put("name", EventText.modelName(manifest, e.modelKind()));
                m.put("bytes", e.bytes().asHex());
            }
            case TraceEvent.Note e -> m.put("text", e.text());
        }
        return m;
    }

    private void exception(TraceEvent.ExceptionTaken e, Map<String, Object> m) {
        m.put("vector", Exceptions.vector(e));
        m.put("from_mode", Mode.name(e.fromMode()));
        m.put("to_mode", Mode.name(e.toMode()));
        m.put("syndrome", hex(e.syndrome() & 0xffff_ffffL));
        String hypClass = Exceptions.hypClass(e);
        if (!hypClass.isEmpty()) {
            m.put("class", hypClass);
            Exceptions.coprocessorAccess(e).ifPresent(access -> m.put("access", access));
        }
        if (Exceptions.hasFaultAddress(e)) {
            address(m, "fault_address", e.faultAddress(), "fault_symbol");
        }
        if (e.intermediateAddress() != 0) {
            m.put("ipa", hex(e.intermediateAddress()));
        }
        address(m, "return_address", e.returnAddress(), "return_symbol");
        Exceptions.instruction(e, addresses.symbols()).ifPresent(pc -> address(m, "pc", pc, "symbol"));
    }

    private void address(Map<String, Object> m, String member, long address, String symbolMember) {
        m.put(member, hex(address));
        addresses.name(address).ifPresent(name -> m.put(symbolMember, name));
    }

    private static void call(Map<String, Object> m, int number, String name) {
        m.put("call_number", hex(Calls.number(number)));
        if (!name.isEmpty()) {
            m.put("name", name);
        }
    }

    private static void access(Map<String, Object> m, long pa, int size, long value) {
        m.put("pa", hex(pa));
        String register = BoardNames.register(pa);
        if (!register.isEmpty()) {
            m.put("register", register);
        }
        m.put("size", size);
        m.put("value", hex(value));
    }

    private static void interrupt(Map<String, Object> m, int intid) {
        m.put("intid", intid);
        String name = BoardNames.interrupt(intid);
        if (!name.isEmpty()) {
            m.put("source", name);
        }
    }

    private static void memory(Map<String, Object> m, long pa, long length) {
        m.put("pa", hex(pa));
        m.put("length", length);
    }

    private static List<Object> hex(List<Long> values) {
        return values.stream().<Object>map(EventJson::hex).toList();
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
