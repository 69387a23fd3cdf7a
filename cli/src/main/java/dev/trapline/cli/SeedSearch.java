package dev.trapline.cli;

import dev.trapline.cli.run.End;
import dev.trapline.cli.run.OrderedJobs;
import dev.trapline.cli.run.Progress;
import dev.trapline.cli.run.Tally;
import dev.trapline.emu.machine.MachineSpec;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Looks for a seed with which a machine fails. Seeds are decided in order, so that it is the smallest that is found, however
 * many run at a time.
 *
 * <p>Nothing is recorded meanwhile: the seed that fails is run once more for that, and fails again. A recording made and
 * thrown away for every seed was measured to make short runs take four times as long (61 ms instead of 14 ms for
 * {@code race.elf}, most of it waiting for the disk) and long ones no shorter; and it would leave something behind when
 * killed.
 */
final class SeedSearch {
    /** What came of it. */
    sealed interface Outcome {
        /** A seed that fails. */
        record Found(long seed, End end) implements Outcome {}

        /** None does. */
        record NoneFails() implements Outcome {}

        /** The user gave up. */
        record Interrupted() implements Outcome {}
    }

    private final LongFunction<Callable<End>> trial;
    private final long firstSeed;
    private final long tries;
    private final Tally tally;

    /** @param trial runs a machine of a seed to its end, on a thread of its own */
    SeedSearch(long firstSeed, long tries, LongFunction<Callable<End>> trial) {
        if (firstSeed > Long.MAX_VALUE - tries) {
            throw new UnusableInputException("--seed " + firstSeed + " with --tries " + tries
                    + " goes beyond 2^63 - 1. Next: give a smaller --seed");
        }
        this.firstSeed = firstSeed;
        this.tries = tries;
        this.trial = trial;
        tally = new Tally(firstSeed);
    }

    /** Runs seeds of a machine, so many at a time, until one fails, none is left or this thread is interrupted. */
    Outcome run(int atATime, Progress progress) throws ExecutionException {
        try (OrderedJobs<End> ends = new OrderedJobs<>(
                atATime,
                LongStream.range(firstSeed, firstSeed + tries).mapToObj(trial).iterator())) {
            while (ends.hasNext()) {
                End end = ends.next(() -> progress.tick(soFar()));
                progress.tick(soFar());
                if (tally.add(end)) {
                    return new Outcome.Found(tally.lastSeed(), end);
                }
            }
            return new Outcome.NoneFails();
        } catch (InterruptedException e) {
            return new Outcome.Interrupted();
        } finally {
            progress.clear();
        }
    }

    private String soFar() {
        return String.format("tried %,d of %,d seeds, none failed", tally.tried(), tries);
    }

    /** How the seeds that were decided ended. */
    Tally tally() {
        return tally;
    }

    /** The same machine with another seed. */
    static MachineSpec withSeed(MachineSpec spec, long seed) {
        return new MachineSpec(
                spec.board(),
                spec.cpus(),
                spec.memoryBytes(),
                spec.bootMode(),
                spec.images(),
                seed,
                spec.insnNs(),
                spec.rtcSeconds(),
                spec.onReset(),
                spec.semihosting(),
                spec.disks(),
                spec.nets());
    }
}
