package dev.mevsdk.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.mevsdk.transport.control.AgentObserver;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlListener;
import dev.mevsdk.transport.control.ControlRequest;
import dev.mevsdk.transport.control.ControlService;
import dev.mevsdk.transport.control.ControlServiceConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import dev.mevsdk.transport.control.PolicyGate;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeoutException;

/** What asking the gate costs a decision, on one thread, with the agent's own threads at work. */
final class PolicyReadCost {
    private static final int READS = 2_000_000;
    private static final int WARM_UP = 5;
    /** Kept, since asking for it allocates. */
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private PolicyReadCost() {}

    static void measure(BenchmarkRun run) throws TimeoutException {
        int rounds = run.quick() ? 5 : 21;
        double[] bracket = new double[rounds];
        double[] policyAlone = new double[rounds];
        double[] clock = new double[rounds];
        double bytes = 0;
        try (ControlChannel channel = ControlChannel.inMemory();
                ControlService service = ControlService.open(channel, ControlServiceConfig.DEFAULT, ack -> {});
                ControlListener listener =
                        ControlListener.start(channel, ListenerConfig.of("agent-1", "mev"), AgentObserver.NONE)) {
            PolicyGate gate = listener.gate();
            KillLoad.until(service::isReady);
            service.control(ControlRequest.of("mev", "start", new byte[0]));
            KillLoad.until(gate::mayEmit);
            for (int round = -WARM_UP; round < rounds; round++) {
                long allocated = allocatedByThisThread();
                double whole = nanosEach(gate, PolicyReadCost::bracket);
                double bytesEach = (double) (allocatedByThisThread() - allocated) / READS;
                double policy = nanosEach(gate, PolicyReadCost::policyAlone);
                double time = nanosEach(gate, PolicyReadCost::clock);
                if (round >= 0) {
                    bracket[round] = whole;
                    policyAlone[round] = policy;
                    clock[round] = time;
                    bytes = Math.max(bytes, bytesEach);
                }
            }
        }
        run.figure("policy_read_ns", "ns", bracket);
        run.figure("policy_read_bytes", "bytes", bytes);
        run.detail("policy() alone", "ns", policyAlone);
        run.detail("System.nanoTime() alone", "ns", clock);
        run.note("policy read: tryAdmit, policy(), release; the lease's clock is read in it");
    }

    private interface Reads {
        long times(PolicyGate gate, int count);
    }

    private static double nanosEach(PolicyGate gate, Reads reads) {
        long from = System.nanoTime();
        long seen = reads.times(gate, READS);
        double each = (double) (System.nanoTime() - from) / READS;
        if (seen == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return each;
    }

    private static long bracket(PolicyGate gate, int count) {
        long seen = 0;
        for (int i = 0; i < count; i++) {
            if (gate.tryAdmit()) {
                seen += gate.policy().version();
                gate.release();
            }
        }
        return seen;
    }

    private static long policyAlone(PolicyGate gate, int count) {
        long seen = 0;
        for (int i = 0; i < count; i++) {
            seen += gate.policy().version();
        }
        return seen;
    }

    private static long clock(PolicyGate gate, int count) {
        long seen = 0;
        for (int i = 0; i < count; i++) {
            seen ^= System.nanoTime();
        }
        return seen | 1;
    }

    private static long allocatedByThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
