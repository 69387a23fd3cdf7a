package dev.trapline.cli.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does jobs several at a time, and hands over what they come to in the order of the jobs: whoever reads it cannot tell how
 * many threads there were, nor how fast the host is.
 *
 * <p>Jobs are asked for only when they are to begin, so there may be more of them than anybody would hold. A job that is
 * no longer wanted is interrupted.
 */
public final class OrderedJobs<T> implements AutoCloseable {
    /** Jobs begun before the one waited for is done, for each thread: one that takes long does not hold the others up. */
    private static final int AHEAD = 4;

    private static final long LOOK_MILLIS = 200;

    private final ExecutorService threads;
    private final Iterator<? extends Callable<T>> jobs;
    private final int most;
    private final Deque<Future<T>> begun = new ArrayDeque<>();

    /** @param atATime how many, at least 1 */
    public OrderedJobs(int atATime, Iterator<? extends Callable<T>> jobs) {
        this.jobs = jobs;
        most = atATime == 1 ? 1 : AHEAD * atATime;
        threads = Executors.newFixedThreadPool(
                atATime, Thread.ofPlatform().daemon().name("job-", 1).factory());
    }

    /** Whether there is a result to come. */
    public boolean hasNext() {
        return !begun.isEmpty() || jobs.hasNext();
    }

    /**
     * Waits for the next result.
     *
     * @param meanwhile called now and then during the wait
     * @throws ExecutionException with the exception that the job threw as its cause
     */
    public T next(Runnable meanwhile) throws InterruptedException, ExecutionException {
        while (begun.size() < most && jobs.hasNext()) {
            begun.addLast(threads.submit(jobs.next()));
        }
        Future<T> first = begun.removeFirst();
        while (true) {
            try {
                return first.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                meanwhile.run();
            }
        }
    }

    /** Gives up what is not done yet, and waits until no job runs any more. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
