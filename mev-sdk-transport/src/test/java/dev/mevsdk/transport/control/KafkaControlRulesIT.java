package dev.mevsdk.transport.control;

import dev.mevsdk.core.Topics;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServicesExtension.class)
class KafkaControlRulesIT extends ControlRulesContract {
    private static final List<String> TOPICS =
            List.of(Topics.CONTROL_COMMANDS, Topics.CONTROL_STATE, Topics.CONTROL_ACKS, Topics.AGENT_HEARTBEATS);

    private final EmbeddedKafka kafka;

    KafkaControlRulesIT(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void emptyTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.address()))) {
            List<String> there = admin.listTopics().names().get().stream()
                    .filter(TOPICS::contains)
                    .toList();
            admin.deleteTopics(there).all().get();
            Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> admin.listTopics().names().get().stream()
                    .noneMatch(TOPICS::contains));
        }
    }

    @Override
    ControlChannel openChannel() {
        return ControlChannel.kafka(KafkaControlConfig.of(kafka.address(), "test"));
    }
}
