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
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A QEMU that runs harness.S for as long as this is open. Its memory is a file that is mapped here as well: input records
 * go in and output records come out without a copy.
 */
final class QemuMachine implements AutoCloseable {
    private static final long TIMEOUT_MS = 60_000;

    private final Path file;
    private final Path log;
    private final MappedByteBuffer ram;
    private final Process qemu;
    private final byte[] scratch = Layout.scratch();

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
        harness();
        put(Layout.TABLE, Layout.table(true));
        put(Layout.SECOND_TABLE, Layout.secondTable());
        put(Layout.CODE_PA, Layout.codeFill());
        put(Layout.SCRATCH_PA, scratch);
        put(Layout.MASTER_PA, scratch);
        qemu = new ProcessBuilder(List.of(
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

    /** Runs cases, at most {@link Layout#BATCH}, and gives one output record each. */
    int[][] run(List<TestCase> cases) throws IOException {
        int at = Layout.INPUT - Layout.RAM;
        for (TestCase c : cases) {
            ram.asIntBuffer();
            for (int i = 0; i < Layout.OTHERS + 8; i++) {
                ram.putInt(at + i * 4, c.input[i]);
            }
            at += Layout.INPUT_WORDS * 4;
        }
        put(Layout.SCRATCH_PA, scratch);
        int mailbox = Layout.MAILBOX - Layout.RAM;
        ram.putInt(mailbox + 4, 0);
        ram.putInt(mailbox, cases.size());
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
        while (ram.getInt(mailbox + 4) == 0) {
            if (!qemu.isAlive()) {
                throw new IOException("QEMU ended: " + Files.readString(log));
            }
            if (System.nanoTime() > end) {
                int number = cases.size() - ram.getInt(mailbox) - 1;
                throw new IOException("QEMU does not come back from case " + number
                        + (number >= 0 ? ": " + describe(cases.get(number)) : ""));
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        int[][] outputs = new int[cases.size()][Layout.OUTPUT_WORDS];
        at = Layout.OUTPUT - Layout.RAM;
        for (int[] output : outputs) {
            for (int i = 0; i < Layout.COMPARED; i++) {
                output[i] = ram.getInt(at + i * 4);
            }
            at += Layout.OUTPUT_WORDS * 4;
        }
        return outputs;
    }

    private static String describe(TestCase c) {
        return c.name() + " " + Integer.toHexString(c.word) + " " + c.inputs(false);
    }

    @Override
    public void close() throws IOException {
        qemu.destroyForcibly();
        Files.deleteIfExists(file);
        Files.deleteIfExists(log);
    }
}
