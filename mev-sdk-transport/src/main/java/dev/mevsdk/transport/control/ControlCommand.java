package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code control-commands}: JSON in the original's form, with fields added that old readers ignore.
 *
 * <p>A command for one agent carries {@code "scope":{"agent":ID,"args":{...}}} and an empty {@code args}. The original's
 * agents ignore {@code scope} and take such a record for one to the whole module: a stop or kill stops them too, which
 * is the safe side; values reach them not at all; and a start or restart counts only while the module itself runs. Where such an agent was
 * halted by a kill for one agent, a later start for any other agent starts it again.
 *
 * @param ts when it was issued, seconds since the epoch; for people, the log's order is the only order
 * @param module {@code arbitrage} or {@code mev}
 * @param requestId names the command; a second record of the same id is not folded again
 * @param issuer who asked, as the token says; empty when unknown
 * @param schemaVersion of this form: {@value #SCHEMA_VERSION}, or {@value #NEWEST_SCHEMA_VERSION} with what readers of
 *     the former must not pass over
 * @param expectedVersion the policy version the issuer saw; the fold refuses the command when it is no longer current
 * @param agent the one agent it is for; null for the whole module
 * @param notes what else goes with it
 */
public record ControlCommand(
        long ts,
        String module,
        CommandAction action,
        ControlArgs args,
        String requestId,
        String issuer,
        int schemaVersion,
        @Nullable Long expectedVersion,
        @Nullable String agent,
        Notes notes) {
    public static final int SCHEMA_VERSION = 1;
    public static final int NEWEST_SCHEMA_VERSION = 2;

    /** Characters of an agent's id. */
    public static final int MAX_AGENT_ID = 128;

    /**
     * @param reason for people and audit, up to {@value CommandText#MAX_REASON} printable characters; may be empty
     * @param approves request id of the proposed start that this start completes
     * @param logPosition how much of the log its appender had read: bounds how late, or how often, a signed record counts
     */
    public record Notes(
            String reason,
            @Nullable String approves,
            @Nullable Long logPosition) {
        public static final Notes NONE = new Notes("", null, null);

        public Notes {
            CommandText.requireReason(reason);
        }
    }

    /** @throws MevException BAD_INPUT that names the field and what is allowed */
    public ControlCommand {
        Modules.require(module);
        if (!isRequestId(requestId)) {
            throw MevException.badInput("request_id: 1..128 characters");
        }
        if (agent != null) {
            CommandText.requireAgent(agent);
        }
        if (action != CommandAction.KILL && args.kill() == null) {
            checkArgs(action, args, schemaVersion, agent != null);
        }
    }

    /** For the whole module. */
    public ControlCommand(
            long ts,
            String module,
            CommandAction action,
            ControlArgs args,
            String requestId,
            String issuer,
            int schemaVersion,
            @Nullable Long expectedVersion) {
        this(ts, module, action, args, requestId, issuer, schemaVersion, expectedVersion, null, Notes.NONE);
    }

    static boolean isRequestId(String text) {
        return !text.isEmpty() && text.length() <= 128;
    }

    private static void checkArgs(CommandAction action, ControlArgs args, int schemaVersion, boolean oneAgent) {
        if (schemaVersion > NEWEST_SCHEMA_VERSION) {
            throw MevException.badInput("schema_version: at most " + NEWEST_SCHEMA_VERSION);
        }
        if (action == CommandAction.THROTTLE && args.throttlePct() == null) {
            throw MevException.badInput("throttle_pct: required by the action throttle, 0..100 (percent)");
        }
        if (action == CommandAction.POLICY && args.setsNothing() && !oneAgent) {
            throw MevException.badInput("policy: one of throttle_pct, ev_min, tip_ladder is required");
        }
        if (action == CommandAction.PROPOSE_START && !args.equals(ControlArgs.NONE)) {
            throw MevException.badInput("args: not allowed with propose_start");
        }
    }

    /** The action, or the argument {@code kill:true}. */
    public boolean kills() {
        return action == CommandAction.KILL || Boolean.TRUE.equals(args.kill());
    }

    /** Whether that agent of the module has to obey it, and to answer. */
    boolean concerns(String agentId) {
        return agent == null || agent.equals(agentId);
    }

    /** The record's value, UTF-8. */
    public byte[] toJson() {
        return CommandJson.write(this);
    }

    /**
     * Reads a record's value. Fields it does not know are ignored. A kill is read even when its other fields make no
     * sense, and what can't be read of it is passed over: nothing may keep it from being obeyed. One whose scope can't
     * be read is for the whole module.
     *
     * @throws MevException BAD_INPUT that names the field and what is allowed
     */
    public static ControlCommand parse(byte[] json) {
        return CommandJson.read(json);
    }
}
