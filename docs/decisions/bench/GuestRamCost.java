import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What guest RAM costs apart from the speed of an access: resident memory, and the collector's work on it.
 *
 * <p>Run {@code java GuestRamCost.java}: it starts itself once per row, touches 512 MB of a 3 GB guest page by page in random order, and
 * meanwhile allocates {@code GARBAGE} bytes of short-lived data per page, as an event log or a debugger would. Then it clones
 * the machine (a second page table that shares every page) and writes one page in sixteen of the clone.
 *
 * <p>Columns: CPU time of the touching, that of its thread and that of the whole process, the collector's threads with it (ms);
 * collections; resident size in MB after the touch and after the clone's writes.
 */
public final class GuestRamCost {
    private static final int PAGE = 4096;
    private static final long GUEST = 3L << 30;
    private static final int TOUCHED = (512 << 20) / PAGE;
    private static final int GARBAGE = 16 << 10;
    private static Object sink;

    public static void main(String[] args) throws Exception {
        if (args.length == 1) {
            child(args[0]);
            return;
        }
        System.out.printf("%-8s %-62s %8s %8s %6s %8s %8s%n", "ram", "flags", "thread", "process", "gcs", "rss", "+clone");
        String[] collectors = {
            "-XX:+UseSerialGC",
            "-XX:+UseSerialGC -Xmn64m",
            "-XX:+UseSerialGC -Xmn64m -XX:MaxTenuringThreshold=1",
            "-XX:+UseParallelGC",
            "-XX:+UseG1GC"
        };
        for (String ram : new String[] {"none", "pages", "file", "chunks", "array"}) {
            for (String flags : collectors) {
                start(ram, flags + " -Xmx5g");
            }
        }
    }

    private static void start(String ram, String flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(List.of(flags.split(" ")));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "GuestRamCost.java", ram));
        System.out.printf("%-8s %-62s ", ram, flags);
        System.out.flush();
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static void child(String ram) throws IOException {
        int[] order = shuffled((int) (GUEST / PAGE));
        Runnable cloneAndWrite = () -> {};
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long process = system.getProcessCpuTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        switch (ram) {
            case "none" -> touch(order, page -> {});
            case "pages" -> {
                byte[][] table = new byte[order.length][];
                touch(order, page -> (table[page] = new byte[PAGE])[page & 0xfff] = 1);
                cloneAndWrite = () -> {
                    byte[][] other = table.clone();
                    sink = other;
                    for (int i = 0; i < TOUCHED; i += 16) {
                        (other[order[i]] = other[order[i]].clone())[7] = 2;
                    }
                };
            }
            case "chunks" -> { // 64 KiB arrays: fewer objects, but a random touch brings in sixteen pages
                byte[][] table = new byte[order.length / 16][];
                touch(order, page -> {
                    byte[] chunk = table[page / 16];
                    if (chunk == null) {
                        table[page / 16] = chunk = new byte[16 * PAGE];
                    }
                    chunk[page & 15] = 1;
                });
                sink = table;
            }
            case "array" -> { // a Java array ends at 2 GB: two of them make the guest
                byte[][] table = {new byte[(int) (GUEST / 2)], new byte[(int) (GUEST / 2)]};
                touch(order, page -> table[page & 1][page / 2 * PAGE] = 1);
                sink = table;
            }
            case "file" -> {
                MemorySegment map = privateMapping();
                touch(order, page -> map.set(ValueLayout.JAVA_BYTE, (long) page * PAGE, (byte) 1));
            }
            default -> throw new IllegalArgumentException(ram);
        }
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        process = system.getProcessCpuTime() - process;
        long resident = resident();
        cloneAndWrite.run();
        long collections = 0;
        for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += gc.getCollectionCount();
        }
        System.out.printf("%8d %8d %6d %8d %8d%n", cpu / 1_000_000, process / 1_000_000, collections, resident, resident());
    }

    private interface Toucher {
        void touch(int page);
    }

    private static void touch(int[] order, Toucher toucher) {
        for (int i = 0; i < TOUCHED; i++) {
            toucher.touch(order[i]);
            sink = new byte[GARBAGE];
        }
    }

    private static int[] shuffled(int n) {
        int[] order = new int[n];
        Random random = new Random(1);
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** A sparse file mapped copy-on-write: the kernel supplies zero pages lazily, and a second mapping could share the file. */
    private static MemorySegment privateMapping() throws IOException {
        Path file = Files.createTempFile("guest-ram", "");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), GUEST - 1);
            return channel.map(FileChannel.MapMode.PRIVATE, 0, GUEST, Arena.global());
        } finally {
            Files.delete(file);
        }
    }

    private static long resident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
            }
        }
        return -1;
    }
}
