package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PolicyGateTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 50);
    private final PolicyGate gate = new PolicyGate("mev", clock::get);

    @Test
    void startsHalted() {
        assertThat(gate.tryAdmit()).isFalse();
        assertThat(gate.policy().state()).isEqualTo(Policy.State.HALTED);
        assertThat(gate.haltReasons())
                .containsExactly(HaltReason.LOG_NOT_READ, HaltReason.LEASE_EXPIRED, HaltReason.POLICY);
    }

    @Test
    void leaseEndsAdmissionAndEmission_withoutAnyOtherThread_evenWhenTheClockWraps() {
        open();
        assertThat(gate.tryAdmit()).isTrue();
        clock.addAndGet(100);
        assertThat(gate.mayEmit()).isFalse();
        assertThat(gate.tryAdmit()).isFalse();
        assertThat(gate.closeIfLeaseIsOver()).isTrue();
        assertThat(gate.inFlight()).isEqualTo(1);
    }

    @Test
    void whatWasAdmittedMayNotBeEmittedOnceClosed() {
        open();
        assertThat(gate.tryAdmit()).isTrue();
        gate.close(HaltReason.POLICY);
        assertThat(gate.mayEmit()).isFalse();
        gate.release();
        assertThat(gate.inFlight()).isZero();
    }

    @Test
    void releaseThatIsOneTooManyIsRefused_andLeavesTheGateAsItIs() {
        open();
        assertThatThrownBy(gate::release).isInstanceOf(IllegalStateException.class);
        assertThat(gate.inFlight()).isZero();
        assertThat(gate.tryAdmit()).isTrue();
    }

    /** What the compiler allocates for itself goes to threads of its own; the least of the rounds is that of warm code. */
    @Test
    void askingForThePolicyAndBracketingADecisionAllocatesNothing() {
        open();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20 && least > 0; round++) {
            least = Math.min(least, bytesOf(100_000));
        }
        assertThat(least).isZero();
    }

    private long bytesOf(int decisions) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long seen = 0;
        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < decisions; i++) {
            if (gate.tryAdmit()) {
                seen += gate.policy().version() + (gate.mayEmit() ? 1 : 0);
                gate.release();
            }
        }
        long bytes = threads.getThreadAllocatedBytes(self) - before;
        assertThat(seen).isEqualTo(decisions);
        return bytes;
    }

    private void open() {
        gate.renewLease(clock.get() + 100);
        gate.open(HaltReason.LOG_NOT_READ);
        gate.open(HaltReason.POLICY);
    }
}
