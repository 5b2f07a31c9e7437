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
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import dev.mevsdk.server.ControlPlane;
import dev.mevsdk.server.ServerConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private final KafkaProducer<byte[], byte[]> decisions;

    TestFleet(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse, Path folder) {
        ServerConfig.Backends backends = new ServerConfig.Backends(
                KafkaConnection.of(kafka.address()),
                JobQueueConfig.of(redis.url()),
                ClickHouseConfig.of(clickHouse.host(), clickHouse.port()));
        server = ControlPlane.start(ServerConfig.local(0, SECRET, backends, folder));
        killFile = folder.resolve("arb-1.kill");
        agents = List.of(
                agent(kafka, ListenerConfig.of("arb-1", "arbitrage").withKillFile(killFile)),
                agent(kafka, ListenerConfig.of("mev-1", "mev")));
        decisions = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.address(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(server::isReady);
        server.startIfNew("arbitrage", "test");
        server.startIfNew("mev", "test");
    }

    private static Agent agent(EmbeddedKafka kafka, ListenerConfig listener) {
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
            String json = "{\"version\":\"1\",\"slot\":" + (slot + i) + ",\"net_sol\":0.1,\"type\":\"cyclic\","
                    + "\"p_land_est\":0.5,\"tx_signature\":\"s" + (slot + i) + "\",\"tip_ladder\":[0.5]}";
            decisions.send(new ProducerRecord<>(Topics.ARBITRAGE_DECISIONS, json.getBytes(StandardCharsets.UTF_8)));
        }
        decisions.flush();
    }

    @Override
    public void close() {
        decisions.close();
        agents.forEach(Agent::close);
        server.close();
    }
}
