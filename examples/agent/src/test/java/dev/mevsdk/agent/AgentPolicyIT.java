package dev.mevsdk.agent;

import static dev.mevsdk.agent.Exchange.eventually;
import static dev.mevsdk.agent.Exchange.figure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.core.Topics;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.transport.control.ListenerConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Seen at the topic: what each field of the policy changes, who decided, and that nothing is missing in between. */
@ExtendWith(EmbeddedServicesExtension.class)
class AgentPolicyIT {
    private static final int EVENTS = 40;

    @TempDir
    Path folder;

    private final String kafka;

    AgentPolicyIT(EmbeddedKafka kafka) {
        this.kafka = kafka.address();
    }

    @Test
    void eachFieldOfThePolicyChangesWhatIsEmitted_andTheSequenceHasNoGap() {
        try (Exchange exchange = new Exchange(kafka);
                Agent agent = Agent.start(config("policy-agent"))) {
            exchange.command("start", "{\"tip_ladder\":[0.5],\"ev_min\":0,\"throttle_pct\":0}", agent);
            exchange.open(agent);

            long ladder = exchange.command("policy", "{\"tip_ladder\":[0.25,0.75]}", agent);
            exchange.publish("ladder-", EVENTS, agent);
            exchange.command("policy", "{\"ev_min\":1}", agent);
            exchange.publish("dear-", EVENTS, agent);
            exchange.command("policy", "{\"ev_min\":0}", agent);
            exchange.command("throttle", "{\"throttle_pct\":60}", agent);
            exchange.publish("throttled-", EVENTS, agent);
            exchange.command("throttle", "{\"throttle_pct\":0}", agent);
            exchange.command("stop", "", agent);
            exchange.publish("stopped-", EVENTS, agent);
            exchange.command("start", "", agent);
            exchange.command("restart", "", agent);
            double seen = figure(agent, "seen");
            exchange.publish(MarketEvents.arbitrage("without-floor"), MarketEvents.floor());
            exchange.publish("last-", 1, agent);
            assertThat(figure(agent, "seen")).isEqualTo(seen + 1);
            eventually(() -> agent.figures().getOrDefault("market_lag_records", -1.0) == 0);

            List<Envelope> decisions = exchange.decisions("policy-agent");
            assertThat(of(decisions, "ladder-")).hasSize(EVENTS).allSatisfy(decision -> {
                assertThat(decision.getPolicyVersion()).isEqualTo(ladder);
                assertThat(decision.getArb().getTipLadderList()).containsExactly(0.25, 0.75);
                assertThat(decision.getArb().getRaw().toStringUtf8()).contains("\"tip_lamports\":50000");
            });
            assertThat(of(decisions, "dear-")).isEmpty();
            assertThat(of(decisions, "throttled-"))
                    .extracting(Envelope::getEventId)
                    .containsExactlyElementsOf(notLeftOut("policy-agent:throttled-", 60));
            assertThat(of(decisions, "stopped-")).isEmpty();
            assertThat(of(decisions, "without-floor")).isEmpty();
            assertThat(of(decisions, "last-")).hasSize(1);
            assertThat(decisions)
                    .extracting(Envelope::getSequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, decisions.size()).boxed().toList());
        }
    }

    private static List<Envelope> of(List<Envelope> decisions, String prefix) {
        return decisions.stream()
                .filter(decision -> decision.getEventId().contains(":" + prefix))
                .toList();
    }

    private static List<String> notLeftOut(String prefix, int throttlePct) {
        String events = prefix.substring(prefix.indexOf(':') + 1);
        return IntStream.range(0, EVENTS)
                .filter(i -> !Throttle.leavesOut(events + i, throttlePct))
                .mapToObj(i -> prefix + i)
                .toList();
    }

    @Test
    void twoAgentsOfOneModuleDecideEachForItself_andTheirHeartbeatsAndLogsCarryEachLatency() throws Exception {
        Path log = folder.resolve("latencies.hlog");
        double emitted;
        try (Exchange exchange = new Exchange(kafka)) {
            try (Agent one = Agent.start(config("one").withHistogramLog(log));
                    Agent two = Agent.start(config("two"))) {
                exchange.command("start", "{\"throttle_pct\":0,\"ev_min\":0}", one, two);
                exchange.open(one, two);
                exchange.publish("both-", EVENTS, one, two);
                assertThat(of(exchange.decisions("one"), "both-")).hasSize(EVENTS);
                assertThat(of(exchange.decisions("two"), "both-")).hasSize(EVENTS);
                assertThat(exchange.records()).allSatisfy(record -> {
                    assertThat(record.headers()
                                    .lastHeader(Topics.CONTENT_TYPE_HEADER)
                                    .value())
                            .isEqualTo(Topics.PROTOBUF.getBytes(StandardCharsets.UTF_8));
                });
                heartbeatsCarryLatencies(exchange, one, two);
                emitted = figure(one, "emitted");
            }
            assertThat(counts(log, "hotpath_us")).isEqualTo((long) emitted);
            assertThat(counts(log, "send_us")).isEqualTo((long) emitted);
        }
    }

    /** Each heartbeat carries what came since the one before: decisions go on until both have said some. */
    private static void heartbeatsCarryLatencies(Exchange exchange, Agent... agents) {
        eventually(() -> {
            exchange.publish("beat-", 1, agents);
            List<String> beats = exchange.records(Topics.AGENT_HEARTBEATS).stream()
                    .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .toList();
            return Stream.of("one", "two")
                    .allMatch(id -> count(beats, id, "hotpath_us") > 0 && count(beats, id, "send_us") > 0);
        });
    }

    private static long count(List<String> beats, String agentId, String name) {
        Pattern histogram = Pattern.compile("\"" + name + "\":\"([^\"]+)\"");
        return beats.stream()
                .filter(beat -> beat.contains("\"agent_id\":\"" + agentId + "\""))
                .flatMap(beat -> histogram.matcher(beat).results())
                .mapToLong(found -> count(found.group(1)))
                .sum();
    }

    private static long count(String encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(encoded));
        try {
            return Histogram.decodeFromCompressedByteBuffer(bytes, 0).getTotalCount();
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
    }

    private static long counts(Path log, String tag) throws Exception {
        List<Long> counts = new ArrayList<>();
        HistogramLogReader reader = new HistogramLogReader(log.toFile());
        while (reader.hasNext()) {
            Histogram interval = (Histogram) reader.nextIntervalHistogram();
            if (interval != null && tag.equals(interval.getTag())) {
                counts.add(interval.getTotalCount());
            }
        }
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void modelIsSwappedAndRolledBackWhileDecisionsGoOn_andNoneIsLost() throws Exception {
        TestModels models = new TestModels(folder.resolve("arbitrage"), 12);
        models.version("v1", 3);
        models.version("v2", 4);
        AgentConfig config = config("model-agent").withModels(folder).withModelCheckInterval(Duration.ofMillis(20));
        try (Exchange exchange = new Exchange(kafka);
                Agent agent = Agent.start(config)) {
            exchange.command("start", "{\"throttle_pct\":0,\"ev_min\":0}", agent);
            exchange.open(agent);
            List<String> order = List.of("v1", "v2", "v1");
            for (String version : order) {
                models.activate(version);
                eventually(() -> {
                    exchange.publish("swap-", 20, agent);
                    List<Envelope> decisions = exchange.decisions("model-agent");
                    return decisions.get(decisions.size() - 1).getModelVersion().equals(version);
                });
            }
            List<Envelope> decisions = exchange.decisions("model-agent");
            assertThat(runs(decisions)).containsExactly(HeuristicScoring.VERSION, "v1", "v2", "v1");
            assertThat(decisions)
                    .extracting(Envelope::getSequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, decisions.size()).boxed().toList());
        }
    }

    /** The model versions in their order, each once per uninterrupted run. */
    private static List<String> runs(List<Envelope> decisions) {
        List<String> runs = new ArrayList<>();
        for (Envelope decision : decisions) {
            if (runs.isEmpty() || !runs.get(runs.size() - 1).equals(decision.getModelVersion())) {
                runs.add(decision.getModelVersion());
            }
        }
        return runs;
    }

    private AgentConfig config(String agentId) {
        ListenerConfig control =
                ListenerConfig.of(agentId, "arbitrage").withLease(Duration.ofSeconds(10), Duration.ofMillis(250));
        return AgentConfig.of(kafka, control);
    }
}
