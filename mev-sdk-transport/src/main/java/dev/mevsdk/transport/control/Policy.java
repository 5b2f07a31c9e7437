package dev.mevsdk.transport.control;

import java.util.List;

/**
 * What a module has to do, as its history says. Immutable.
 *
 * @param throttlePct percent of the opportunities left out, 0..100
 * @param evMin least expected profit after costs that is worth a decision, SOL
 * @param tipLadder percentiles of the tip floor, each 0..1, ascending
 * @param generation raised by each restart
 * @param version offset of the last command that was accepted, plus one; 0 before the first
 * @param hash hex SHA-256 chained over the bytes of all records of the module, refused ones too
 */
public record Policy(
        String module,
        State state,
        int throttlePct,
        double evMin,
        List<Double> tipLadder,
        long generation,
        long version,
        String hash) {

    /** Whether decisions are emitted. */
    public enum State {
        RUNNING,
        STOPPED,
        /** Lifted by a start alone. */
        KILLED,
        /** Never commanded: an agent that does not know its policy, or no longer knows whether it is current. */
        HALTED
    }

    /** Nothing is left out. */
    public static final int DEFAULT_THROTTLE_PCT = 0;

    /** SOL. */
    public static final double DEFAULT_EV_MIN = 0;

    /** The median tip. */
    public static final List<Double> DEFAULT_TIP_LADDER = List.of(0.5);

    /** The hash before the first record. */
    public static final String EMPTY_HASH = "0".repeat(64);

    public Policy {
        tipLadder = List.copyOf(tipLadder);
    }

    /** Before any command: stopped. */
    public static Policy initial(String module) {
        return new Policy(
                Modules.require(module),
                State.STOPPED,
                DEFAULT_THROTTLE_PCT,
                DEFAULT_EV_MIN,
                DEFAULT_TIP_LADDER,
                0,
                0,
                EMPTY_HASH);
    }

    Policy withVersion(long newVersion, String newHash) {
        return new Policy(module, state, throttlePct, evMin, tipLadder, generation, newVersion, newHash);
    }

    Policy withHash(String newHash) {
        return new Policy(module, state, throttlePct, evMin, tipLadder, generation, version, newHash);
    }

    Policy withState(State newState) {
        return new Policy(module, newState, throttlePct, evMin, tipLadder, generation, version, hash);
    }
}
