package dev.trapline.recorder.write;

import dev.trapline.recorder.TestRecordings;
import dev.trapline.recorder.schema.RandomEvents;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A recorder in a JVM of its own, to be killed. It says, after each chunk of events, how many it has told by then. A flight
 * recorder stores a checkpoint whenever it flushes, and so drops segments all the time.
 */
final class RecorderProcess {
    static final int CHUNK = 500;

    /** Every so many chunks are flushed. */
    static final int FLUSHED = 7;

    private RecorderProcess() {}

    private static final KeepLast KEPT = KeepLast.bytes("1M", 1 << 20);

    /** Starts one that records for ever. */
    static Process start(Path recording, long seed, boolean flightRecorder) throws IOException {
        return start(
                RecorderProcess.class, List.of(), recording, Long.toString(seed), Boolean.toString(flightRecorder));
    }

    /** Starts another main class, which is given the recording's path first. */
    static Process start(Class<?> main, List<String> jvmOptions, Path recording, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Xshare:auto");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        for (String option : options()) {
            command.add(option);
        }
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.add(recording.toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(new File(recording + ".stderr"))
                .start();
    }

    /** What Chronicle needs, as this JVM was given it. */
    private static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option ->
                        option.startsWith("--add-") || option.startsWith("-Dchronicle") || option.startsWith("-Dslf4j"))
                .toList();
    }

    /** What it says. */
    static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        RandomEvents random = new RandomEvents(Long.parseLong(arguments[1]), TestRecordings.INSN_NS);
        Optional<KeepLast> keepLast = Boolean.parseBoolean(arguments[2]) ? Optional.of(KEPT) : Optional.empty();
        try (RecordingWriter writer = TestRecordings.begin(Path.of(arguments[0]), keepLast)) {
            for (int chunk = 1; ; chunk++) {
                random.tell(CHUNK, writer.sink());
                System.out.println("told " + writer.events());
                if (chunk % FLUSHED == 0) {
                    writer.flush(random.count());
                    System.out.println("flushed " + writer.events());
                    if (keepLast.isPresent()) {
                        TestRecordings.checkpoint(writer, random.count(), 1);
                    }
                }
            }
        }
    }
}
