package dev.mevsdk.agent;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.transport.control.ControlKeys;
import dev.mevsdk.transport.control.ListenerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One agent of one module.
 *
 * @param kafka bootstrap servers, {@code host:port}
 * @param models root of the model registry; empty: the estimate without a model
 * @param features name of the feature set a model must have been trained on
 * @param modelCheckInterval between looks for a newly activated model
 * @param reportInterval between log lines with latencies
 */
public record AgentConfig(
        String kafka,
        ListenerConfig control,
        Optional<Path> models,
        String features,
        Duration modelCheckInterval,
        Duration reportInterval) {
    public static final Duration DEFAULT_MODEL_CHECK_INTERVAL = Duration.ofSeconds(2);
    public static final Duration DEFAULT_REPORT_INTERVAL = Duration.ofSeconds(30);

    public AgentConfig {
        if (modelCheckInterval.toMillis() < 10 || reportInterval.toMillis() < 10) {
            throw MevException.badInput("modelCheckInterval, reportInterval: 10 ms or more");
        }
    }

    /** With the defaults, and no model. */
    public static AgentConfig of(String kafka, ListenerConfig control) {
        return new AgentConfig(
                kafka,
                control,
                Optional.empty(),
                defaultFeatures(control.module()),
                DEFAULT_MODEL_CHECK_INTERVAL,
                DEFAULT_REPORT_INTERVAL);
    }

    public AgentConfig withModels(Path root) {
        return new AgentConfig(kafka, control, Optional.of(root), features, modelCheckInterval, reportInterval);
    }

    /**
     * From the environment: {@code KAFKA}, {@code AGENT_ID}, {@code MODULE} (arbitrage or mev), {@code MODELS} (folder),
     * {@code FEATURES} (name), {@code LEASE} (duration), {@code KILL_FILE} (path), {@code CONTROL_PUBLIC_KEYS}
     * (folder or file of public keys) and {@code CONTROL_SIGNED_FROM} (offset).
     *
     * @throws MevException BAD_INPUT that names the variable and what is allowed
     */
    public static AgentConfig from(Settings settings) {
        String module = settings.choice("MODULE", "arbitrage", "arbitrage", "mev");
        String agentId = settings.text("AGENT_ID", module + "-1");
        Duration lease = settings.duration("LEASE", ListenerConfig.DEFAULT_LEASE);
        ListenerConfig control = ListenerConfig.of(agentId, module)
                .withLease(lease, lease.dividedBy(5))
                .withKillFile(settings.text("KILL_FILE").map(Path::of).orElse(null))
                .withKeys(ControlKeys.from(settings));
        return new AgentConfig(
                settings.kafka(),
                control,
                settings.text("MODELS").map(Path::of),
                settings.text("FEATURES", defaultFeatures(module)),
                DEFAULT_MODEL_CHECK_INTERVAL,
                DEFAULT_REPORT_INTERVAL);
    }

    /** Only what is known before the trade. */
    private static String defaultFeatures(String module) {
        return module.equals("mev") ? "pretrade" : "default";
    }
}
