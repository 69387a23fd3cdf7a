package dev.trapline.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.cli.run.Json;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.schema.ByteString;
import dev.trapline.recorder.schema.CallKind;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.InputKind;
import dev.trapline.recorder.schema.Schema;
import dev.trapline.recorder.schema.SleepKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TracePosition;
import dev.trapline.replay.symbols.Symbol;
import dev.trapline.replay.symbols.Symbols;
import dev.trapline.replay.words.EventText;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of event in words and as JSON. */
class EventWordsTest {
    private static final TracePosition AT = new TracePosition(7, 1200, 1, 1_000_001_200L);
    private static final Symbols SYMBOLS = Symbols.of(
            List.of(
                    new Symbol(0x4020_0000L, 0x100, "init_task", Symbol.Kind.FUNCTION),
                    new Symbol(0x4020_0100L, 0x100, "root", Symbol.Kind.OBJECT)),
            Map.of());
    private static final Manifest MANIFEST = new Manifest(
            Schema.VERSION,
            1,
            "test",
            "",
            List.of(),
            List.of(),
            0,
            1,
            0,
            0,
            Optional.empty(),
            List.of(new Manifest.ModelEvent(5, "evtchn-send", List.of("port:u32"))),
            "psci",
            Optional.empty());

    /** @param json the members after the kind */
    record Told(TraceEvent event, String words, String json) {
        @Override
        public String toString() {
            return words;
        }
    }

    static List<Told> events() {
        ByteString bytes = ByteString.of((byte) 1, (byte) 0xab);
        ByteString digest = ByteString.of(new byte[32]);
        return List.of(
                new Told(
                        new TraceEvent.ExceptionTaken(AT, 0, 0x10, 0x13, 0x17, 5, 0x4020_0104L, 0, 0x4020_0018L),
                        "data abort at 0x40200010 init_task+0x10, address 0x40200104 root+0x4, syndrome 0x5, svc to abt",
                        """
                        "vector": "data-abort", "from_mode": "svc", "to_mode": "abt", "syndrome": "0x5", \
                        "fault_address": "0x40200104", "fault_symbol": "root+0x4", "return_address": "0x40200018", \
                        "return_symbol": "init_task+0x18", "pc": "0x40200010", "symbol": "init_task+0x10"\
                        """),
                new Told(
                        new TraceEvent.ExceptionTaken(
                                AT, 0, 0x14, 0x13, 0x1a, 0x9000_0047, 0x9000_0000L, 0x8000_0000L, 0x4020_0020L),
                        "stage 2 store at 0x40200020 init_task+0x20, address 0x90000000, ipa 0x80000000, syndrome"
                                + " 0x90000047, svc to hyp",
                        """
                        "vector": "hyp-trap", "from_mode": "svc", "to_mode": "hyp", "syndrome": "0x90000047", \
                        "class": "stage 2 store", "fault_address": "0x90000000", "ipa": "0x80000000", \
                        "return_address": "0x40200020", "return_symbol": "init_task+0x20", "pc": "0x40200020", \
                        "symbol": "init_task+0x20"\
                        """),
                new Told(
                        new TraceEvent.ExceptionTaken(AT, 0, 0x08, 0x10, 0x13, 0, 0, 0, 0x1_0004L),
                        "svc behind which is 0x00010004, usr to svc",
                        """
                        "vector": "svc", "from_mode": "usr", "to_mode": "svc", "syndrome": "0x0", \
                        "return_address": "0x10004"\
                        """),
                new Told(
                        new TraceEvent.ExceptionTaken(AT, 0, 0x18, 0x13, 0x12, 0, 0, 0, 0x4020_0014L),
                        "irq before 0x40200010 init_task+0x10, svc to irq",
                        """
                        "vector": "irq", "from_mode": "svc", "to_mode": "irq", "syndrome": "0x0", \
                        "return_address": "0x40200014", "return_symbol": "init_task+0x14", "pc": "0x40200010", \
                        "symbol": "init_task+0x10"\
                        """),
                new Told(
                        new TraceEvent.Call(
                                AT, 1, CallKind.PSCI, 0, 0x8400_0003, List.of(1L, 0x4020_0000L), ByteString.EMPTY, 0),
                        "psci CPU_ON(target_cpu 0x1, entry_point_address 0x40200000)",
                        """
                        "call": "psci", "immediate": 0, "call_number": "0x84000003", "name": "CPU_ON", \
                        "arguments": ["0x1", "0x40200000"]\
                        """),
                new Told(
                        new TraceEvent.Call(AT, 1, CallKind.HVC, 0xea1, 32, List.of(4L), bytes, 8),
                        "hvc #0xea1 0x00000020(0x4) 01ab of 8 bytes",
                        """
                        "call": "hvc", "immediate": 3745, "call_number": "0x20", "arguments": ["0x4"], \
                        "captured": "01ab", "full_length": 8\
                        """),
                new Told(
                        new TraceEvent.CallReturn(AT, 1, CallKind.PSCI, 0x8400_0003, List.of(0xffff_fffcL)),
                        "psci CPU_ON returns ALREADY_ON",
                        """
                        "call": "psci", "call_number": "0x84000003", "name": "CPU_ON", "results": ["0xfffffffc"]\
                        """),
                new Told(
                        new TraceEvent.DeviceRead(AT, 0, 6, 0x0900_0018L, 2, 0x90),
                        "0x09000018 pl011 FR = 0x90 (2 bytes)",
                        """
                        "pa": "0x9000018", "register": "pl011 FR", "size": 2, "value": "0x90"\
                        """),
                new Told(
                        new TraceEvent.DeviceWrite(AT, 0, 8, 0x0a00_0250L, 4, 0),
                        "0x0a000250 virtio_mmio@a000200 QueueNotify := 0x0",
                        """
                        "pa": "0xa000250", "register": "virtio_mmio@a000200 QueueNotify", "size": 4, "value": "0x0"\
                        """),
                new Told(new TraceEvent.ComplexRead(AT, 0, 0x0801_000cL, 4, 0x21), "0x0801000c GICC_IAR = 0x21", """
                        "pa": "0x801000c", "register": "GICC_IAR", "size": 4, "value": "0x21"\
                        """),
                new Told(
                        new TraceEvent.ComplexWrite(AT, 0, 0x0800_0104L, 1, 0xff),
                        "0x08000104 GICD_ISENABLER1 := 0xff (1 byte)",
                        """
                        "pa": "0x8000104", "register": "GICD_ISENABLER1", "size": 1, "value": "0xff"\
                        """),
                new Told(new TraceEvent.TimerWrite(AT, 0, 0x031, 1), "CNTV_CTL := 0x1", """
                        "register": "CNTV_CTL", "value": "0x1"\
                        """),
                new Told(new TraceEvent.Line(AT, 33, true), "interrupt 33 (pl011@9000000) high", """
                        "intid": 33, "source": "pl011@9000000", "high": true\
                        """),
                new Told(new TraceEvent.PrivateLine(AT, 0, 27, false), "interrupt 27 (virtual timer) low", """
                        "intid": 27, "source": "virtual timer", "high": false\
                        """),
                new Told(new TraceEvent.Acknowledged(AT, 0, 27, true), "virtual interrupt 27 (virtual timer)", """
                        "intid": 27, "source": "virtual timer", "virtual": true\
                        """),
                new Told(new TraceEvent.Ended(AT, 0, 200, false), "interrupt 200", """
                        "intid": 200, "virtual": false\
                        """),
                new Told(new TraceEvent.Injected(AT, 0, 3, false), "interrupt 3 (SGI)", """
                        "intid": 3, "source": "SGI", "virtual": false\
                        """),
                new Told(new TraceEvent.MemoryWritten(AT, 0x4030_0000L, bytes), "0x40300000+0x2: 01ab", """
                        "pa": "0x40300000", "length": 2, "bytes": "01ab"\
                        """),
                new Told(
                        new TraceEvent.MemoryWrittenFromImage(AT, 0x4030_0000L, digest, 512, 4096),
                        "0x40300000+0x1000 from image 000000000000 at 0x200",
                        "\"pa\": \"0x40300000\", \"length\": 4096, \"image\": \"" + digest.asHex()
                                + "\", \"image_offset\": 512"),
                new Told(new TraceEvent.OwnMemoryWritten(AT, 0x0400_0000L, bytes), "0x04000000+0x2: 01ab", """
                        "pa": "0x4000000", "length": 2, "bytes": "01ab"\
                        """),
                new Told(
                        new TraceEvent.OwnMemoryRouted(AT, 0x0400_0000L, 4096, true, false),
                        "0x04000000+0x1000: loads from the device, stores to the bytes",
                        """
                        "pa": "0x4000000", "length": 4096, "loads_to_device": true, "stores_to_device": false\
                        """),
                new Told(
                        new TraceEvent.WorldSwitch(AT, 0, 0x0002_0000_4407_0000L),
                        "vmid 2, stage 2 table 0x44070000",
                        """
                        "vttbr": "0x2000044070000", "vmid": 2, "table": "0x44070000"\
                        """),
                new Told(new TraceEvent.Sleep(AT, 0, SleepKind.WFE), "wfe", "\"sleep\": \"wfe\""),
                new Told(new TraceEvent.Wake(AT, 0), "", ""),
                new Told(new TraceEvent.TimeSkipped(AT, 2_500_000_000L), "to 2.5s", """
                        "to_ns": 2500000000\
                        """),
                new Told(new TraceEvent.Console(AT, 0x1b), "'\\x1b'", "\"byte\": 27"),
                new Told(
                        new TraceEvent.Input(AT, InputKind.CONSOLE_KEY, 0, ByteString.of((byte) '\r')),
                        "console key '\\r'",
                        """
                        "input": "console-key", "index": 0, "bytes": "0d"\
                        """),
                new Told(
                        new TraceEvent.Input(AT, InputKind.NETWORK_FRAME, 1, ByteString.of(new byte[40])),
                        "network frame 1: 00000000000000000000000000000000... (40 bytes)",
                        "\"input\": \"network-frame\", \"index\": 1, \"bytes\": \"" + "00".repeat(40) + "\""),
                new Told(new TraceEvent.Power(AT, 1, true, 0x4020_0000L), "on, at 0x40200000 init_task", """
                        "on": true, "entry": "0x40200000", "entry_symbol": "init_task"\
                        """),
                new Told(new TraceEvent.MachineEnd(AT, EndKind.PANIC), "panic", "\"end\": \"panic\""),
                new Told(new TraceEvent.Reset(AT), "", ""),
                new Told(
                        new TraceEvent.StateHash(AT, 1, -1, 3),
                        "0000000000000001ffffffffffffffff, 3 pages changed",
                        """
                        "hash": "0000000000000001ffffffffffffffff", "dirty_pages": 3\
                        """),
                new Told(
                        new TraceEvent.Semihosting(AT, 0, 4, -1, 0, bytes),
                        "SYS_WRITE0, handle -1, result 0, 01ab",
                        """
                        "operation": 4, "handle": -1, "result": 0, "bytes": "01ab"\
                        """),
                new Told(new TraceEvent.Model(AT, 0, 5, bytes), "evtchn-send: 01ab", """
                        "model_kind": 5, "name": "evtchn-send", "bytes": "01ab"\
                        """),
                new Told(new TraceEvent.Note(AT, "gdb\nattached"), "gdb attached", "\"text\": \"gdb\\u000aattached\""));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsTold(Told told) {
        assertThat(new EventText(MANIFEST, SYMBOLS).words(told.event())).isEqualTo(told.words());
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsAnObject(Told told) {
        String cpu = told.event().cpu() < 0 ? "" : ", \"cpu\": " + told.event().cpu();
        assertThat(Json.line(new EventJson(MANIFEST, SYMBOLS).members(told.event())))
                .isEqualTo("{\"number\": 7, \"count\": 1200, \"virtual_ns\": 1000001200" + cpu + ", \"kind\": \""
                        + told.event().kind().word() + "\"" + (told.json().isEmpty() ? "" : ", ") + told.json() + "}");
    }

    @Test
    void everyKindIsAmongThem() {
        assertThat(events().stream().map(t -> t.event().kind())).containsAll(EnumSet.allOf(EventKind.class));
    }

    @Test
    void aLineSaysWhereItHappened() {
        assertThat(new EventText(MANIFEST, SYMBOLS).line(new TraceEvent.Wake(AT, 1)))
                .isEqualTo("      #7        1200     1.000001200  cpu1  wake            ");
    }
}
