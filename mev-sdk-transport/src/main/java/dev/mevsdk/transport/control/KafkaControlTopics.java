package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
            Set<String> old = new HashSet<>(WANTED.keySet());
            // What was made just now is as wanted, and may not be described everywhere yet.
            old.removeAll(create(admin));
            requireOnePartition(admin, old);
            correct(admin, old);
        } catch (ExecutionException | KafkaException e) {
            throw MevException.retryable("Kafka does not answer: the control topics could not be checked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MevException.retryable("Interrupted while the control topics were checked", e);
        }
    }

    private static Set<String> create(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> missing = new HashSet<>(WANTED.keySet());
        missing.removeAll(admin.listTopics().names().get());
        List<NewTopic> topics = missing.stream()
                .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty())
                        .configs(WANTED.getOrDefault(topic, Map.of())))
                .toList();
        try {
            admin.createTopics(topics).all().get();
            return missing;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                // Another server was faster: all of them are checked.
                return Set.of();
            }
            throw e;
        }
    }

    private static void requireOnePartition(Admin admin, Set<String> old)
            throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> topics =
                admin.describeTopics(old).allTopicNames().get();
        for (TopicDescription topic : topics.values()) {
            if (topic.partitions().size() != 1) {
                throw MevException.fatal(
                        topic.name() + ": has " + topic.partitions().size()
                                + " partitions; exactly 1 is allowed, since its order is the only order",
                        null);
            }
        }
    }

    private static void correct(Admin admin, Set<String> old) throws ExecutionException, InterruptedException {
        List<ConfigResource> resources = old.stream()
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
