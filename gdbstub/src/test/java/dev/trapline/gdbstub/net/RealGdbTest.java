package dev.trapline.gdbstub.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.StopListener;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.debug.World;
import dev.trapline.fixtures.Tools;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.ListenAddress;
import dev.trapline.gdbstub.fake.FakeTarget;
import dev.trapline.gdbstub.fake.FakeTargets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What gdb makes of the server; the numbers are those of the pitfalls that were found with gdb 13. */
final class RealGdbTest {
    private final List<GdbServer> servers = new ArrayList<>();

    @BeforeEach
    void gdbIsThere() {
        assumeTrue(Tools.present(GdbScripts.GDB));
    }

    @AfterEach
    void closeServers() {
        servers.forEach(GdbServer::close);
    }

    private ListenAddress serve(FakeTargets targets) {
        return serve(targets, Limits.DEFAULT);
    }

    private ListenAddress serve(FakeTargets targets, Limits limits) {
        GdbServer server = GdbServer.listen(ListenAddress.parse("0"), targets, limits, line -> {});
        servers.add(server);
        return server.address();
    }

    private ListenAddress live() {
        return serve(new FakeTargets(false));
    }

    private ListenAddress recorded() {
        return serve(new FakeTargets(true));
    }

    private ListenAddress twoWorlds() {
        return serve(new FakeTargets(() -> {
            FakeTarget target = new FakeTarget(false);
            target.worlds = List.of(FakeTarget.world(1, "hypervisor", 2), FakeTarget.world(2, "guest", 2));
            return target;
        }));
    }

    private static long count(String text, String regex) {
        return Pattern.compile(regex).matcher(text).results().count();
    }

    @Test
    void pitfall1OneStepIsOnePacketAndNoBreakpoint() throws Exception {
        String log = GdbScripts.gdb(live(), "set debug remote 1", "stepi", "set debug remote 0");
        assertThat(count(log, "Sending packet: \\$vCont;s:p1\\.1")).isEqualTo(1);
        assertThat(log).doesNotContain("$Z0").contains("0x00008004");
    }

    @Test
    void pitfall2AStopSelectsItsThreadAlsoForTheServer() throws Exception {
        // Inserted at once, so that nothing is sent for inferior 1 between the continue of inferior 2 and the stop. gdb
        // 13 hides
        // the first stop in an inferior that it has not resumed before, and waits for ever: hence the step.
        String log = GdbScripts.gdb(
                twoWorlds(),
                "stepi",
                "set breakpoint always-inserted on",
                "break *0x8020",
                "set schedule-multiple on",
                "inferior 2",
                "p/x $pc",
                "p/x $r7",
                "set debug remote 1",
                "continue",
                "maintenance flush register-cache",
                "p/x $r7",
                "set debug remote 0",
                "p/x $pc");
        assertThat(log)
                .contains("$1 = 0x8024", "$2 = 0x2001", "hit Breakpoint 1", "$3 = 0x4", "$4 = 0x8020")
                .doesNotContain("too long", "Truncated");
        // What gdb prints comes before its log of packets, which is on stderr.
        String sinceTheStop = log.substring(log.lastIndexOf("Packet received: T05"));
        int asked = sinceTheStop.indexOf("Sending packet: $g#");
        assertThat(asked).as("gdb asks for registers").isPositive();
        assertThat(sinceTheStop.substring(0, asked))
                .as("gdb takes the thread that stopped for selected")
                .doesNotContain("Sending packet: $Hg");
    }

    @Test
    void pitfall3RegistersFarBehindTheCoreAreRead() throws Exception {
        String log = GdbScripts.gdb(
                live(),
                "info registers",
                "info registers cp15",
                "p $SCTLR",
                "p $d5",
                "maintenance print remote-registers");
        assertThat(log)
                .contains("SCTLR          0x5                 [ M C ]", "$1 = [ M C ]", "$2 = 0")
                .doesNotContain("too long", "Truncated");
        // Name, gdb's number twice, its offset, size and type; the server's number, and where gdb looks for it in a 'g'
        // packet.
        assertThat(log)
                .containsPattern("(?m)^ cpsr +\\d+ +\\d+ +\\d+ +4 \\S+ +25 +64 *$")
                .containsPattern("(?m)^ d31 +\\d+ +\\d+ +\\d+ +8 \\S+ +57 +316 *$")
                .containsPattern("(?m)^ SCTLR +\\d+ +\\d+ +\\d+ +4 \\S+ +164 +328 *$");
    }

    @Test
    void pitfall4ARegisterThatIsAbsentNowIsUnavailableAndTheNextIsRead() throws Exception {
        assertThat(GdbScripts.gdb(live(), "info registers spsr_irq", "info all-registers", "p/x $cpsr"))
                .contains("spsr_irq       <unavailable>", "$1 = 0x1d3");
    }

    @Test
    void pitfall5TheCoreHasItsStatusRegister() throws Exception {
        assertThat(GdbScripts.gdb(live(), "info registers cpsr", "ptype $pc", "ptype $sp"))
                .contains("cpsr           0x1d3", "type = void (*)()", "type = void *")
                .doesNotContain("rejected");
    }

    @Test
    void pitfall5WithoutItGdbRejectsTheWholeDescription() throws Exception {
        ListenAddress lacking = serve(new FakeTargets(() -> new FakeTarget(false) {
            @Override
            public List<RegisterDescription> registers() {
                return super.registers().stream()
                        .filter(register -> register.number() != RegisterDescription.CPSR)
                        .toList();
            }
        }));
        assertThat(GdbScripts.gdb(lacking, "p/x $pc"))
                .as("the test above would see it")
                .contains("Architecture rejected target-supplied description");
    }

    @Test
    void pitfall6BreakpointsInThumbStateMayHaveBitZero() throws Exception {
        String log = GdbScripts.gdb(
                live(),
                "set arm fallback-mode thumb",
                "set debug remote 1",
                "break *0x800d",
                "c",
                "set debug remote 0",
                "p/x $pc",
                "delete",
                "break *0x8020",
                "c");
        assertThat(log)
                .contains("$Z0,800d,2", "$z0,800c,2", "received signal SIGTRAP", "$1 = 0x800c", "hit Breakpoint 2")
                .doesNotContain("Cannot insert");
    }

    @Test
    void pitfall7NothingIsEverWrittenForABreakpoint() throws Exception {
        String log = GdbScripts.gdb(live(), "set debug remote 1", "break *0x8020", "c", "c", "set debug remote 0");
        assertThat(log).contains("$Z0,8020,4").doesNotContain("$X8020", "$M8020");
    }

    @Test
    void pitfall8ABreakpointWhereNothingIsMappedYetIsTaken() throws Exception {
        assertThat(GdbScripts.gdb(live(), "break *0x90000000", "break *0x8020", "c", "info breakpoints"))
                .contains("hit Breakpoint 2")
                .doesNotContain("Cannot insert", "aborted");
    }

    @Test
    void pitfall9AWatchpointShowsOldAndNewOneInstructionOn() throws Exception {
        assertThat(GdbScripts.gdb(
                        live(), "watch *(int*)0x9000", "c", "p/x $pc", "c", "delete", "rwatch *(int*)0x9000", "c"))
                .contains("Old value = 0\nNew value = 1", "$1 = 0x8010", "Old value = 1\nNew value = 2")
                .contains("Hardware read watchpoint 2", "Value = 3");
    }

    @Test
    void pitfall10WhatCannotBeReadIsNamedAtItsFirstByte(@TempDir Path directory) throws Exception {
        assertThat(GdbScripts.gdb(
                        live(),
                        "dump binary memory " + directory.resolve("dump") + " 0x8000 0x18010",
                        "x/2xb 0x17fff",
                        "p/x *(int*)0x18000"))
                .contains("Cannot access memory at address 0x18000", "0x17fff:\t0x00")
                .doesNotContain("address 0x8000");
    }

    @Test
    void pitfall11AnInterruptStopsARun() throws Exception {
        // gdb's own timer interrupts it, since a script has no keyboard.
        assertThat(GdbScripts.gdb(
                        live(),
                        "python import threading, os, signal",
                        "python threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()",
                        "c",
                        "stepi",
                        "info threads"))
                .contains("received signal SIGINT", "Thread 1.2");
    }

    @Test
    void pitfall13AcknowledgementsCanBeKept() throws Exception {
        ListenAddress address = live();
        assertThat(GdbScripts.gdb(List.of(
                        "set remote noack-packet off",
                        "target extended-remote " + address.gdbTarget(),
                        "stepi",
                        "stepi",
                        "p/x $pc")))
                .contains("$1 = 0x8008");
    }

    @Test
    void pitfall14DocumentsAndTextWithSpecialCharactersComeWhole(@TempDir Path directory) throws Exception {
        Path copy = directory.resolve("copy");
        GdbScripts.gdb(live(), "remote get /image " + copy);
        assertThat(Files.readString(copy)).isEqualTo("not an ELF, with # $ } * in it");
        assertThat(GdbScripts.gdb(live(), "remote get /nothing " + copy)).contains("No such file");
        assertThat(GdbScripts.gdb(live(), "remote put " + copy + " /new")).contains("Read-only");
    }

    /** More registers than go into five packets of the smallest size, in a group that has to be escaped. */
    private static final class ManyRegisters extends FakeTarget {
        private static final int FIRST = 200;
        private static final int COUNT = 60;
        private static final String GROUP = "odd*#$}";

        ManyRegisters() {
            super(false);
            worlds = List.of(new World(
                    1, "machine", true, List.of(new World.WorldThread(1, "CPU *#$}0", 0, "****************"))));
        }

        @Override
        public List<RegisterDescription> registers() {
            List<RegisterDescription> all = new ArrayList<>(super.registers());
            for (int i = 0; i < COUNT; i++) {
                all.add(new RegisterDescription(
                        FIRST + i,
                        "EXTRA" + i,
                        "dev.trapline.arm.extra",
                        GROUP,
                        32,
                        new RegisterDescription.Type.Integer(),
                        false));
            }
            return all;
        }

        @Override
        public Optional<byte[]> readRegister(ThreadId thread, int number) {
            return number >= FIRST
                    ? Optional.of(new byte[] {(byte) (number - FIRST), 0, 0, 0})
                    : super.readRegister(thread, number);
        }
    }

    @Test
    void pitfall14AllFitsIntoPacketsOfTheSizeThatWasOffered() throws Exception {
        ListenAddress address =
                serve(new FakeTargets(ManyRegisters::new), new Limits(0x400, 64, 16L << 20, Duration.ofSeconds(30)));
        String log = GdbScripts.gdb(List.of(
                "set architecture arm",
                "set debug remote 1",
                "target extended-remote " + address.gdbTarget(),
                "set var {unsigned}0xa000 = 0x03232a7d",
                "set debug remote 0",
                "p/x {unsigned}0xa000",
                "p $EXTRA59",
                "info threads"));
        assertThat(log)
                .contains("PacketSize=400;", "$1 = 0x3232a7d", "$2 = 59", "\"CPU *#$}0\" (****************)")
                // gdb escapes what is data in it: } # * and the interrupt character.
                .contains("Sending packet: $Xa000,4:}]}\\n}\\003\\003#")
                .doesNotContain("rejected", "not well-formed", "timed out", "Malformed");
        long pieces = count(log, "Sending packet: \\$qXfer:features:read:target\\.xml:");
        assertThat(pieces).as("pieces of a target.xml above 5 KB").isGreaterThan(5);
        Matcher sent =
                Pattern.compile("(?m)Sending packet: \\$(.*)#[0-9a-f]{2}$").matcher(log);
        assertThat(sent.results().mapToInt(packet -> packet.group(1).length())).allMatch(length -> length <= 0x400);
    }

    @Test
    void pitfall15WorldsAreInferiorsThatComeAndGo() throws Exception {
        assertThat(GdbScripts.gdb(
                        twoWorlds(),
                        "info threads",
                        "detach inferiors 2",
                        "info inferiors",
                        "inferior 2",
                        "attach 2",
                        "p $SCTLR",
                        "attach 9"))
                .contains("Thread 2.2 \"CPU 1\" (off)", "[Inferior 2 (process 2) detached]", "<null>", "$1 = [ M C ]");
        assertThat(GdbScripts.gdb(twoWorlds(), "add-inferior", "inferior 3", "attach 9"))
                .contains("Attaching to process 9 failed");
    }

    @Test
    void backwardsWithBreakpointsAndWatchpointsToTheBeginning() throws Exception {
        assertThat(GdbScripts.gdb(
                        recorded(),
                        "break *0x8020",
                        "c",
                        "c",
                        "reverse-stepi",
                        "p/x $pc",
                        "reverse-continue",
                        "delete",
                        "watch *(int*)0x9000",
                        "reverse-continue",
                        "reverse-continue",
                        "p/x $pc"))
                .contains(
                        "$1 = 0x8014",
                        "Old value = 1\nNew value = 0",
                        "No more reverse-execution history",
                        "$2 = 0x8000");
    }

    @Test
    void callsAreCaught() throws Exception {
        assertThat(GdbScripts.gdb(live(), "catch syscall 4", "c", "c"))
                .contains("(call to syscall", "(returned from syscall");
    }

    @Test
    void conditionsAndPrintsAreMadeInTheServer() throws Exception {
        assertThat(GdbScripts.gdb(
                        live(),
                        "set dprintf-style agent",
                        "dprintf *0x8018,\"count %d\\n\", $r0",
                        "break *0x801c if $r0 == 500",
                        "c",
                        "p $r0",
                        "info breakpoints"))
                .contains("count 1\n", "count 500\n", "$1 = 500", "(target evals)");
    }

    @Test
    void historyIsBrowsedAsTraceFrames() throws Exception {
        assertThat(GdbScripts.gdb(
                        recorded(),
                        "stepi 3",
                        "tstatus",
                        "tfind 5",
                        "p/x $pc",
                        "tfind",
                        "tfind pc 0x8020",
                        "p $trace_frame",
                        "tfind none",
                        "p/x $pc"))
                .contains(
                        "Collected 100 trace frames",
                        "Found trace frame 5",
                        "$1 = 0x8014",
                        "Found trace frame 6",
                        "$2 = 14",
                        "$3 = 0x800c")
                .doesNotContain("warning: Uploaded");
    }

    @Test
    void threadsStopOneByOneInNonStopMode() throws Exception {
        ListenAddress address = twoWorlds();
        assertThat(GdbScripts.gdb(List.of(
                        "set non-stop on",
                        "target extended-remote " + address.gdbTarget(),
                        "break *0x8020",
                        "c",
                        "info threads",
                        "stepi",
                        "p/x $pc")))
                .contains("hit Breakpoint 1", "(running)", "$1 = 0x8024")
                .doesNotContain("internal-error");
    }

    @Test
    void monitorCommandsTeachAndAreFoundByTheirBeginning() throws Exception {
        assertThat(GdbScripts.gdb(
                        live(),
                        "monitor help",
                        "monitor help when",
                        "monitor w",
                        "monitor seek 3",
                        "monitor seek",
                        "monitor nix"))
                .contains(
                        "seek POS  goes somewhere",
                        "says where it is\nand no more",
                        "at 0\n",
                        "(registers changed: maintenance flush register-cache)",
                        "seek needs a position",
                        "there is no monitor command 'nix'");
    }

    @Test
    void tablesAreListedAndMemoryIsSearched() throws Exception {
        assertThat(GdbScripts.gdb(live(), "info os", "info os worlds", "find 0, 0x17fff, 0xe12fff1e"))
                .contains("The worlds", "machine", "0x8024", "1 pattern found");
    }

    @Test
    void writesAndTheirRefusalsAreClear() throws Exception {
        assertThat(GdbScripts.gdb(
                        live(),
                        "set var *(int*)0xa000 = 0x03232a7d",
                        "p/x *(int*)0xa000",
                        "p $r5 = 77",
                        "p $SCTLR = 1",
                        "thread 2",
                        "p $r0 = 5"))
                .contains("$1 = 0x3232a7d", "$2 = 77", "SCTLR cannot be written", "can only be read");
    }

    /** Whose other CPU comes to a breakpoint when the first is stepped for the first time. */
    private static final class Overtaken extends FakeTarget {
        private boolean overtaken;

        Overtaken() {
            super(false);
        }

        @Override
        public void resume(Resume how, StopListener told) {
            Optional<StopPoint> other = points().stream()
                    .filter(point -> point instanceof StopPoint.Execution at && at.address() == 0x8024)
                    .findFirst();
            if (how instanceof Resume.Step
                    && !overtaken
                    && other.isPresent()
                    && other.get() instanceof StopPoint.Execution at) {
                overtaken = true;
                told.stopped(new Stop(new ThreadId(1, 2), new Stop.Reason.AtExecution(at)));
            } else {
                super.resume(how, told);
            }
        }
    }

    @Test
    void aBreakpointOfAnotherThreadsWhileGdbStepsOverOneStopsTheMachineAndNotGdb() throws Exception {
        assertThat(GdbScripts.gdb(
                        serve(new FakeTargets(Overtaken::new)),
                        "break *0x8020",
                        "c",
                        "break *0x8024",
                        "c",
                        "p/x $pc",
                        "thread apply 2 p/x $pc",
                        "c",
                        "p/x $pc"))
                .contains(
                        "thread 1.2 came to a breakpoint at 0x00008024 before thread 1.1 had made its step",
                        "Thread 1 \"CPU 0\" received signal SIGINT",
                        "$1 = 0x8020",
                        "$2 = 0x8024",
                        "hit Breakpoint 2",
                        "$3 = 0x8024")
                .doesNotContain("internal-error");
    }

    @Test
    void killAndRunInOneSession() throws Exception {
        assertThat(GdbScripts.gdb(
                        live(), "stepi", "set remote exec-file /image", "starti", "p/x $pc", "kill", "info inferiors"))
                .contains("$1 = 0x8000", "killed", "<null>");
    }

    @Test
    void aPlainRemoteTargetWorksToo() throws IOException, InterruptedException {
        ListenAddress address = live();
        assertThat(GdbScripts.gdb(List.of("target remote " + address.gdbTarget(), "stepi", "detach", "info inferiors")))
                .contains("0x00008004", "detached");
    }
}
