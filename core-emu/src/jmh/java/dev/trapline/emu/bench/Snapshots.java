package dev.trapline.emu.bench;

import dev.trapline.emu.machine.MachineState;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.port.Observer;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to keep, take back, write and digest a machine's state. An operation is one of these.
 *
 * <p><b>Cost centre:</b> the parts' canonical form; one reference a frame; after that a copy of each page written again.
 *
 * <p><b>Why it matters:</b> checkpoints, seek and reverse execution rest on it: the distance between checkpoints, and so how
 * long a step backwards takes, follows from these figures.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Snapshots {
    private static final long RAM = 0x4000_0000L;
    /** Where loop and tables of walk-store.S are not. */
    private static final long FILLED_FROM = 0x4800_0000L;

    private static final int PAGES = 4096;
    /** A round of walk-store.S over its pages: of 19 instructions 16 store. */
    private static final int ROUND = PAGES / 16 * 19;

    /** RAM in MiB, and how many of them hold something: small is the baseline of large. */
    @Param({"128:0", "512:100"})
    @SuppressWarnings("NullAway.Init") // JMH sets it before setup
    public String memory;

    @SuppressWarnings("NullAway.Init") // made in setup
    private Guest guest;

    @SuppressWarnings("NullAway.Init") // made in setup
    private MachineState before;

    @Setup
    public void fill() {
        String[] sizes = memory.split(":", 2);
        guest = Guest.inLoop("walk-store", Observer.NONE, 1, Long.parseLong(sizes[0]) << 20);
        SplittableRandom random = new SplittableRandom(1);
        byte[] page = new byte[PhysicalMemory.FRAME_SIZE];
        int pages = Integer.parseInt(sizes[1]) << 8;
        for (int i = 0; i < pages; i++) {
            // Half noise, half zeroes: what compresses like a kernel's memory.
            for (int at = 0; at < page.length / 2; at++) {
                page[at] = (byte) random.nextInt();
            }
            guest.machine.memory().write(FILLED_FROM + (long) i * page.length, page, 0, page.length);
        }
        before = guest.machine.save();
    }

    /** All that a checkpoint in memory costs at the moment it is taken. */
    @Benchmark
    public MachineState save() {
        return guest.machine.save();
    }

    /** Back to a checkpoint that differs in nothing. */
    @Benchmark
    public int restore() {
        guest.machine.restore(before);
        return guest.machine.cpu(0).r[0];
    }

    /** Back to a checkpoint since which 4096 pages were written, which is timed as well: less {@link #writePagesAgain}. */
    @Benchmark
    public int restoreAfterWriting() {
        int last = guest.run(ROUND);
        guest.machine.restore(before);
        return last;
    }

    /** 4096 pages, 4864 instructions, after a checkpoint: each page is copied when it is first written. */
    @Benchmark
    public int saveAndWritePages() {
        guest.machine.save();
        return guest.run(ROUND);
    }

    /** The same without a checkpoint: the baseline of the two above. */
    @Benchmark
    public int writePagesAgain() {
        return guest.run(ROUND);
    }

    /** The state as a file, deflated and digested. */
    @Benchmark
    public long writeFile() throws IOException {
        Counted file = new Counted();
        before.writeTo(file);
        return file.length;
    }

    /** The digest of a summary: SHA-256 over all that was touched. */
    @Benchmark
    public String stateSha256() {
        return guest.machine.stateSha256();
    }

    /** What SHA-256 alone takes for as many bytes: the baseline of {@link #stateSha256}. */
    @Benchmark
    public byte[] sha256Alone() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        PhysicalMemory frames = guest.machine.memory();
        for (int frame = frames.frameAt(RAM); frame < frames.frameCount(); frame++) {
            if (!frames.isUntouched(frame)) {
                digest.update(frames.readable(frame));
            }
        }
        return digest.digest();
    }

    /** A file that is only counted: the host's disk is not measured. */
    private static final class Counted extends OutputStream {
        long length;

        @Override
        public void write(int b) {
            length++;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            length += count;
        }
    }
}
