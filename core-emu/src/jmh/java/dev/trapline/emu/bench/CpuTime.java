package dev.trapline.emu.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time an operation took, beside the wall time that JMH gives: on a shared host only this means anything. It is the
 * process's, so compilers and collector are in it; once warm, they have nothing to do.
 */
public final class CpuTime implements InternalProfiler {
    private static final OperatingSystemMXBean HOST =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private long began;

    @Override
    public String getDescription() {
        return "CPU time of the process, in nanoseconds an operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        began = HOST.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double ns = HOST.getProcessCpuTime() - began;
        long operations = Math.max(1, result.getMetadata().getAllOps());
        return List.of(new ScalarResult("cpu", ns / operations, "ns/op", AggregationPolicy.AVG));
    }
}
