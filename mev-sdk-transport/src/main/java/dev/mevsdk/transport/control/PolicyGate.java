package dev.mevsdk.transport.control;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Stands between policy and decision. A decision is bracketed:
 *
 * <pre>{@code
 * if (!gate.tryAdmit()) return;
 * try {
 *     decide();
 *     if (gate.mayEmit()) emit();       // the emitter checks again
 * } finally {
 *     gate.release();                   // or when the broker has acknowledged, for an asynchronous emit
 * }
 * }</pre>
 *
 * A kill counts as applied only when everything admitted was released, so nothing is emitted after that. Thread-safe;
 * admitting and releasing never block and allocate nothing.
 */
public final class PolicyGate {
    private static final long IN_FLIGHT = 0xFFFF_FFFFL;

    /** Low 32 bits: admitted and not released. Above: one bit per reason to be closed. One word, so one order. */
    private final AtomicLong word;

    private final LongSupplier nanoClock;
    private volatile Policy policy;
    private volatile long leaseEndNanos;

    PolicyGate(String module, LongSupplier nanoClock) {
        this.policy = Policy.initial(module).withState(Policy.State.HALTED);
        this.nanoClock = nanoClock;
        this.leaseEndNanos = nanoClock.getAsLong();
        this.word = new AtomicLong(
                HaltReason.LOG_NOT_READ.bit() | HaltReason.LEASE_EXPIRED.bit() | HaltReason.POLICY.bit());
    }

    /** True when a decision may be made; {@link #release()} must follow, exactly once. */
    public boolean tryAdmit() {
        if (leaseIsOver()) {
            return false;
        }
        long seen = word.get();
        while ((seen & ~IN_FLIGHT) == 0) {
            if (word.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = word.get();
        }
        return false;
    }

    /** Whether what was admitted may still go out. */
    public boolean mayEmit() {
        return (word.get() & ~IN_FLIGHT) == 0 && !leaseIsOver();
    }

    /**
     * Ends what {@link #tryAdmit()} began. From any thread.
     *
     * @throws IllegalStateException when nothing is in flight: something was released twice
     */
    public void release() {
        long seen = word.get();
        while ((seen & IN_FLIGHT) != 0) {
            if (word.compareAndSet(seen, seen - 1)) {
                return;
            }
            seen = word.get();
        }
        throw new IllegalStateException("release without tryAdmit");
    }

    /** The policy in force; its state is HALTED until the log was read to the end once. */
    public Policy policy() {
        return policy;
    }

    public int inFlight() {
        return (int) (word.get() & IN_FLIGHT);
    }

    /** Why nothing is admitted; empty when the gate is open. */
    public Set<HaltReason> haltReasons() {
        long now = word.get();
        Set<HaltReason> reasons = EnumSet.noneOf(HaltReason.class);
        for (HaltReason reason : HaltReason.values()) {
            if ((now & reason.bit()) != 0) {
                reasons.add(reason);
            }
        }
        if (leaseIsOver()) {
            reasons.add(HaltReason.LEASE_EXPIRED);
        }
        return reasons;
    }

    /** Returns whether this changed anything. */
    boolean close(HaltReason reason) {
        long seen = word.get();
        while (!word.compareAndSet(seen, seen | reason.bit())) {
            seen = word.get();
        }
        return (seen & reason.bit()) == 0;
    }

    void open(HaltReason reason) {
        long seen = word.get();
        while (!word.compareAndSet(seen, seen & ~reason.bit())) {
            seen = word.get();
        }
    }

    void setPolicy(Policy next) {
        policy = next;
    }

    /** The lease is good until this reading of the clock. */
    void renewLease(long endNanos) {
        leaseEndNanos = endNanos;
        open(HaltReason.LEASE_EXPIRED);
    }

    /** Closes the gate when the lease is over. Returns true when it did so now. */
    boolean closeIfLeaseIsOver() {
        if (!leaseIsOver()) {
            return false;
        }
        boolean closedNow = close(HaltReason.LEASE_EXPIRED);
        if (!leaseIsOver()) {
            // Renewed between the look and the closing.
            open(HaltReason.LEASE_EXPIRED);
            return false;
        }
        return closedNow;
    }

    private boolean leaseIsOver() {
        return nanoClock.getAsLong() - leaseEndNanos >= 0;
    }
}
