package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServicesExtension.class)
class KafkaControlIT extends ControlContract {
    private static final List<String> TOPICS =
            List.of(Topics.CONTROL_COMMANDS, Topics.CONTROL_STATE, Topics.CONTROL_ACKS, Topics.AGENT_HEARTBEATS);

    private final EmbeddedKafka kafka;

    KafkaControlIT(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void emptyTopics() throws Exception {
        try (Admin admin = admin()) {
            List<String> there = admin.listTopics().names().get().stream()
                    .filter(TOPICS::contains)
                    .toList();
            admin.deleteTopics(there).all().get();
            eventually(() -> admin.listTopics().names().get().stream().noneMatch(TOPICS::contains));
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.address()));
    }

    @Override
    ControlChannel openChannel() {
        return ControlChannel.kafka(KafkaControlConfig.of(kafka.address(), "test"));
    }

    @Test
    void brokerOutageHaltsTheAgent_refusesCommands_andWorkResumesByItself() {
        ControlService service = service();
        PolicyGate gate = agent("a").gate();
        post(service, "start", "");
        eventually(gate::mayEmit);
        String hash = desired(service).hash();
        kafka.kill();
        eventually(() -> gate.haltReasons().contains(HaltReason.LEASE_EXPIRED));
        assertThat(gate.tryAdmit()).isFalse();
        assertThatThrownBy(() -> post(service, "stop", ""))
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(MevException.Category.RETRYABLE));
        kafka.start();
        eventually(gate::mayEmit);
        assertThat(gate.policy().hash()).isEqualTo(hash);
        ControlResponse kill = post(service, "kill", "");
        eventually(() -> gate.policy().version() == kill.policyVersion());
        assertThat(gate.tryAdmit()).isFalse();
    }

    @Test
    void killIsInForceAgain_whenBrokerServerAndAgentAllWereRestarted() throws Exception {
        ControlService before = service();
        ControlListener first = agent("a");
        post(before, "start", "");
        eventually(() -> first.gate().mayEmit());
        post(before, "kill", "");
        eventually(() -> first.gate().policy().state() == Policy.State.KILLED);
        Policy killed = desired(before);
        closeAll();
        kafka.kill();
        kafka.start();
        PolicyGate gate = agent("a").gate();
        eventually(() -> gate.haltReasons().equals(java.util.Set.of(HaltReason.POLICY)));
        assertThat(gate.policy()).isEqualTo(killed);
        assertThat(desired(service())).isEqualTo(killed);
    }

    @Test
    void logIsKeptForEver_evenWhereTheTopicWasThereWithOtherSettings() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(Topics.CONTROL_COMMANDS, 1, (short) 1)))
                    .all()
                    .get();
            service();
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.CONTROL_COMMANDS);
            var config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
            assertThat(config.get("retention.ms").value()).isEqualTo("-1");
            assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
        }
    }

    @Test
    void logOfSeveralPartitionsIsRefused() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(Topics.CONTROL_COMMANDS, 3, (short) 1)))
                    .all()
                    .get();
        }
        ControlChannel channel = channel();
        await().atMost(LIMIT).untilAsserted(() -> assertThatThrownBy(channel::ensureTopics)
                .hasMessageContaining("exactly 1 is allowed"));
    }

    @Test
    void eachKillUnderLoadIsApplied_andReplaysGiveTheSameHash() throws Exception {
        ControlService service = service();
        PolicyGate gate = agent("a").gate();
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicLong decisions = new AtomicLong();
        Thread load = new Thread(() -> decide(gate, running, decisions));
        load.start();
        int kills = 40;
        long nanos = 0;
        for (int i = 0; i < kills; i++) {
            post(service, "start", "");
            eventually(gate::mayEmit);
            long from = System.nanoTime();
            ControlResponse kill = post(service, "kill", "");
            while (gate.policy().version() < kill.policyVersion()) {
                Thread.onSpinWait();
            }
            nanos += System.nanoTime() - from;
            assertThat(gate.mayEmit()).isFalse();
        }
        running.set(false);
        load.join();
        System.out.printf("kill: mean of %d from POST to in force %d us%n", kills, nanos / kills / 1000);
        assertThat(decisions.get()).isPositive();
        assertThat(desired(service())).isEqualTo(desired(service)).isEqualTo(gate.policy());
    }

    private static void decide(PolicyGate gate, AtomicBoolean running, AtomicLong decisions) {
        while (running.get()) {
            if (gate.tryAdmit()) {
                decisions.incrementAndGet();
                gate.release();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void throughputOfCommandsIsRecorded() {
        ControlChannel channel = channel();
        ControlService service = service();
        int commands = 5_000;
        byte[] kill = new ControlCommand(
                        1,
                        "mev",
                        CommandAction.KILL,
                        ControlArgs.NONE,
                        "k",
                        "load",
                        ControlCommand.SCHEMA_VERSION,
                        null)
                .toJson();
        long from = System.nanoTime();
        for (int i = 0; i < commands; i++) {
            channel.append(ControlChannel.Outgoing.json(Topics.CONTROL_COMMANDS, "mev", kill));
        }
        eventually(() -> service.status("mev").position() >= commands);
        long millis = Duration.ofNanos(System.nanoTime() - from).toMillis();
        System.out.printf("kills appended, acknowledged and folded: %d in %d ms%n", commands, millis);
        assertThat(desired(service).version()).isEqualTo(commands);
    }

    @Test
    void tombstonesAreRecordsThatSayNothing_andStopNobody() throws Exception {
        ControlService service = service();
        PolicyGate first = agent("a").gate();
        eventually(() -> !first.haltReasons().contains(HaltReason.LOG_NOT_READ));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.address()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String topic : TOPICS) {
                producer.send(new ProducerRecord<>(topic, "mev".getBytes(StandardCharsets.UTF_8), null))
                        .get();
            }
        }
        untilDesired(service, post(service, "start", ""));
        eventually(first::mayEmit);
        assertThat(service.status("mev").position()).isEqualTo(2);
        PolicyGate second = agent("b").gate();
        eventually(second::mayEmit);
        assertThat(second.policy()).isEqualTo(desired(service));
        eventually(() -> service.status("mev").agents().size() == 2);
        assertThat(ControlVerifier.of(channel(), ControlKeys.NONE, null).verify())
                .allMatch(ControlVerifier.Finding::isGood);
    }

    @Test
    void startsWithoutABroker_andWorksOnceThereIsOne() {
        kafka.stop();
        ControlService service = ControlService.open(channel(), ControlServiceConfig.DEFAULT, published::add);
        try {
            PolicyGate gate = agent("a").gate();
            assertThat(service.isReady()).isFalse();
            assertThatThrownBy(() -> service.status("mev")).isInstanceOf(MevException.class);
            kafka.start();
            eventually(service::isReady);
            service.control(ControlRequest.of("mev", "start", "{}".getBytes(StandardCharsets.UTF_8)));
            eventually(gate::mayEmit);
        } finally {
            service.close();
        }
    }
}
