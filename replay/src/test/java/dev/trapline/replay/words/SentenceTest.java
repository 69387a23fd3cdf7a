package dev.trapline.replay.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.schema.ByteString;
import dev.trapline.recorder.schema.CallKind;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.InputKind;
import dev.trapline.recorder.schema.Schema;
import dev.trapline.recorder.schema.SleepKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TracePosition;
import dev.trapline.recorder.schema.TraceSink;
import dev.trapline.replay.symbols.Symbol;
import dev.trapline.replay.symbols.Symbols;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events told where nothing else says of which kind they are. */
class SentenceTest {
    private static final TracePosition AT = new TracePosition(7, 1200, 1, 1_200);
    private static final ByteString BYTES = ByteString.of((byte) 1, (byte) 0xab);

    private static String sentence(TraceEvent event, String calls) {
        Manifest manifest = new Manifest(
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
                calls,
                Optional.empty());
        return new EventText(manifest, Symbols.NONE).sentence(event);
    }

    @Test
    void eachSaysWhatHappened() {
        Map<TraceEvent, String> told = new LinkedHashMap<>();
        told.put(
                new TraceEvent.ExceptionTaken(AT, 0, 0x10, 0x13, 0x17, 5, 0x4020_0104L, 0, 0x4020_0018L),
                "data abort at 0x40200010, address 0x40200104, syndrome 0x5, svc to abt");
        told.put(
                new TraceEvent.ExceptionTaken(AT, 0, 0x14, 0x13, 0x1a, 0x0e00_0460, 0, 0, 0x4020_0018L),
                "mcr p15, 0, r3, c1, c0, 0 at 0x40200018, syndrome 0xe000460, svc to hyp");
        told.put(
                new TraceEvent.ExceptionTaken(AT, 0, 0x14, 0x13, 0x1a, 0x1201_0c5d, 0, 0, 0x4020_0018L),
                "mrrc p15, 1, r2, r3, c14 at 0x40200018, syndrome 0x12010c5d, svc to hyp");
        told.put(new TraceEvent.DeviceRead(AT, 0, 6, 0x0900_0018L, 4, 0x90), "read 0x09000018 pl011 FR = 0x90");
        told.put(new TraceEvent.DeviceWrite(AT, 0, 6, 0x0900_0000L, 4, 65), "write 0x09000000 pl011 DR := 0x41");
        told.put(new TraceEvent.ComplexRead(AT, 0, 0x0801_000cL, 4, 0x21), "read 0x0801000c GICC_IAR = 0x21");
        told.put(new TraceEvent.TimerWrite(AT, 0, 0x031, 1), "CNTV_CTL := 0x1");
        told.put(new TraceEvent.Line(AT, 33, true), "line of interrupt 33 (pl011@9000000) high");
        told.put(new TraceEvent.PrivateLine(AT, 0, 27, false), "line of interrupt 27 (virtual timer) low");
        told.put(new TraceEvent.Acknowledged(AT, 0, 27, true), "virtual interrupt 27 (virtual timer) acknowledged");
        told.put(new TraceEvent.Ended(AT, 0, 200, false), "interrupt 200 ended");
        told.put(new TraceEvent.Injected(AT, 0, 3, false), "interrupt 3 (SGI) injected");
        told.put(new TraceEvent.MemoryWritten(AT, 0x4030_0000L, BYTES), "a device wrote 2 bytes at 0x40300000: 01ab");
        told.put(
                new TraceEvent.MemoryWrittenFromImage(AT, 0x4030_0000L, ByteString.of(new byte[32]), 512, 4096),
                "a device wrote 4096 bytes at 0x40300000 from an image");
        told.put(new TraceEvent.OwnMemoryWritten(AT, 0x0400_0000L, BYTES), "flash 0x04000000+0x2: 01ab");
        told.put(
                new TraceEvent.WorldSwitch(AT, 0, 0x0002_0000_4407_0000L),
                "world switch, vmid 2, stage 2 table 0x44070000");
        told.put(new TraceEvent.Sleep(AT, 0, SleepKind.WFE), "sleeps in wfe");
        told.put(new TraceEvent.Wake(AT, 0), "wakes");
        told.put(new TraceEvent.TimeSkipped(AT, 2_500_000_000L), "all wait, to 2.5s");
        told.put(new TraceEvent.Console(AT, 'x'), "console 'x'");
        told.put(new TraceEvent.Input(AT, InputKind.CONSOLE_KEY, 0, ByteString.of((byte) '\r')), "key '\\r'");
        told.put(new TraceEvent.Input(AT, InputKind.NETWORK_FRAME, 1, BYTES), "network frame 1: 01ab");
        told.put(new TraceEvent.Power(AT, 1, false, 0), "pCPU off");
        told.put(new TraceEvent.MachineEnd(AT, EndKind.PANIC), "the run ended: panic");
        told.put(new TraceEvent.Reset(AT), "reset");
        told.put(new TraceEvent.StateHash(AT, 0, 1, 3), "state hash 00000000000000000000000000000001, 3 pages changed");
        told.put(
                new TraceEvent.Semihosting(AT, TraceSink.OUTSIDE, 4, -1, 0, BYTES),
                "semihosting answer to SYS_WRITE0, handle -1, result 0, 01ab");
        told.put(new TraceEvent.Model(AT, 0, 5, BYTES), "evtchn-send: 01ab");
        told.put(new TraceEvent.Note(AT, "a\nb"), "note: a b");
        told.forEach((event, words) -> assertThat(sentence(event, "psci")).isEqualTo(words));
    }

    @Test
    void aCallIsNamedByTheConventionItWasCapturedBy() {
        TraceEvent call = new TraceEvent.Call(
                AT, 1, CallKind.PSCI, 0, 0x8400_0003, List.of(1L, 0x4020_0000L), ByteString.EMPTY, 0);
        TraceEvent back = new TraceEvent.CallReturn(AT, 1, CallKind.PSCI, 0x8400_0003, List.of(0xffff_fffcL));
        assertThat(sentence(call, "psci")).isEqualTo("psci CPU_ON(target_cpu 0x1, entry_point_address 0x40200000)");
        assertThat(sentence(back, "psci")).isEqualTo("psci CPU_ON returns ALREADY_ON");
        assertThat(sentence(call, "another")).isEqualTo("psci 0x84000003(0x1, 0x40200000)");
        assertThat(sentence(back, "another")).isEqualTo("psci 0x84000003 returns 0xfffffffc");
    }

    @Test
    void aNameDoesNotReachBeyondItsSymbolsEnd() {
        Addresses addresses = new Addresses(Symbols.of(List.of(new Symbol(0x1000, 0, "_end", Symbol.Kind.OTHER))));
        assertThat(addresses.words(0x1010)).isEqualTo("0x00001010 _end+0x10");
        assertThat(addresses.words(0xffff_0018L)).isEqualTo("0xffff0018");
    }
}
