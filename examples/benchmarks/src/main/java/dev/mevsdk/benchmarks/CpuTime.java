package dev.mevsdk.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Predicate;

/** CPU time, which a busy machine distorts less than wall time. */
final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /** Of the calling thread so far, ns. */
    static long ofThisThreadNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** Of this process so far, every thread and the collector included, ns. */
    static long ofProcessNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** Summed over the living threads whose name matches, ns. */
    static long ofThreadsNanos(Predicate<String> name) {
        long sum = 0;
        for (var info : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (info != null && name.test(info.getThreadName())) {
                sum += Math.max(0, THREADS.getThreadCpuTime(info.getThreadId()));
            }
        }
        return sum;
    }
}
