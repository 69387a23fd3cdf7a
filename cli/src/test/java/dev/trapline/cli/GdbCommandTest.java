package dev.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.cli.gdb.GdbProgram;
import dev.trapline.cli.gdb.StubGdb;
import dev.trapline.fixtures.BaremetalCase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** {@code trapline gdb --launch}, on a host with a gdb that knows ARM and on one without. */
@Timeout(120)
class GdbCommandTest {
    private static final String NONE = "no gdb here knows ARM";

    @TempDir
    Path path;

    @TempDir
    Path dir;

    private final SignalHandler before = Signal.handle(new Signal("INT"), SignalHandler.SIG_DFL);
    private final StringWriter err = new StringWriter();

    /** Whoever launches gdb leaves Ctrl-C to it. */
    @AfterEach
    void takeCtrlCBack() {
        Signal.handle(new Signal("INT"), before);
    }

    private int gdb(String... line) {
        GdbCommand command = new GdbCommand(OutputStream.nullOutputStream(), new GdbProgram(path.toString()));
        return new CommandLine(command)
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    err.append(String.valueOf(e.getMessage())).append('\n');
                    return ExitCodes.UNUSABLE;
                })
                .execute(line);
    }

    private String[] machine(String... more) {
        List<String> line = new ArrayList<>(List.of(more));
        line.addAll(List.of("--memory", "128M", "--kernel"));
        line.add(BaremetalCase.named("steps-a32").elf().toString());
        return line.toArray(String[]::new);
    }

    private String record() {
        String recording = dir.resolve("rec").toString();
        List<String> line = new ArrayList<>(List.of("record", "-o", recording));
        line.addAll(List.of(machine()));
        PrintWriter ignored = new PrintWriter(new StringWriter(), true);
        Main.execute(line.toArray(String[]::new), OutputStream.nullOutputStream(), ignored, ignored, false);
        return recording;
    }

    /** What a debugger is told that it can attach, it does, and kills the machine. */
    private void killOnceServed() {
        Pattern address = Pattern.compile("extended-remote 127\\.0\\.0\\.1:(\\d+)[\\s\\S]*debug it with: ");
        Matcher told = address.matcher(err.toString());
        while (!told.find()) {
            Thread.onSpinWait();
            told = address.matcher(err.toString());
        }
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(told.group(1)))) {
            socket.getOutputStream().write("$?#3f$k#6b".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            // It hangs up.
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertOneLine(String text) {
        assertThat(err.toString().lines()).singleElement().asString().contains(text);
    }

    @Test
    void withoutAGdbThatKnowsArmNoMachineIsStarted() throws IOException {
        StubGdb.ignorant(path, "gdb", 1);
        assertThat(gdb(machine("--launch"))).isEqualTo(ExitCodes.UNUSABLE);
        assertOneLine(NONE);
        assertThat(path.resolve("gdb.started")).doesNotExist();
    }

    @Test
    void withoutAGdbThatKnowsArmNoRecordingIsReplayed() {
        // There is none, even: that would be found out later.
        assertThat(gdb("--launch", dir.resolve("rec").toString())).isEqualTo(ExitCodes.UNUSABLE);
        assertOneLine(NONE);
    }

    @Test
    void withoutAGdbAMachineIsServedAllTheSameAndSaysSo() {
        CompletableFuture<Void> killer = CompletableFuture.runAsync(this::killOnceServed);
        assertThat(gdb(machine())).isEqualTo(ExitCodes.INTERRUPTED);
        killer.join();
        assertThat(err.toString()).contains(NONE).containsPattern("debug it with: gdb -x .*trapline\\.gdb");
    }

    @Test
    void gdbIsRunOnAMachineWhichEndsWithIt() throws IOException {
        StubGdb.knowing(path, "gdb-multiarch");
        assertThat(gdb(machine("--launch"))).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(StubGdb.said(path).getFirst()).matches("-q -x .*trapline\\.gdb");
        assertThat(StubGdb.said(path)).anyMatch(line -> line.matches("target extended-remote 127\\.0\\.0\\.1:\\d+"));
    }

    private void assertFirstProgram(String file) throws IOException {
        assertThat(StubGdb.said(path).stream()
                        .filter(line -> line.startsWith("file ") || line.startsWith("add-symbol")))
                .first()
                .isEqualTo("file \"" + file + "\"");
    }

    @Test
    void aLiveMachinesSymbolsAreThoseOfTheProgramsItIsGiven() throws IOException {
        StubGdb.knowing(path, "gdb");
        String program = BaremetalCase.named("steps-a32").elf().toString();
        gdb("--launch", "--memory", "128M", "--bios", program);
        assertFirstProgram(program);
        gdb(machine("--launch"));
        assertFirstProgram(program);
        Path raw = Files.write(dir.resolve("raw.bin"), new byte[64]);
        gdb("--launch", "--memory", "128M", "--kernel", raw.toString());
        assertThat(StubGdb.said(path)).noneMatch(line -> line.startsWith("file "));
        gdb("--launch", "--memory", "128M", "--kernel", raw.toString(), "--symbols", program);
        assertFirstProgram(program);
    }

    @Test
    void gdbIsRunOnARecordingAndTheServerEndsWithIt() throws IOException {
        StubGdb.knowing(path, "arm-none-eabi-gdb");
        assertThat(gdb("--launch", record())).isEqualTo(ExitCodes.OK);
        assertThat(StubGdb.said(path))
                .anyMatch(line -> line.startsWith("file ") && line.endsWith(".elf\""))
                .anyMatch(line -> line.matches("target extended-remote 127\\.0\\.0\\.1:\\d+"));
    }
}
