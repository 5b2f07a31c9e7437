package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a command asks of a module. Arguments given with any action but {@link #KILL} become part of the policy. */
public enum CommandAction {
    /** Decide and emit. The only action that lifts a kill. */
    START,
    /** Emit nothing until started again. */
    STOP,
    /** Raises the generation, upon which agents drop what they cached; a stopped module runs again, a killed one not. */
    RESTART,
    /** Sets {@code throttle_pct}, which it requires. */
    THROTTLE,
    /** Sets at least one of {@code throttle_pct}, {@code ev_min}, {@code tip_ladder}. */
    POLICY,
    /** Emit nothing, whatever else is said, until a later start. */
    KILL,
    /** The first half of a start that takes two persons: changes no policy. Only the control plane appends it. */
    PROPOSE_START;

    private static final String ALLOWED = Arrays.stream(values())
            .filter(action -> action != PROPOSE_START)
            .map(CommandAction::wireName)
            .collect(Collectors.joining(", "));

    /** The name in messages and paths: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What may be asked for: all but {@link #PROPOSE_START}. @throws MevException BAD_INPUT that lists what is allowed */
    static CommandAction ofRequest(String wireName) {
        CommandAction action = parse(wireName);
        if (action == PROPOSE_START) {
            throw unknown();
        }
        return action;
    }

    /** @throws MevException BAD_INPUT that lists what is allowed */
    public static CommandAction parse(String wireName) {
        for (CommandAction action : values()) {
            if (action.wireName().equals(wireName)) {
                return action;
            }
        }
        throw unknown();
    }

    static MevException unknown() {
        return MevException.badInput("action: unknown; allowed: " + ALLOWED);
    }
}
