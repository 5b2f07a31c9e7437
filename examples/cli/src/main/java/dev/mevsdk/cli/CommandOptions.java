package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command to a module may be told. */
final class CommandOptions {
    @Option(names = "--agent", paramLabel = "ID", description = "This agent only.")
    private @Nullable String agent;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, for people and for the audit; up to 200 characters.")
    private @Nullable String reason;

    @Option(
            names = "--expected-version",
            paramLabel = "N",
            description = "Only if the policy still has this version; exit code 5 else.")
    private @Nullable Long expectedVersion;

    @Mixin
    private IdempotencyKey key = new IdempotencyKey();

    @Option(names = "--no-wait", description = "Don't wait for the agents.")
    private boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            defaultValue = "10s",
            description = "How long to wait for the agents: 500ms, 10s, 2m. Default: ${DEFAULT-VALUE}")
    private Duration timeout = Duration.ofSeconds(10);

    ObjectNode body(String module) {
        if (expectedVersion != null && module.equals(ModuleName.EVERY)) {
            throw Failure.usage("--expected-version: each module has a version of its own, name one module");
        }
        ObjectNode body = Json.object();
        if (agent != null) {
            body.put("agent", agent);
        }
        if (reason != null) {
            body.put("reason", reason);
        }
        if (expectedVersion != null) {
            body.put("expected_version", expectedVersion);
        }
        return body;
    }

    Map<String, String> headers() {
        return key.headers();
    }

    /** What a person has to type to confirm. */
    String target(String module) {
        return agent == null ? module : agent;
    }

    @Nullable
    String agent() {
        return agent;
    }

    boolean waits() {
        return !noWait;
    }

    Duration timeout() {
        return timeout;
    }
}
