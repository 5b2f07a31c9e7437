package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A POST to {@code /api/control/module/{name}:{action}}.
 *
 * @param issuer who asks, as the token says
 * @param idempotencyKey a repeated request of the same issuer, module and key has the effect of one; null for none
 * @param expectedVersion the policy version the caller saw; null when it does not matter
 * @param agent the one agent it is for; null for the whole module
 * @param reason for people and audit, up to 200 printable characters; may be empty
 */
public record ControlRequest(
        String module,
        CommandAction action,
        ControlArgs args,
        String issuer,
        @Nullable String idempotencyKey,
        @Nullable Long expectedVersion,
        @Nullable String agent,
        String reason) {
    private static final List<String> FIELDS =
            List.of("throttle_pct", "ev_min", "tip_ladder", "kill", "expected_version", "agent", "reason");
    /** A refused kill has to say so, and how to get it through. */
    private static final String NOT_KILLED = "; nothing was killed: a kill of the module needs no body";

    /** @throws MevException BAD_INPUT that names the field and what is allowed */
    public ControlRequest {
        Modules.require(module);
        if (action == CommandAction.PROPOSE_START) {
            // The service makes it of a start, where two persons are required: nobody asks for it.
            throw CommandAction.unknown();
        }
        if (idempotencyKey != null && !idempotencyKey.matches("[\\x21-\\x7e]{1,255}")) {
            throw MevException.badInput("Idempotency-Key: 1..255 printable ASCII characters without spaces");
        }
        if (expectedVersion != null && expectedVersion < 0) {
            throw MevException.badInput("expected_version: 0 or more");
        }
        if (agent != null) {
            CommandText.requireAgent(agent);
        }
        CommandText.requireReason(reason);
    }

    /** For the whole module, without a reason. */
    public ControlRequest(
            String module,
            CommandAction action,
            ControlArgs args,
            String issuer,
            @Nullable String idempotencyKey,
            @Nullable Long expectedVersion) {
        this(module, action, args, issuer, idempotencyKey, expectedVersion, null, "");
    }

    /**
     * Reads path and body.
     *
     * @param body JSON object, or empty
     * @throws MevException BAD_INPUT that names the field and what is allowed
     */
    public static ControlRequest of(String module, String action, byte[] body) {
        Modules.require(module);
        CommandAction parsed = CommandAction.ofRequest(action);
        try {
            return read(module, parsed, body);
        } catch (MevException e) {
            throw parsed == CommandAction.KILL ? MevException.badInput(e.getMessage() + NOT_KILLED) : e;
        }
    }

    private static ControlRequest read(String module, CommandAction action, byte[] body) {
        Map<String, @Nullable Object> fields = body.length == 0 ? new LinkedHashMap<>() : ControlJson.parse(body);
        for (String field : fields.keySet()) {
            if (!FIELDS.contains(field)) {
                throw MevException.badInput("body: unknown field " + CommandText.printable(field) + "; allowed: "
                        + String.join(", ", FIELDS));
            }
        }
        String reason = ControlJson.text(fields, "reason");
        return new ControlRequest(
                module,
                action,
                ControlArgs.of(fields),
                "",
                null,
                ControlJson.wholeNumber(fields, "expected_version"),
                ControlJson.text(fields, "agent"),
                reason == null ? "" : reason);
    }

    /**
     * Reads a POST to {@code /api/control/all:{action}}: the same request for each module.
     *
     * @throws MevException BAD_INPUT that names the field and what is allowed
     */
    public static List<ControlRequest> ofAll(String action, byte[] body) {
        List<ControlRequest> requests =
                Modules.ALL.stream().map(module -> of(module, action, body)).toList();
        ControlRequest first = requests.get(0);
        if (first.agent() != null) {
            throw MevException.badInput("agent: not allowed for all modules; allowed for one module");
        }
        if (first.expectedVersion() != null) {
            throw MevException.badInput(
                    "expected_version: not allowed for all modules, each has its own; allowed for one module");
        }
        return requests;
    }

    boolean kills() {
        return action == CommandAction.KILL || Boolean.TRUE.equals(args.kill());
    }

    public ControlRequest withIssuer(String name) {
        return new ControlRequest(module, action, args, name, idempotencyKey, expectedVersion, agent, reason);
    }

    public ControlRequest withIdempotencyKey(@Nullable String key) {
        return new ControlRequest(module, action, args, issuer, key, expectedVersion, agent, reason);
    }

    public ControlRequest withReason(String text) {
        return new ControlRequest(module, action, args, issuer, idempotencyKey, expectedVersion, agent, text);
    }
}
