package dev.trapline.gdbstub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.gdbstub.fake.FakeTarget;
import dev.trapline.gdbstub.fake.FakeTargets;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LldbTest {
    private final FakeTargets targets = new FakeTargets(() -> {
        FakeTarget target = new FakeTarget(false);
        target.worlds = List.of(FakeTarget.world(1, "hypervisor", 2), FakeTarget.world(2, "guest", 1));
        return target;
    });
    private final Conversation lldb = new Conversation(targets);

    @BeforeEach
    void connect() {
        lldb.ask("QStartNoAckMode");
        lldb.ask("qSupported:xmlRegisters=i386,arm;multiprocess+;fork-events+");
        assertThat(lldb.ask("QThreadSuffixSupported")).isEqualTo("OK");
        assertThat(lldb.ask("QListThreadsInStopReply")).isEqualTo("OK");
    }

    private static String plain(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }

    @Test
    void hostAndProcessAreDescribed() {
        String host = lldb.ask("qHostInfo");
        assertThat(host).contains("ptrsize:4;endian:little;watchpoint_exceptions_received:before;");
        assertThat(plain(host.substring("triple:".length(), host.indexOf(';')))).startsWith("armv7-");
        assertThat(lldb.ask("qProcessInfo")).startsWith("pid:1;triple:");
        assertThat(plain(lldb.ask("qGetWorkingDir"))).isEqualTo("/");
        assertThat(lldb.ask("qWatchpointSupportInfo:")).startsWith("num:");
        assertThat(lldb.ask("qMemoryRegionInfo:9000")).isEqualTo("start:0;size:100000000;permissions:rwx;");
        assertThat(lldb.ask("qShlibInfoAddr")).isEmpty();
    }

    @Test
    void registersAreDescribedOneByOne() {
        assertThat(lldb.ask("qRegisterInfo0"))
                .startsWith("name:r0;bitsize:32;encoding:uint;format:hex;set:general;")
                .contains("generic:arg1;");
        assertThat(lldb.ask("qRegisterInfof")).contains("name:pc;", "generic:pc;");
        assertThat(lldb.ask("qRegisterInfo11")).contains("name:d0;", "encoding:ieee754;", "dwarf:256;");
        assertThat(lldb.ask("qRegisterInfo1000")).isEqualTo("E45");
    }

    @Test
    void threadsOfAllWorldsHaveNumbersOfTheirOwn() {
        assertThat(lldb.ask("qfThreadInfo")).isEqualTo("m1,2,1001");
        assertThat(lldb.ask("p0;thread:1001;")).isEqualTo("01200000");
        assertThat(lldb.ask("qThreadStopInfo1001"))
                .startsWith("T00thread:1001;")
                .contains("reason:none;");
        assertThat(lldb.ask("jThreadsInfo"))
                .contains("}]", "\"tid\":4097,\"name\":\"guest, CPU 0\",\"reason\":\"none\"")
                .contains("\"reason\":\"trace\"");
    }

    @Test
    void stopsListThreadsAndSayWhy() throws InterruptedException {
        lldb.ask("Z0,8020,4");
        lldb.ask("c");
        assertThat(lldb.await())
                .contains("thread:1;", "reason:breakpoint;", "threads:1,2,1001;", "thread-pcs:8020,8024,8024;")
                .doesNotContain("swbreak");
        assertThat(lldb.ask("vCont;s:0001")).contains("reason:trace;", "0f:24800000;");
    }

    @Test
    void registersAreSavedAndRestored() {
        String id = lldb.ask("QSaveRegisterState;thread:0001;");
        assertThat(id).isEqualTo("1");
        lldb.ask("P5=0d000000;thread:0001;");
        assertThat(lldb.ask("QRestoreRegisterState:1;thread:0001;")).isEqualTo("OK");
        assertThat(lldb.ask("p5;thread:0001;")).isEqualTo("00000000");
        assertThat(lldb.ask("QRestoreRegisterState:1;thread:0001;")).isEqualTo("E16");
        for (int i = 0; i < 100; i++) {
            lldb.ask("QSaveRegisterState");
        }
        assertThat(lldb.ask("QRestoreRegisterState:2"))
                .as("only the last few are kept")
                .isEqualTo("E16");
    }

    @Test
    void memoryIsReadInBytesWithoutAPrefix() {
        assertThat(lldb.ask("x0,0")).as("it asks so whether x is known").isEqualTo("OK");
        assertThat(lldb.ask("x8002,2")).isEqualTo(new String(new char[] {0xa0, 0xe3}));
    }

    @Test
    void errorsAreNumbersUntilItAsksForText() {
        assertThat(lldb.ask("_M1000,rwx")).isEqualTo("E16");
        assertThat(lldb.ask("QEnableErrorStrings")).isEqualTo("OK");
        String error = lldb.ask("_M1000,rwx");
        assertThat(error).startsWith("E16;");
        assertThat(plain(error.substring(4))).contains("no memory to give away");
    }
}
