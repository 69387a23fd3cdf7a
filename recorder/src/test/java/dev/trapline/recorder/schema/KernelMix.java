package dev.trapline.recorder.schema;

import java.util.SplittableRandom;

/**
 * Events in the proportions of a kernel's boot: for each console byte a few reads of the UART's flags, a write and the
 * byte; now and then a timer tick with its exception, acknowledge, timer writes and end; system calls; page faults.
 */
public final class KernelMix {
    private static final int TABLE = 1 << 16;

    private final SplittableRandom random = new SplittableRandom(3);
    private final int[] gaps = new int[TABLE];
    private final int[] picks = new int[TABLE];
    private long count;
    private int at;

    public KernelMix() {
        for (int i = 0; i < TABLE; i++) {
            gaps[i] = random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(5, 60);
            picks[i] = random.nextInt();
        }
    }

    public long count() {
        return count;
    }

    /** Tells at least so many events; returns how many. */
    public long tell(long atLeast, TraceSink sink) {
        long told = 0;
        while (told < atLeast) {
            int i = at++ & TABLE - 1;
            int pick = picks[i];
            count += gaps[i];
            int kind = pick & 31;
            long pc = 0xc0008000L + (pick >>> 12 & 0xffc);
            if (kind < 20) {
                int polls = 1 + (pick >>> 5 & 3);
                for (int k = 0; k < polls; k++) {
                    sink.deviceRead(count, 0, 1, 0x09000018L, 4, 0x90);
                    count += 5 + (k == 0 ? pick >>> 8 & 7 : 0);
                }
                int letter = 32 + (pick >>> 8 & 63);
                sink.deviceWrite(count, 0, 1, 0x09000000L, 4, letter);
                sink.console(count, letter);
                told += polls + 2;
            } else if (kind < 24) {
                sink.privateLine(count, 0, 27, true);
                sink.exceptionTaken(count, 0, 0x18, 0x13, 0x12, 0, 0, 0, pc);
                sink.complexRead(count + 30, 0, 0x0801000cL, 4, 27);
                sink.acknowledged(count + 30, 0, 27, false);
                sink.timerWrite(count + 300, 0, 2, count * 8 + 4_000_000);
                sink.privateLine(count + 300, 0, 27, false);
                sink.complexWrite(count + 800, 0, 0x08010010L, 4, 27);
                sink.ended(count + 800, 0, 27, false);
                count += 900;
                told += 8;
            } else if (kind < 29) {
                sink.exceptionTaken(count, 0, 8, 0x10, 0x13, 0, 0, 0, 0x00010000L + (pick >>> 10 & 0xfffc));
                told++;
            } else {
                long fault = 0xb6000000L + (pick >>> 3 & 0xfffff);
                sink.exceptionTaken(count, 0, 0x10, 0x10, 0x17, 0x817, fault, 0, 0x00010000L + (pick >>> 9 & 0xffffc));
                told++;
            }
        }
        return told;
    }
}
