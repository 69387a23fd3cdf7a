package dev.trapline.cli.gdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** gdb as a process of its own. */
class DebuggerProcessTest {
    @TempDir
    Path directory;

    private final SignalHandler before = Signal.handle(new Signal("INT"), SignalHandler.SIG_DFL);
    private final CountDownLatch ended = new CountDownLatch(1);

    @AfterEach
    void takeCtrlCBack() {
        Signal.handle(new Signal("INT"), before);
    }

    @Test
    void itExecutesTheScriptAndItsEndIsTold() throws IOException, InterruptedException {
        Path script = Files.writeString(directory.resolve("a script"), "target extended-remote here\n");
        Path gdb = StubGdb.knowing(directory, "gdb");
        DebuggerProcess.start(gdb, script, ended::countDown);
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(StubGdb.said(directory)).containsExactly("-q -x " + script, "target extended-remote here");
    }

    @Test
    void ctrlCIsGdbsWhileItRuns() throws IOException, InterruptedException {
        Path gdb = StubGdb.program(directory, "gdb", "while [ ! -e \"$3\" ]; do sleep 0.05; done\n");
        Path gate = directory.resolve("gate");
        DebuggerProcess.start(gdb, gate, ended::countDown);
        String self = String.valueOf(ProcessHandle.current().pid());
        assertThat(new ProcessBuilder("kill", "-INT", self).start().waitFor())
                .as("this process lives on")
                .isZero();
        assertThat(ended.getCount()).isEqualTo(1);
        Files.createFile(gate);
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** A shell starts what is in its background with Ctrl-C ignored, and a JVM leaves that so. */
    private static void assumeThatCtrlCIsHeard() {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_DFL);
        assumeTrue(Signal.handle(new Signal("INT"), SignalHandler.SIG_DFL).equals(SignalHandler.SIG_DFL));
    }

    @Test
    void ctrlCIsWhoseItWasOnceGdbHasEnded() throws IOException, InterruptedException {
        assumeThatCtrlCIsHeard();
        CountDownLatch heard = new CountDownLatch(1);
        Signal.handle(new Signal("INT"), signal -> heard.countDown());
        Path script = Files.writeString(directory.resolve("a script"), "");
        DebuggerProcess.start(StubGdb.knowing(directory, "gdb"), script, ended::countDown);
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        Signal.raise(new Signal("INT"));
        assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void oneThatCannotBeStartedIsAnError() {
        assertThatThrownBy(() -> DebuggerProcess.start(directory, directory, ended::countDown))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(ended.getCount()).isEqualTo(1);
        assumeThatCtrlCIsHeard();
        assertThatThrownBy(() -> DebuggerProcess.start(directory, directory, ended::countDown))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(Signal.handle(new Signal("INT"), SignalHandler.SIG_DFL))
                .as("Ctrl-C is as it was")
                .isEqualTo(SignalHandler.SIG_DFL);
    }
}
