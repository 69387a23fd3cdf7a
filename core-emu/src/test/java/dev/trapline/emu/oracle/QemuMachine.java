package dev.trapline.emu.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A QEMU that runs harness.S for as long as this is open. Its memory is a file that is mapped here as well: input records
 * go in and output records come out without a copy.
 */
final class QemuMachine implements AutoCloseable {
    /** Some ten thousand times what a case takes. */
    private static final long NO_END_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Path file;
    private final Path log;
    private final MappedByteBuffer ram;
    private final byte[] scratch = Layout.scratch();
    private Process qemu;

    QemuMachine() throws IOException {
        Path shared = Path.of("/dev/shm");
        file = Files.isWritable(shared)
                ? Files.createTempFile(shared, "trapline-oracle", ".ram")
                : Files.createTempFile("trapline-oracle", ".ram");
        log = Files.createTempFile("trapline-oracle", ".log");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ram = channel.map(FileChannel.MapMode.READ_WRITE, 0, Layout.RAM_SIZE);
        }
        ram.order(ByteOrder.LITTLE_ENDIAN);
        qemu = start();
    }

    private Process start() throws IOException {
        harness();
        put(Layout.TABLE, Layout.table(true));
        put(Layout.SECOND_TABLE, Layout.secondTable());
        put(Layout.CODE_PA, Layout.codeFill());
        put(Layout.MASTER_PA, scratch);
        ram.putInt(Layout.MAILBOX - Layout.RAM, 0);
        return new ProcessBuilder(List.of(
                        "qemu-system-arm",
                        "-machine",
                        "virt,highmem=off,virtualization=on,memory-backend=ram",
                        "-object",
                        "memory-backend-file,id=ram,share=on,size=" + Layout.RAM_SIZE + ",mem-path=" + file,
                        "-m",
                        (Layout.RAM_SIZE >>> 20) + "M",
                        "-cpu",
                        "cortex-a15",
                        "-net",
                        "none",
                        "-nodefaults",
                        "-display",
                        "none",
                        "-serial",
                        "none",
                        "-monitor",
                        "none",
                        "-device",
                        "loader,cpu-num=0,addr=0x" + Integer.toHexString(Layout.HARNESS)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private void harness() throws IOException {
        int at = Layout.HARNESS;
        try (InputStream in = QemuMachine.class.getResourceAsStream("harness.hex")) {
            if (in == null) {
                throw new IOException("harness.hex is not among the test resources");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
                ram.putInt(at - Layout.RAM, Integer.parseUnsignedInt(line, 16));
                at += 4;
            }
        }
    }

    private void put(int pa, byte[] bytes) {
        ram.put(pa - Layout.RAM, bytes);
    }

    /**
     * Runs cases, at most {@link Layout#BATCH}, and gives one output record each. One that QEMU does not come back from,
     * breaks down in, or stores in where its window is not, has that as its kind of exception, and no other suffers from it.
     */
    int[][] run(List<TestCase> cases) throws IOException {
        if (cases.isEmpty()) {
            return new int[0][];
        }
        int finished = finished(cases);
        if (finished < cases.size()) {
            int[] stuck = cases.get(finished).ours.clone();
            stuck[Layout.KIND] = qemu.isAlive() ? Layout.NO_END : Layout.QEMUS_END;
            restart();
            return joined(cases, finished, new int[][] {stuck}, finished + 1);
        }
        int[][] outputs = new int[finished][];
        for (int i = 0; i < finished; i++) {
            outputs[i] = output(i);
        }
        byte[] now = new byte[Layout.SCRATCH_SIZE];
        ram.get(Layout.SCRATCH_PA - Layout.RAM, now);
        if (Arrays.equals(now, scratch)) {
            return outputs;
        }
        if (finished > 1) {
            return joined(cases, finished / 2, new int[0][], finished / 2);
        }
        outputs[0][Layout.KIND] = Layout.ELSEWHERE;
        return outputs;
    }

    /** The cases before {@code end}, what is known of those up to {@code from}, and the cases from there on. */
    private int[][] joined(List<TestCase> cases, int end, int[][] between, int from) throws IOException {
        List<int[]> all = new ArrayList<>(List.of(run(cases.subList(0, end))));
        all.addAll(List.of(between));
        all.addAll(List.of(run(cases.subList(from, cases.size()))));
        return all.toArray(new int[0][]);
    }

    /** Runs cases until the end or the first that has none, and says how many there were before it. */
    private int finished(List<TestCase> cases) throws IOException {
        int at = Layout.INPUT - Layout.RAM;
        for (TestCase c : cases) {
            for (int i = 0; i < Layout.OTHERS + 8; i++) {
                ram.putInt(at + i * 4, c.input[i]);
            }
            at += Layout.INPUT_WORDS * 4;
        }
        put(Layout.SCRATCH_PA, scratch);
        int mailbox = Layout.MAILBOX - Layout.RAM;
        ram.putInt(mailbox + 4, 0);
        ram.putInt(mailbox, cases.size());
        int left = cases.size();
        long since = cpuNanos();
        while (ram.getInt(mailbox + 4) == 0) {
            if (left != ram.getInt(mailbox)) {
                left = ram.getInt(mailbox);
                since = cpuNanos();
            } else if (!qemu.isAlive() || cpuNanos() - since > NO_END_NANOS) {
                if (left == cases.size()) {
                    throw new IOException("QEMU does not take the first case: " + Files.readString(log));
                }
                return cases.size() - left - 1;
            }
            pause();
        }
        return cases.size();
    }

    /** Time QEMU itself has computed for, so that a busy host makes no case look endless; 0 once it has ended. */
    private long cpuNanos() {
        return qemu.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private int[] output(int number) {
        int[] output = new int[Layout.OUTPUT_WORDS];
        int at = Layout.OUTPUT - Layout.RAM + number * Layout.OUTPUT_WORDS * 4;
        for (int i = 0; i < Layout.COMPARED; i++) {
            output[i] = ram.getInt(at + i * 4);
        }
        return output;
    }

    private void restart() throws IOException {
        end();
        qemu = start();
    }

    private void end() throws IOException {
        try {
            qemu.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        end();
        Files.deleteIfExists(file);
        Files.deleteIfExists(log);
    }
}
