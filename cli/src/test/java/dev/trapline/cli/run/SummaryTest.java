package dev.trapline.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.cli.UnusableInputException;
import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.port.Observer;
import dev.trapline.recorder.write.EventCounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
    private static final int SVC = 0x13;
    private static final int HYP = 0x1a;

    @Test
    void theSummaryHasTheMembersOfTheDesignInTheirOrder(@TempDir Path dir) throws Exception {
        EventCounts counts = new EventCounts();
        BusDevice device = new BusDevice() {
            @Override
            public String name() {
                return "d";
            }

            @Override
            public long read(int offset, int size, int cpu) {
                return 0;
            }

            @Override
            public void write(int offset, int size, long value, int cpu) {}
        };
        counts.exceptionTaken(0, 0x08, SVC, SVC, 0, 0, 0, 0);
        counts.exceptionTaken(0, 0x14, SVC, HYP, 0x24 << 26, 0, 0, 0);
        counts.exceptionTaken(0, 0x14, SVC, HYP, 0x12 << 26 | 0xea1, 0, 0, 0);
        counts.exceptionTaken(0, 0x18, SVC, 0x12, 0, 0, 0, 0);
        counts.interruptAcknowledged(0, 27, false);
        counts.deviceRead(device, 0, 0, 4, 0);
        counts.deviceWrite(device, 0, 0, 4, 0);
        counts.deviceWrite(device, 0, 0, 4, 0);
        counts.deviceWroteMemory(0, new byte[1], 0, 1);
        counts.input(Observer.Input.CONSOLE_KEY, 0, new byte[1]);
        Summary summary = new Summary(
                3_400_000_000L,
                5,
                End.POWEROFF.word(),
                "ab12",
                Optional.of("cd34"),
                counts.byGroup(),
                new Summary.Cost(34, 21),
                Optional.of(true));
        Path file = dir.resolve("summary.json");

        summary.writeTo(Summary.file(file));

        assertThat(Files.readString(file)).isEqualTo("""
                        {
                          "instructions": 3400000000,
                          "virtual_ns": 5,
                          "end": "poweroff",
                          "state_sha256": "ab12",
                          "device_sha256": "cd34",
                          "events": {
                            "trap": 2,
                            "hypercall": 1,
                            "irq": 1,
                            "mmio": 3,
                            "dma": 1,
                            "input": 1
                          },
                          "wall_ms": 34,
                          "cpu_ms": 21,
                          "exact": true
                        }
                        """);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsBadInput(@TempDir Path dir) {
        Summary summary = new Summary(
                0, 0, End.LIMIT.word(), "", Optional.empty(), Map.of(), new Summary.Cost(0, 0), Optional.empty());

        assertThatThrownBy(() -> summary.writeTo(Summary.file(dir.resolve("no/such/place"))))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("--summary");
    }

    @Test
    void jsonEscapesWhatItMust() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a\"b\\c\n", List.of(1, true, "x\u0001"));
        map.put("none", Map.of());
        map.put("nothing", List.of());

        assertThat(Json.write(map)).isEqualTo("""
                        {
                          "a\\"b\\\\c\\u000a": [1, true, "x\\u0001"],
                          "none": {},
                          "nothing": []
                        }
                        """);
    }
}
