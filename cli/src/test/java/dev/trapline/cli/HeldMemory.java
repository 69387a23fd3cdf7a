package dev.trapline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a process holds once its garbage is collected, in MiB of each kind. */
record HeldMemory(Map<HeldMemory.Kind, Long> mib) {
    enum Kind {
        HEAP,
        METASPACE,
        MACHINE_CODE,
        RESIDENT
    }

    static HeldMemory now() {
        // Twice: the first finds what the second frees, classes among it.
        System.gc();
        System.gc();
        Map<Kind, Long> bytes = new EnumMap<>(Kind.class);
        bytes.put(
                Kind.HEAP,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        bytes.put(Kind.METASPACE, used("Metaspace", "Compressed Class Space"));
        bytes.put(Kind.MACHINE_CODE, used("CodeHeap", "CodeCache"));
        bytes.put(Kind.RESIDENT, resident());
        bytes.replaceAll((kind, n) -> n >> 20);
        return new HeldMemory(bytes);
    }

    /** The most there ever was of each kind. */
    static HeldMemory most(List<HeldMemory> all) {
        Map<Kind, Long> most = new EnumMap<>(Kind.class);
        for (HeldMemory one : all) {
            one.mib.forEach((kind, n) -> most.merge(kind, n, Math::max));
        }
        return new HeldMemory(most);
    }

    long mib(Kind kind) {
        return mib.getOrDefault(kind, 0L);
    }

    private static long used(String... pools) {
        long sum = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            for (String name : pools) {
                if (pool.getName().startsWith(name)) {
                    sum += pool.getUsage().getUsed();
                }
            }
        }
        return sum;
    }

    private static long resident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(l -> l.startsWith("VmRSS:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return mib.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "))
                + " (MiB)";
    }
}
