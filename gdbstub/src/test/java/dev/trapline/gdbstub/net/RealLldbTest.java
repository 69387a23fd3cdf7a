package dev.trapline.gdbstub.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trapline.fixtures.Tools;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.ListenAddress;
import dev.trapline.gdbstub.fake.FakeTargets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RealLldbTest {
    @BeforeEach
    void lldbIsThere() {
        assumeTrue(Tools.present(GdbScripts.LLDB));
    }

    private static String lldb(FakeTargets targets, String... commands) throws IOException, InterruptedException {
        try (GdbServer server = GdbServer.listen(ListenAddress.parse("0"), targets, Limits.DEFAULT, line -> {})) {
            List<String> line = new ArrayList<>(List.of(GdbScripts.LLDB, "--no-lldbinit", "--batch"));
            line.addAll(List.of("-o", "gdb-remote " + server.address().gdbTarget()));
            for (String command : commands) {
                line.addAll(List.of("-o", command));
            }
            Tools.Result result = Tools.run(line);
            return result.out() + result.err();
        }
    }

    @Test
    void lldbStepsBreaksWatchesAndReads() throws Exception {
        assertThat(lldb(
                        new FakeTargets(false),
                        "thread list",
                        "stepi",
                        "breakpoint set -a 0x8020",
                        "continue",
                        "register read r0 pc cpsr SCTLR",
                        "memory read 0x8000 0x8010",
                        "register write r5 77",
                        "register read r5",
                        "breakpoint delete -f",
                        "watchpoint set expression -w write -s 4 -- 0x9000",
                        "continue",
                        "memory region 0x9000",
                        "process plugin packet monitor when",
                        "detach"))
                .contains(
                        "thread #2: tid = 0x0002",
                        "0x8004",
                        "stop reason = breakpoint 1.1",
                        "pc = 0x00008020",
                        "SCTLR = 0x00000005",
                        "0x00008000: 00 00 a0 e3 09 2a a0 e3",
                        "r5 = 0x0000004d",
                        "stop reason = watchpoint 1",
                        "new value: 2",
                        "rwx",
                        "at 12",
                        "Process 1 detached");
    }
}
