package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a command. Null means: not given, the policy keeps its value.
 *
 * @param throttlePct percent of the opportunities an agent leaves out, 0 (none) to 100 (all)
 * @param evMin least expected profit after costs that is worth a decision, SOL, 0 to {@value #MAX_EV_MIN_SOL}
 * @param tipLadder percentiles of the tip floor, each 0..1 and higher than the one before, 1 to {@value #MAX_RUNGS}
 * @param kill true means the same as the action kill; false is refused, since only a start lifts a kill
 */
public record ControlArgs(
        @Nullable Integer throttlePct,
        @Nullable Double evMin,
        @Nullable List<Double> tipLadder,
        @Nullable Boolean kill) {
    /** More SOL than this as a threshold is a mistake in the unit. */
    public static final double MAX_EV_MIN_SOL = 1_000_000;

    public static final int MAX_RUNGS = 16;

    private static final String THROTTLE_ALLOWED = "0..100 (percent)";
    private static final String EV_MIN_ALLOWED = "0.." + (long) MAX_EV_MIN_SOL + " (SOL)";
    private static final String LADDER_ALLOWED =
            "1.." + MAX_RUNGS + " percentiles of the tip floor, each 0..1, ascending";

    public static final ControlArgs NONE = new ControlArgs(null, null, null, null);

    /** @throws MevException BAD_INPUT that names the field and what is allowed */
    public ControlArgs {
        require(throttlePct == null || (throttlePct >= 0 && throttlePct <= 100), "throttle_pct: " + THROTTLE_ALLOWED);
        require(evMin == null || (evMin >= 0 && evMin <= MAX_EV_MIN_SOL), "ev_min: " + EV_MIN_ALLOWED);
        tipLadder = tipLadder == null ? null : List.copyOf(tipLadder);
        require(tipLadder == null || isLadder(tipLadder), "tip_ladder: " + LADDER_ALLOWED);
        require(kill == null || kill, "kill: only true is allowed; the action start lifts a kill");
    }

    /** True when nothing that a policy keeps is given. */
    boolean setsNothing() {
        return throttlePct == null && evMin == null && tipLadder == null;
    }

    static ControlArgs of(Map<String, @Nullable Object> fields) {
        return new ControlArgs(
                reading(THROTTLE_ALLOWED, () -> ControlJson.integer(fields, "throttle_pct")),
                reading(EV_MIN_ALLOWED, () -> ControlJson.number(fields, "ev_min")),
                reading(LADDER_ALLOWED, () -> ControlJson.numbers(fields, "tip_ladder")),
                ControlJson.bool(fields, "kill"));
    }

    /** What is of the wrong type is told what is allowed, as what is out of range is. */
    private static <T> @Nullable T reading(String allowed, Supplier<@Nullable T> field) {
        try {
            return field.get();
        } catch (MevException e) {
            throw MevException.badInput(e.getMessage() + "; allowed: " + allowed);
        }
    }

    private static boolean isLadder(List<Double> ladder) {
        double below = -1;
        for (double rung : ladder) {
            if (!(rung >= 0 && rung <= 1 && rung > below)) {
                return false;
            }
            below = rung;
        }
        return !ladder.isEmpty() && ladder.size() <= MAX_RUNGS;
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw MevException.badInput(problem);
        }
    }
}
