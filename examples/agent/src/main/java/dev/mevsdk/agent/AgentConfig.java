package dev.mevsdk.agent;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.transport.control.ControlKeys;
import dev.mevsdk.transport.control.ListenerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One agent of one module.
 *
 * @param kafka the brokers, and what they ask of a client
 * @param models root of the model registry; empty: the estimate without a model
 * @param features name of the feature set a model must have been trained on
 * @param modelCheckInterval between looks for a newly activated model
 * @param reportInterval between log lines with latencies, and between those of the histogram log
 * @param histogramLog file for the latencies as a histogram log, replaced at the start; empty: none
 */
public record AgentConfig(
        KafkaConnection kafka,
        ListenerConfig control,
        Optional<Path> models,
        String features,
        Duration modelCheckInterval,
        Duration reportInterval,
        Optional<Path> histogramLog) {
    public static final Duration DEFAULT_MODEL_CHECK_INTERVAL = Duration.ofSeconds(2);
    public static final Duration DEFAULT_REPORT_INTERVAL = Duration.ofSeconds(30);

    /** It is part of event ids, client names and logs. */
    private static final Pattern AGENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(250);
    private static final int HEARTBEATS_PER_LEASE = 5;

    public AgentConfig {
        if (modelCheckInterval.toMillis() < 10 || reportInterval.toMillis() < 10) {
            throw MevException.badInput("modelCheckInterval, reportInterval: 10 ms or more");
        }
    }

    /** With the defaults, no model and no TLS; {@code kafka} is {@code host:port}, several with commas. */
    public static AgentConfig of(String kafka, ListenerConfig control) {
        return of(KafkaConnection.of(kafka), control);
    }

    /** With the defaults, and no model. */
    public static AgentConfig of(KafkaConnection kafka, ListenerConfig control) {
        return new AgentConfig(
                kafka,
                control,
                Optional.empty(),
                defaultFeatures(control.module()),
                DEFAULT_MODEL_CHECK_INTERVAL,
                DEFAULT_REPORT_INTERVAL,
                Optional.empty());
    }

    public AgentConfig withModels(Path root) {
        return new AgentConfig(
                kafka, control, Optional.of(root), features, modelCheckInterval, reportInterval, histogramLog);
    }

    public AgentConfig withHistogramLog(Path file) {
        return new AgentConfig(kafka, control, models, features, modelCheckInterval, reportInterval, Optional.of(file));
    }

    public AgentConfig withModelCheckInterval(Duration interval) {
        return new AgentConfig(kafka, control, models, features, interval, reportInterval, histogramLog);
    }

    /**
     * From the environment: {@code KAFKA}, {@code KAFKA_TLS} with {@code TLS_CA}, {@code TLS_CERT} and {@code TLS_KEY},
     * {@code AGENT_ID}, {@code MODULE} (arbitrage or mev), {@code MODELS} (folder),
     * {@code FEATURES} (name), {@code LEASE} (duration), {@code KILL_FILE} (path),
     * {@code CONTROL_PUBLIC_KEYS} (folder or file of public keys) and {@code CONTROL_SIGNED_FROM} (offset).
     *
     * @throws MevException BAD_INPUT that names the variable and what is allowed
     */
    public static AgentConfig from(Settings settings) {
        String module = settings.choice("MODULE", "arbitrage", "arbitrage", "mev");
        return new AgentConfig(
                settings.kafka(),
                control(settings, module),
                settings.text("MODELS").map(Path::of),
                settings.text("FEATURES", defaultFeatures(module)),
                DEFAULT_MODEL_CHECK_INTERVAL,
                DEFAULT_REPORT_INTERVAL,
                Optional.empty());
    }

    private static ListenerConfig control(Settings settings, String module) {
        String agentId = settings.text("AGENT_ID", module + "-1");
        if (!AGENT_ID.matcher(agentId).matches()) {
            throw MevException.badInput("AGENT_ID: must be 1 to 64 of A-Z a-z 0-9 . _ -");
        }
        Duration lease = settings.duration("LEASE", ListenerConfig.DEFAULT_LEASE);
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            throw MevException.badInput("LEASE: must be " + SHORTEST_LEASE.toMillis() + "ms or more");
        }
        return ListenerConfig.of(agentId, module)
                .withLease(lease, lease.dividedBy(HEARTBEATS_PER_LEASE))
                .withKillFile(settings.text("KILL_FILE").map(Path::of).orElse(null))
                .withKeys(ControlKeys.from(settings));
    }

    /** Only what is known before the trade. */
    private static String defaultFeatures(String module) {
        return module.equals("mev") ? "pretrade" : "default";
    }
}
