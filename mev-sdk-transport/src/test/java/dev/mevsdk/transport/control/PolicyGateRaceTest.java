package dev.mevsdk.transport.control;

import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/** The gate under every interleaving of its threads that the model checker reaches, not only those a machine happens on. */
class PolicyGateRaceTest {
    private static final int SCHEDULES = 2_000;

    private static final long LEASE = 100;

    private volatile boolean applied;
    private volatile boolean emittedTooLate;

    @Test
    void nothingIsEmittedOnceAKillIsApplied() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            applied = false;
            emittedTooLate = false;
            PolicyGate gate = openGate(new AtomicLong());
            Thread one = new Thread(() -> decide(gate));
            Thread two = new Thread(() -> decide(gate));
            Thread killer = new Thread(() -> kill(gate));
            run(one, two, killer);
            require(!emittedTooLate, "emitted after the kill was applied");
            require(gate.inFlight() == 0, "something is left in flight");
            require(!gate.tryAdmit(), "a killed gate admits");
        });
    }

    private void decide(PolicyGate gate) {
        if (!gate.tryAdmit()) {
            return;
        }
        try {
            if (gate.mayEmit()) {
                emittedTooLate |= applied;
            }
        } finally {
            gate.release();
        }
    }

    /** As the applier does it, on its one thread. */
    private void kill(PolicyGate gate) {
        gate.close(HaltReason.POLICY);
        if (gate.inFlight() == 0) {
            applied = true;
        }
    }

    @Test
    void whatWasAdmittedIsNotEmitted_onceTheKillIsIn() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            applied = false;
            emittedTooLate = false;
            PolicyGate gate = openGate(new AtomicLong());
            require(gate.tryAdmit(), "an open gate admits");
            Thread killer = new Thread(() -> {
                gate.close(HaltReason.POLICY);
                applied = true;
            });
            Thread emitter = new Thread(() -> {
                boolean before = applied;
                emittedTooLate = before && gate.mayEmit();
            });
            run(killer, emitter);
            require(!emittedTooLate, "emitted after the gate was closed");
        });
    }

    @Test
    void renewedLeaseIsNotTakenBack_byAWatchThatSawItOver() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            AtomicLong clock = new AtomicLong();
            PolicyGate gate = openGate(clock);
            clock.set(LEASE + 1);
            Thread watch = new Thread(gate::closeIfLeaseIsOver);
            Thread renewal = new Thread(() -> gate.renewLease(clock.get() + LEASE));
            run(watch, renewal);
            require(gate.haltReasons().isEmpty(), "a good lease counts as over");
            require(gate.tryAdmit(), "the gate stays closed although no reason is left");
        });
    }

    @Test
    void killIsNotLost_whileOtherReasonsComeAndGoAndDecisionsEnd() {
        Lincheck.runConcurrentTest(SCHEDULES, () -> {
            PolicyGate gate = openGate(new AtomicLong());
            require(gate.tryAdmit(), "an open gate admits");
            Thread killer = new Thread(() -> gate.close(HaltReason.POLICY));
            Thread other = new Thread(() -> {
                gate.close(HaltReason.KILL_FILE);
                gate.release();
                gate.open(HaltReason.KILL_FILE);
            });
            run(killer, other);
            require(!gate.mayEmit() && gate.inFlight() == 0, "the kill was lost, or a release");
        });
    }

    private static PolicyGate openGate(AtomicLong clock) {
        PolicyGate gate = new PolicyGate("mev", clock::get);
        gate.renewLease(clock.get() + LEASE);
        gate.open(HaltReason.LOG_NOT_READ);
        gate.open(HaltReason.POLICY);
        return gate;
    }

    private static void run(Thread... threads) {
        for (Thread thread : threads) {
            thread.start();
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
