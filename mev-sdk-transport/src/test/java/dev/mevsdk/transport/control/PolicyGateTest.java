package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private void open() {
        gate.renewLease(clock.get() + 100);
        gate.open(HaltReason.LOG_NOT_READ);
        gate.open(HaltReason.POLICY);
    }
}
