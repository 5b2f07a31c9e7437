package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics and the settings without which they don't hold what the protocol promises. */
final class KafkaControlTopics {
    private static final String ONE_HOUR_MILLIS = "3600000";
    private static final Map<String, Map<String, String>> WANTED = Map.of(
            Topics.CONTROL_COMMANDS,
            Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1"),
            Topics.CONTROL_STATE,
            Map.of("cleanup.policy", "compact"),
            Topics.CONTROL_ACKS,
            Map.of("cleanup.policy", "delete"),
            Topics.AGENT_HEARTBEATS,
            Map.of("cleanup.policy", "delete", "retention.ms", ONE_HOUR_MILLIS));

    private final Map<String, Object> settings;

    KafkaControlTopics(Map<String, Object> settings) {
        this.settings = settings;
    }

    /** @throws MevException RETRYABLE when the broker is away, FATAL when a topic has more than one partition */
    void ensure() {
        try (Admin admin = Admin.create(settings)) {
            create(admin);
            requireOnePartition(admin);
            correct(admin);
        } catch (ExecutionException | KafkaException e) {
            throw MevException.retryable("Kafka does not answer: the control topics could not be checked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MevException.retryable("Interrupted while the control topics were checked", e);
        }
    }

    private static void create(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> there = admin.listTopics().names().get();
        List<NewTopic> missing = WANTED.entrySet().stream()
                .filter(wanted -> !there.contains(wanted.getKey()))
                .map(wanted ->
                        new NewTopic(wanted.getKey(), Optional.of(1), Optional.empty()).configs(wanted.getValue()))
                .toList();
        try {
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            // Another server was faster.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static void requireOnePartition(Admin admin) throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> topics =
                admin.describeTopics(WANTED.keySet()).allTopicNames().get();
        for (TopicDescription topic : topics.values()) {
            if (topic.partitions().size() != 1) {
                throw MevException.fatal(
                        topic.name() + ": has " + topic.partitions().size()
                                + " partitions; exactly 1 is allowed, since its order is the only order",
                        null);
            }
        }
    }

    private static void correct(Admin admin) throws ExecutionException, InterruptedException {
        List<ConfigResource> resources = WANTED.keySet().stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        Map<ConfigResource, Config> found =
                admin.describeConfigs(resources).all().get();
        for (Map.Entry<ConfigResource, Config> topic : found.entrySet()) {
            List<AlterConfigOp> ops = new ArrayList<>();
            WANTED.getOrDefault(topic.getKey().name(), Map.of()).forEach((name, value) -> {
                if (!value.equals(topic.getValue().get(name).value())) {
                    ops.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
                }
            });
            if (!ops.isEmpty()) {
                changes.put(topic.getKey(), ops);
            }
        }
        if (!changes.isEmpty()) {
            admin.incrementalAlterConfigs(changes).all().get();
        }
    }
}
