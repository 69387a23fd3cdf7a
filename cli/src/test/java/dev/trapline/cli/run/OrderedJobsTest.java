package dev.trapline.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedJobsTest {
    private static final Runnable NOTHING = () -> {};

    @Test
    void resultsComeInTheOrderOfTheJobsWhateverIsDoneFirst() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        List<Callable<Integer>> jobs = List.of(
                () -> {
                    second.await();
                    return 1;
                },
                () -> {
                    second.countDown();
                    return 2;
                });
        List<Integer> results = new ArrayList<>();
        try (OrderedJobs<Integer> all = new OrderedJobs<>(2, jobs.iterator())) {
            while (all.hasNext()) {
                results.add(all.next(NOTHING));
            }
        }
        assertThat(results).containsExactly(1, 2);
    }

    @Test
    void jobsBeginOnlyALittleAheadOfTheResultThatIsTaken() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (OrderedJobs<Integer> all = new OrderedJobs<>(
                2,
                IntStream.iterate(0, i -> i + 1)
                        .mapToObj(i -> {
                            asked.incrementAndGet();
                            return (Callable<Integer>) () -> i;
                        })
                        .iterator())) {
            for (int i = 0; i < 100; i++) {
                assertThat(all.next(NOTHING)).isEqualTo(i);
            }
        }
        assertThat(asked.get()).as("of jobs without end").isBetween(100, 120);
    }

    @Test
    void whatAJobThrowsComesInItsTurn() throws Exception {
        List<Callable<Integer>> jobs = List.of(() -> 1, () -> {
            throw new IllegalArgumentException("the second");
        });
        try (OrderedJobs<Integer> all = new OrderedJobs<>(2, jobs.iterator())) {
            assertThat(all.next(NOTHING)).isEqualTo(1);
            assertThatThrownBy(() -> all.next(NOTHING))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void closingEndsWhatStillRuns() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch runs = new CountDownLatch(1);
        List<Callable<Integer>> jobs = List.of(() -> 1, () -> {
            runs.countDown();
            try {
                new CountDownLatch(1).await();
                return 2;
            } finally {
                ended.set(true);
            }
        });
        try (OrderedJobs<Integer> all = new OrderedJobs<>(2, jobs.iterator())) {
            assertThat(all.next(NOTHING)).isEqualTo(1);
            runs.await();
        }
        assertThat(ended).as("no job runs after close").isTrue();
    }
}
