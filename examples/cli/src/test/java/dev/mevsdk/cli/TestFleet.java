package dev.mevsdk.cli;

import dev.mevsdk.agent.Agent;
import dev.mevsdk.agent.AgentConfig;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenIssuer;
import dev.mevsdk.core.auth.TokenRules;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import dev.mevsdk.server.ControlPlane;
import dev.mevsdk.server.ServerConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A control plane on real servers, an agent of each module, and somebody who publishes decisions. */
final class TestFleet implements AutoCloseable {
    private static final String SECRET = TokenIssuer.generateSecret();

    private final ControlPlane server;
    private final Path killFile;
    private final List<Agent> agents;
    private final EmbeddedKafka kafka;
    private final ClickHouseConfig database;
    private final KafkaProducer<byte[], byte[]> records;

    TestFleet(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse, Path folder) {
        database = ClickHouseConfig.of(clickHouse.host(), clickHouse.port());
        ServerConfig.Backends backends = new ServerConfig.Backends(
                KafkaConnection.of(kafka.address()), JobQueueConfig.of(redis.url()), database);
        server = ControlPlane.start(ServerConfig.local(0, SECRET, backends, folder));
        this.kafka = kafka;
        killFile = folder.resolve("arb-1.kill");
        agents = List.of(
                join(ListenerConfig.of("arb-1", "arbitrage").withKillFile(killFile)),
                join(ListenerConfig.of("mev-1", "mev")));
        records = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.address(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(server::isReady);
        server.startIfNew("arbitrage", "test");
        server.startIfNew("mev", "test");
    }

    /** One more agent, which the caller closes. */
    Agent join(ListenerConfig listener) {
        return Agent.start(AgentConfig.of(kafka.address(), listener));
    }

    /** Of arb-1. */
    Path killFile() {
        return killFile;
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    int port() {
        return server.port();
    }

    static String token(Role role) {
        return TokenIssuer.secret(SECRET, TokenRules.defaults()).issue("tester", Set.of(role), Duration.ofMinutes(30));
    }

    /** Of yesterday. */
    static String expiredToken() {
        Clock yesterday = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
        TokenRules rules = new TokenRules(
                TokenRules.DEFAULT_ISSUER, TokenRules.DEFAULT_AUDIENCE, TokenRules.DEFAULT_LEEWAY, yesterday);
        return TokenIssuer.secret(SECRET, rules).issue("tester", Set.of(Role.ADMIN), Duration.ofMinutes(5));
    }

    /** Arbitrage decisions, of this slot and the next ones. */
    void decide(long slot, int count) {
        for (int i = 0; i < count; i++) {
            send(new ProducerRecord<>(Topics.ARBITRAGE_DECISIONS, bytes(decision(slot + i) + "}")));
        }
        records.flush();
    }

    /**
     * Labelled arbitrage decisions of the past, one a second: the edge decides whether one is profitable, most times.
     * Returns once they can be trained with.
     */
    void teach(Instant from, int count) {
        Random random = new Random(7);
        for (int i = 0; i < count; i++) {
            double edgeBps = 40 * random.nextGaussian();
            int label = edgeBps + 10 * random.nextGaussian() > 0 ? 1 : 0;
            String json = decision(i) + ",\"market\":{\"gross_edge_bps\":" + edgeBps + "},\"label_profitable\":" + label
                    + "}";
            send(new ProducerRecord<>(
                    Topics.ARBITRAGE_DECISIONS, 0, from.plusSeconds(i).toEpochMilli(), null, bytes(json)));
        }
        records.flush();
        String stored = "SELECT count() FROM arbitrage FINAL WHERE dt >= '%s' AND dt < '%s'"
                .formatted(day(from), day(from.plus(1, ChronoUnit.DAYS)));
        try (ClickHouse clickHouse = ClickHouse.open(database)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> clickHouse.number(stored, Map.of()), rows -> rows == count);
        }
    }

    private static String day(Instant time) {
        return time.toString().substring(0, 10);
    }

    /** Of an arbitrage agent that has read no command: `POLICY` keeps it halted, with `CLOSED` it has ended. */
    void heartbeat(String agentId, String haltReason) {
        String json =
                "{\"agent_id\":\"" + agentId + "\",\"module\":\"arbitrage\",\"state\":\"HALTED\",\"halt_reasons\":\""
                        + haltReason + "\",\"policy_version\":0," + "\"policy_hash\":\"" + "0".repeat(64)
                        + "\",\"position\":0,\"in_flight\":0}";
        send(new ProducerRecord<>(Topics.AGENT_HEARTBEATS, bytes(agentId), bytes(json)));
        records.flush();
    }

    private static String decision(long slot) {
        return "{\"version\":\"1\",\"slot\":" + slot + ",\"net_sol\":0.1,\"type\":\"cyclic\",\"p_land_est\":0.5,"
                + "\"tx_signature\":\"s" + slot + "\",\"tip_ladder\":[0.5]";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        records.send(record);
    }

    @Override
    public void close() {
        records.close();
        agents.forEach(Agent::close);
        server.close();
    }
}
