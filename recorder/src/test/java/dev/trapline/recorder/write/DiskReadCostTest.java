package dev.trapline.recorder.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.device.disk.DiskImage;
import dev.trapline.emu.machine.DiskSpec;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.psci.PsciAbi;
import dev.trapline.recorder.disks.BlockIndex;
import dev.trapline.recorder.disks.StoringDisks;
import dev.trapline.recorder.schema.Batch;
import dev.trapline.recorder.schema.EventCollector;
import dev.trapline.recorder.schema.TraceEncoder;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TraceSink;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a disk's read costs that goes to guest memory, of blocks that the recording holds already. */
final class DiskReadCostTest {
    /** More blocks than there are boxed numbers to be had for nothing, and fewer than are cached. */
    private static final int FIRST_BLOCK = 1000;

    private static final int BLOCKS = 40;
    private static final int REQUESTS = 2000;
    private static final int LENGTH = 4096;

    private static final DiskSpec DISK = new DiskSpec(Path.of("disk"), DiskSpec.Format.RAW, false);

    @TempDir
    Path directory;

    private final byte[] buffer = new byte[LENGTH];

    @Test
    void dataThatADiskWritesToGuestMemoryAllocatesNothing() {
        TraceEncoder encoder = new TraceEncoder(new Batch(), batch -> batch, 1, 0, 0);
        try (StoringDisks disks = new StoringDisks((n, d) -> new Numbered(), directory, new byte[32])) {
            TraceObserver observer = observer(encoder.sink(), disks);
            DiskImage disk = disks.open(0, DISK);
            transfer(disk, observer);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long least = Long.MAX_VALUE;
            // HotSpot allocates a little on a thread's account when it compiles what that runs: so not in every round.
            for (int round = 0; round < 20; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                transfer(disk, observer);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).as("bytes allocated by %d requests", REQUESTS).isLessThan(100);
        }
    }

    @Test
    void dataOfADiskIsToldByWhereItIsStored() {
        EventCollector told = new EventCollector(1);
        try (StoringDisks disks = new StoringDisks((n, d) -> new Numbered(), directory, new byte[32])) {
            TraceObserver observer = observer(told, disks);
            DiskImage disk = disks.open(0, DISK);
            transfer(disk, observer);
        }
        assertThat(told.events()).hasSize(REQUESTS).allMatch(e -> e instanceof TraceEvent.MemoryWrittenFromImage);
    }

    private static TraceObserver observer(TraceSink sink, StoringDisks disks) {
        TraceObserver observer = new TraceObserver(sink, 1, PsciAbi.INSTANCE);
        observer.know(disks.reads());
        MachineSpec spec = MachineSpec.builder()
                .images(BootImages.NONE.withKernel(Image.of("nothing", new byte[4])))
                .build();
        observer.attach(
                new Machine(spec, new MachinePorts(b -> {}, InputSource.silent(0), observer, Diagnostics.NONE)));
        return observer;
    }

    private void transfer(DiskImage disk, TraceObserver observer) {
        for (int i = 0; i < REQUESTS; i++) {
            long block = FIRST_BLOCK + i * 7L % BLOCKS;
            disk.read(block * BlockIndex.BLOCK + LENGTH, buffer, 0, LENGTH);
            observer.deviceWroteMemory(0x40000000L + LENGTH * (i % 100), buffer, 0, LENGTH);
        }
    }

    /** A disk whose bytes tell the block they are in. */
    private static final class Numbered implements DiskImage {
        @Override
        public long size() {
            return 2L * FIRST_BLOCK * BlockIndex.BLOCK;
        }

        @Override
        public void read(long offset, byte[] to, int at, int length) {
            for (int i = 0; i < length; i++) {
                to[at + i] = (byte) ((offset + i) / BlockIndex.BLOCK);
            }
        }

        @Override
        public void close() {}
    }
}
