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
 */
public record ControlRequest(
        String module,
        CommandAction action,
        ControlArgs args,
        String issuer,
        @Nullable String idempotencyKey,
        @Nullable Long expectedVersion) {
    private static final List<String> FIELDS =
            List.of("throttle_pct", "ev_min", "tip_ladder", "kill", "expected_version");

    public ControlRequest {
        Modules.require(module);
        if (idempotencyKey != null && !idempotencyKey.matches("[\\x21-\\x7e]{1,255}")) {
            throw MevException.badInput("Idempotency-Key: 1..255 printable ASCII characters without spaces");
        }
        if (expectedVersion != null && expectedVersion < 0) {
            throw MevException.badInput("expected_version: 0 or more");
        }
    }

    /**
     * Reads path and body.
     *
     * @param body JSON object, or empty
     * @throws MevException BAD_INPUT that names the field and what is allowed
     */
    public static ControlRequest of(String module, String action, byte[] body) {
        Modules.require(module);
        CommandAction parsed = CommandAction.parse(action);
        Map<String, @Nullable Object> fields = body.length == 0 ? new LinkedHashMap<>() : ControlJson.parse(body);
        for (String field : fields.keySet()) {
            if (!FIELDS.contains(field)) {
                throw MevException.badInput("body: unknown field " + field + "; allowed: " + String.join(", ", FIELDS));
            }
        }
        Long expected = ControlJson.wholeNumber(fields, "expected_version");
        return new ControlRequest(module, parsed, ControlArgs.of(fields), "", null, expected);
    }

    public ControlRequest withIssuer(String name) {
        return new ControlRequest(module, action, args, name, idempotencyKey, expectedVersion);
    }

    public ControlRequest withIdempotencyKey(@Nullable String key) {
        return new ControlRequest(module, action, args, issuer, key, expectedVersion);
    }
}
