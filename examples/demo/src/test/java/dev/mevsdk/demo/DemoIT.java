package dev.mevsdk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mevsdk.agent.Agent;
import dev.mevsdk.agent.AgentConfig;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.log.ConsoleLog;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.server.ControlPlane;
import dev.mevsdk.server.ControlSettings;
import dev.mevsdk.transport.control.BreakerConfig;
import dev.mevsdk.transport.control.ControlTrust;
import dev.mevsdk.transport.control.ListenerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole system at once, in this JVM; only what its users see: REST, the page, the topics. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    /** A fast market, so that agents are under load. */
    private static final String SLOT_MILLIS = "50";

    private static final String HISTORY_SLOTS = "1500";

    @TempDir
    Path logs;

    private DemoFolder folder;
    private Demo demo;
    private RestClient rest;

    @BeforeAll
    void start() throws Exception {
        ConsoleLog.configure();
        DemoOptions options = DemoOptions.parse(
                new String[] {"--port", "0", "--history-slots", HISTORY_SLOTS, "--slot-ms", SLOT_MILLIS});
        folder = DemoFolder.of(options);
        demo = Demos.of(options, folder);
        demo.start();
        rest = new RestClient(demo);
        eventually(demo::isReady);
        useTheBrokersClock();
    }

    @AfterAll
    void stop() {
        demo.close();
    }

    /** It needs what is known only after the trade: agents could not use it. The next test sees the whole history. */
    @Test
    @Order(0)
    void aModelForDetectionDoesNotBecomeActiveByItself() {
        finished("/api/training/status/", startTraining("mev", "default"));
        JsonNode models = rest.get("/api/models/mev");
        assertThat(models.at("/versions/0/cutoff").asText()).isEqualTo("post_trade");
        assertThat(models.path("active").isNull()).as(models.toString()).isTrue();
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({"arbitrage, default", "mev, pretrade"})
    void aTrainedModelReplacesTheHeuristicInTheAgent(String module, String features) {
        try (Topic decisions = Topic.fromNow(demo.kafka(), topicOf(module))) {
            eventually(() -> !versions(decisions).isEmpty());
            assertThat(versions(decisions)).containsExactly("heuristic-1");

            JsonNode job = finished("/api/training/status/", startTraining(module, features));
            eventually(() -> rest.get("/api/models/" + module).path("active").isTextual());
            JsonNode models = rest.get("/api/models/" + module);
            String version = models.path("active").asText();
            assertThat(models.path("history")).singleElement().satisfies(first -> assertThat(
                            first.path("version").asText())
                    .isEqualTo(version)
                    .isEqualTo(models.at("/versions/0/version").asText()));
            eventually(() -> versions(decisions).contains(version));

            System.out.println(
                    module + ": " + job.path("message").asText() + "; metrics " + models.at("/versions/0/metrics"));
            assertThat(versions(decisions)).containsExactlyInAnyOrder("heuristic-1", version);
        }
    }

    @Test
    @Order(2)
    void bothKindsOfDecisionsAreExported() {
        JsonNode job = finished(
                "/api/datasets/status/",
                rest.post(
                        "/api/datasets/scrape",
                        "{\"start\":\"%s\",\"end\":\"%s\",\"types\":[\"mev\",\"arb\"],\"dex\":[],\"format\":\"parquet\",\"compress\":\"zstd\"}"
                                .formatted(day(-1), day(1))));
        System.out.println("scrape: " + job.path("message").asText());
    }

    @ParameterizedTest
    @Order(3)
    @CsvSource({"arbitrage, 200", "mev, 50"})
    void killStopsDecisionsUnderLoad_andStartResumesThem(String module, int load) {
        try (Topic decisions = Topic.fromNow(demo.kafka(), topicOf(module));
                Topic acks = Topic.fromNow(demo.kafka(), Topics.CONTROL_ACKS);
                Topic market = Topic.fromNow(demo.kafka(), Topics.MARKET_EVENTS)) {
            eventually(() -> decisions.events().size() >= load);
            Topic.Seen ack = applied(acks, post(module, "kill"));
            // The market goes on: there is enough to decide on.
            long after = market.end() + 2_000;
            eventually(() -> market.end() >= after);

            List<Topic.Seen> seen = decisions.events();
            System.out.printf(
                    "kill %s: applied after %.1f ms by the agent's measure; %d decisions before the ack, %d after it%n",
                    module,
                    ack.event().getAck().getLatencyMicros() / 1e3,
                    seen.stream().filter(d -> !isAfter(d, ack)).count(),
                    seen.stream().filter(d -> isAfter(d, ack)).count());
            assertThat(seen).noneMatch(decision -> isAfter(decision, ack));

            applied(acks, post(module, "start"));
            int before = seen.size();
            eventually(() -> decisions.events().size() >= before + load / 10);
        }
    }

    @ParameterizedTest
    @Order(4)
    @CsvSource({"arbitrage", "mev"})
    void someBundlesLand_andSomeDoNot(String module) {
        try (Topic decisions = Topic.fromStart(demo.kafka(), topicOf(module));
                Topic outcomes = Topic.fromStart(demo.kafka(), Topics.BUNDLE_OUTCOMES)) {
            eventually(() -> bundles(outcomes, module).size() >= 100);
            Map<String, Boolean> bundles = bundles(outcomes, module);
            long landed = bundles.values().stream().filter(won -> won).count();
            System.out.printf(
                    "landed %s: %d of %d bundles; the others: %s%n",
                    module, landed, bundles.size(), reasons(outcomes, module));

            assertThat((double) landed / bundles.size()).isBetween(0.01, 0.99);
            Set<String> decided = decisions.events().stream()
                    .map(seen -> seen.event().getEventId())
                    .collect(Collectors.toSet());
            assertThat(decided).containsAll(bundles.keySet());
        }
    }

    @Test
    @Order(5)
    void thePageWorksInABrowser() throws Exception {
        ListenerConfig halted =
                ListenerConfig.of("arbitrage-2", "arbitrage").withKillFile(Files.createFile(logs.resolve("halt")));
        try (Agent agent = Agent.start(AgentConfig.of(demo.kafka(), halted))) {
            System.out.println(PageTests.run(
                    demo,
                    logs,
                    Map.of("MEV_HALTED", halted.agentId()),
                    "feed.test.mjs",
                    "control.test.mjs",
                    "jobs.test.mjs",
                    "session.test.mjs",
                    "matrix.test.mjs"));
        }
    }

    /** On a second server beside the demo's own. */
    @Test
    @Order(6)
    void twoPersonsStart_andLostConnectionsComeBack() throws Exception {
        ControlSettings twoPersons = new ControlSettings(ControlTrust.NONE, true, BreakerConfig.OFF);
        try (ControlPlane other = ControlPlane.start(demo.serverConfig(0).withControl(twoPersons))) {
            eventually(other::isReady);
            Map<String, String> settings = Map.of(
                    "MEV_OTHER", "http://127.0.0.1:" + other.port() + "/", "MEV_SECOND", demo.token("zoe", Role.ADMIN));
            System.out.println(PageTests.run(demo, logs, settings, "twopersons.test.mjs", "reconnect.test.mjs"));
        }
    }

    @Test
    @Order(7)
    void thePageKeepsUpWithAFastFeed() throws Exception {
        int rate = 5_000;
        try (FastFeed feed = FastFeed.start(demo.kafka(), rate)) {
            System.out.println(PageTests.run(demo, logs, Map.of("MEV_RATE", Integer.toString(rate)), "load.test.mjs"));
        }
    }

    @Test
    @Order(8)
    void closeLeavesNoProcessAndNoFile() {
        assertThat(ProcessHandle.current().descendants()).isNotEmpty();
        demo.close();
        assertThat(ProcessHandle.current().descendants()).isEmpty();
        assertThat(folder.path()).doesNotExist();
    }

    /** Of decisions and acks, so that they can be compared. The past's records keep the times they came with. */
    private void useTheBrokersClock() throws Exception {
        Collection<AlterConfigOp> clock = List.of(new AlterConfigOp(
                new ConfigEntry("message.timestamp.type", "LogAppendTime"), AlterConfigOp.OpType.SET));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", demo.kafka()))) {
            eventually(() -> admin.listTopics().names().get().contains(Topics.CONTROL_ACKS));
            admin.incrementalAlterConfigs(Stream.of(
                                    Topics.ARBITRAGE_DECISIONS, Topics.SANDWICH_DECISIONS, Topics.CONTROL_ACKS)
                            .collect(Collectors.toMap(
                                    name -> new ConfigResource(ConfigResource.Type.TOPIC, name), name -> clock)))
                    .all()
                    .get();
        }
    }

    private String post(String module, String action) {
        return rest.post("/api/control/module/" + module + ":" + action, "{}")
                .path("request_id")
                .asText();
    }

    private static Topic.Seen applied(Topic acks, String requestId) {
        eventually(() -> acks.events().stream().anyMatch(seen -> isApplied(seen.event(), requestId)));
        return acks.events().stream()
                .filter(seen -> isApplied(seen.event(), requestId))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isApplied(Envelope event, String requestId) {
        return event.getAck().getRequestId().equals(requestId)
                && event.getAck().getStatus() == ControlAck.Status.APPLIED;
    }

    private static boolean isAfter(Topic.Seen decision, Topic.Seen ack) {
        return decision.appendedAtMillis() > ack.appendedAtMillis();
    }

    private JsonNode startTraining(String module, String features) {
        return rest.post(
                "/api/training/start",
                "{\"module\":\"%s\",\"features\":\"%s\",\"model\":\"xgb\",\"gpu\":false,\"params\":{},\"range\":%s}"
                        .formatted(module, features, range()));
    }

    private JsonNode finished(String status, JsonNode started) {
        String path = status + started.path("job_id").asText();
        eventually(() ->
                Set.of("done", "error").contains(rest.get(path).path("state").asText()));
        JsonNode job = rest.get(path);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("done");
        return job;
    }

    private static Set<String> versions(Topic decisions) {
        return decisions.events().stream()
                .map(seen -> seen.event().getModelVersion())
                .collect(Collectors.toSet());
    }

    /** Whether each bundle landed for good, by its id. */
    private static Map<String, Boolean> bundles(Topic outcomes, String module) {
        return outcomes.events().stream()
                .map(Topic.Seen::event)
                .filter(event -> event.getModule().equals(module))
                .map(Envelope::getOutcome)
                .collect(Collectors.toMap(BundleOutcome::getBundleId, DemoIT::landedForGood, (a, b) -> a || b));
    }

    private static Map<String, Long> reasons(Topic outcomes, String module) {
        return outcomes.events().stream()
                .map(Topic.Seen::event)
                .filter(event -> event.getModule().equals(module))
                .map(event -> event.getOutcome().getReason())
                .filter(reason -> !reason.isEmpty())
                .collect(Collectors.groupingBy(reason -> reason, Collectors.counting()));
    }

    private static boolean landedForGood(BundleOutcome outcome) {
        return outcome.getLanded() && outcome.getStatus() == BundleOutcome.Status.FINALIZED;
    }

    private static String topicOf(String module) {
        return module.equals("mev") ? Topics.SANDWICH_DECISIONS : Topics.ARBITRAGE_DECISIONS;
    }

    private static String range() {
        return "{\"start\":\"%s\",\"end\":\"%s\"}".formatted(day(-1), day(1));
    }

    private static LocalDate day(int offset) {
        return LocalDate.now(ZoneOffset.UTC).plusDays(offset);
    }

    private static void eventually(Callable<Boolean> condition) {
        await().pollInSameThread()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }
}
