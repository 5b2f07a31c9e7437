package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Commands with signatures and two persons, from REST to the audit's rows and the verifier. */
@ExtendWith(EmbeddedServicesExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ControlIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static TestServer server;
    private static Settings settings;
    private static ServerConfig config;
    /** Where the log ended before: what others said on these servers was not signed. */
    private static long from;

    @BeforeAll
    static void start(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) throws Exception {
        from = endOfLog(kafka);
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path keys = Files.createDirectory(folder.resolve("keys"));
        Path current = pem(keys.resolve("it-1.pem"), "PUBLIC KEY", pair.getPublic());
        Files.writeString(
                keys.resolve(RenamedKeyId.ID + ".pem"), "until-offset: " + from + "\n" + Files.readString(current));
        Path secret = pem(folder.resolve("secret.key"), "PRIVATE KEY", pair.getPrivate());
        settings = Settings.of(
                Map.of(
                        "CONTROL_PUBLIC_KEYS",
                        keys.toString(),
                        "CONTROL_SIGNING_KEY",
                        secret.toString(),
                        "CONTROL_SIGNED_FROM",
                        Long.toString(from),
                        "CONTROL_KEY_ID",
                        "it-1",
                        "TWO_PERSON_START",
                        "true"),
                List.of());
        config = TestServer.config(kafka, redis, clickHouse, folder).withControl(ControlSettings.of(settings));
        server = TestServer.start(config);
        server.awaitReady();
    }

    private static long endOfLog(EmbeddedKafka kafka) throws Exception {
        TopicPartition log = new TopicPartition("control-commands", 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.address()))) {
            boolean there = admin.listTopics().names().get().contains(log.topic());
            return there
                    ? admin.listOffsets(Map.of(log, OffsetSpec.latest()))
                            .partitionResult(log)
                            .get()
                            .offset()
                    : 0;
        }
    }

    private static Path pem(Path file, String type, Key key) throws Exception {
        String text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        return Files.writeString(file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void commandsAreGuardedStoredAndVerified(EmbeddedKafka kafka) throws Exception {
        JsonNode proposed = body(post("ann", "all:start", "{\"reason\":\"after the fix\"}"), 200);
        assertThat(proposed.path("pending").asBoolean()).isTrue();
        assertThat(proposed.path("request_ids").fieldNames()).toIterable().containsExactly("arbitrage", "mev");
        assertThat(body(post("ann", "module/mev:start", ""), 409).path("detail").asText())
                .contains("ann has proposed it already");
        JsonNode pending = body(get("mev"), 200).at("/desired/pending_start");
        assertThat(pending.path("reason").asText()).isEqualTo("after the fix");
        assertThat(pending.path("until_ts").asLong() - pending.path("ts").asLong())
                .isEqualTo(Duration.ofMinutes(15).toSeconds());
        assertThat(body(post("bob", "all:start", ""), 200).has("pending")).isFalse();
        body(post("bob", "module/mev:throttle", "{\"agent\":\"A-1\",\"throttle_pct\":40}"), 200);
        body(post("bob", "module/mev:kill", "{\"agent\":\"A-1\",\"reason\":\"Zoë says so\"}"), 200);
        await().until(() ->
                body(get("mev"), 200).at("/desired/agents/0/state").asText().equals("KILLED"));
        assertThat(body(get("mev"), 200).at("/desired/agents/0/throttle_pct").asInt())
                .isEqualTo(40);
        assertThat(body(post("bob", "module/mev:stop", "{\"reason\":\"two\\nlines\"}"), 400)
                        .path("detail")
                        .asText())
                .startsWith("reason: up to 200 printable characters");

        assertThat(await().atMost(Duration.ofSeconds(60)).until(ControlIT::audit, rows -> rows.size() == 6))
                .extracting(row -> row.get("action") + " " + row.get("issuer") + " " + row.get("verdict") + " "
                        + row.get("agent") + " " + row.get("reason") + " " + row.get("key_id"))
                .contains("propose_start ann ACCEPTED  after the fix it-1", "kill bob ACCEPTED A-1 Zoë says so it-1");
        assertThat(verify()).isEqualTo("0 OK OK");

        forge(kafka, "{\"module\":\"mev\",\"action\":\"start\",\"request_id\":\"forged\"}");
        await().atMost(Duration.ofSeconds(60)).until(() -> audit().size() == 7);
        assertThat(audit().get(6).get("refusal")).isEqualTo("signature: required, and missing");
        assertThat(verify()).isEqualTo("1 OK FAILS at offset " + (from + 6) + ": signature: required, and missing");

        delete("kafka_offset > " + (from + 2));
        assertThat(verify()).startsWith("1 OK FAILS at offset " + (from + 3) + ": the audit has no row of it");
        delete("kafka_offset >= " + from);
        assertThat(verify()).startsWith("1 FAILS at offset " + from + ": the audit has no row of it");
    }

    /** The module runs since the test before. */
    @Test
    @Order(2)
    void oneKeyIsOneCommand_forAModuleAndForAll() throws Exception {
        long generation = generation("mev");
        JsonNode first = body(post("bob", "module/mev:restart", "", "key-1"), 200);
        assertThat(body(post("bob", "module/mev:restart", "", "key-1"), 200)).isEqualTo(first);
        assertThat(generation("mev")).isEqualTo(generation + 1);
        assertThat(body(post("bob", "module/mev:throttle", "{\"throttle_pct\":1}", "key-1"), 409)
                        .path("detail")
                        .asText())
                .isEqualTo("Idempotency-Key: was used for another command; use a new one");

        long other = generation("arbitrage");
        JsonNode all = body(post("bob", "all:restart", "", "key-2"), 200);
        assertThat(body(post("bob", "all:restart", "", "key-2"), 200)).isEqualTo(all);
        assertThat(all.path("request_ids")).hasSize(2);
        assertThat(generation("mev")).isEqualTo(generation + 2);
        assertThat(generation("arbitrage")).isEqualTo(other + 1);
        body(post("bob", "all:stop", "", "key-2"), 409);
        assertThat(body(post("bob", "all:restart", "", "no key"), 400)
                        .path("detail")
                        .asText())
                .startsWith("Idempotency-Key: 1..255 printable ASCII characters");
    }

    /** As this server folded them: commands with a key are answered once they are. */
    private static long generation(String module) throws Exception {
        return body(get(module), 200).at("/desired/generation").asLong();
    }

    @Test
    @Order(3)
    void aCommandWhoseSignatureDoesNotCountIsAConflict_thatSaysWhyAndWhatToLookAt() throws Exception {
        ServerConfig.Backends backends = config.backends();
        Map<String, String> damaging = Map.of("interceptor.classes", RenamedKeyId.class.getName());
        ServerConfig damaged = TestServer.config(
                        new ServerConfig.Backends(
                                backends.kafka().withClientSettings(damaging), backends.redis(), backends.clickHouse()),
                        folder.resolve("damaged"),
                        Map.of())
                .withControl(ControlSettings.of(settings));
        JsonNode before = body(get("mev"), 200).path("desired");
        try (TestServer other = TestServer.start(damaged)) {
            other.awaitReady();
            for (String path : List.of("module/mev:throttle", "all:throttle")) {
                HttpResponse<String> answer =
                        other.post("bob", "/api/control/" + path, "{\"throttle_pct\":99}", Role.ADMIN);
                assertThat(body(answer, 409).path("detail").asText())
                        .isEqualTo(
                                "The command was refused by its signature: key-id: retired signs nothing from offset "
                                        + from
                                        + " on; nothing changed. The record stays in the log, and counts for nothing:"
                                        + " check CONTROL_SIGNING_KEY, CONTROL_KEY_ID and the until-offset lines of"
                                        + " CONTROL_PUBLIC_KEYS");
            }
        }
        JsonNode after = body(get("mev"), 200).path("desired");
        assertThat(after.path("throttle_pct")).isEqualTo(before.path("throttle_pct"));
        assertThat(after.path("version")).isEqualTo(before.path("version"));
    }

    private static void delete(String which) {
        try (ClickHouse clickHouse = ClickHouse.open(config.backends().clickHouse())) {
            clickHouse.execute("DELETE FROM control_audit WHERE " + which, Map.of());
        }
    }

    private static List<Map<String, Object>> audit() {
        try (ClickHouse clickHouse = ClickHouse.open(config.backends().clickHouse())) {
            return clickHouse.rows(
                    "SELECT * FROM control_audit FINAL WHERE kafka_offset >= {from:Int64} ORDER BY kafka_offset",
                    Map.of("from", Long.toString(from)));
        }
    }

    /** Exit code, and what it says of each module. */
    private static String verify() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = ControlVerifyMain.verify(
                settings,
                config.backends(),
                new ControlVerifyMain.Options(true, Set.of(), Duration.ofSeconds(1)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder(Integer.toString(code));
        out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("records="))
                .forEach(line -> said.append(' ').append(line.substring(line.lastIndexOf("  ") + 2)));
        return said.toString();
    }

    private static void forge(EmbeddedKafka kafka, String record) throws Exception {
        Map<String, Object> producer = Map.of("bootstrap.servers", kafka.address());
        try (var sender = new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer())) {
            sender.send(new ProducerRecord<>("control-commands", record.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private static HttpResponse<String> post(String who, String path, String body) {
        return server.post(who, "/api/control/" + path, body, Role.ADMIN);
    }

    private static HttpResponse<String> post(String who, String path, String body, String key) {
        return server.send(server.request("/api/control/" + path)
                .header("Authorization", "Bearer " + TestServer.token(who, Role.ADMIN))
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> get(String module) {
        return server.get("/api/control/module/" + module, Role.VIEWER);
    }

    private static JsonNode body(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }
}
