package dev.mevsdk.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.feed.MarketFeed;
import dev.mevsdk.ml.features.FeatureSets;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.market.MarketEvent;
import dev.mevsdk.proto.market.TipFloor;
import dev.mevsdk.transport.control.ModuleHistory;
import dev.mevsdk.transport.control.Policy;
import dev.mevsdk.transport.control.PolicyFold;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent in Rust beside this one: the same events, commands and model give the same records, byte for byte. */
class RustParityIT {
    private static final long CLOCK_NANOS = 1_790_000_000_123_456_789L;
    private static final List<MarketEvent> EVENTS = events();

    @TempDir
    static Path registry;

    @TempDir
    Path folder;

    private static List<MarketEvent> events() {
        List<MarketEvent> events = new ArrayList<>(MarketFeed.simulate(7, 400));
        odd().forEach(event -> events.add(events.size() / 2, event));
        return events;
    }

    @BeforeAll
    static void build() throws Exception {
        RustAgent.requireCargo();
        RustAgent.cargo("build", "--locked");
        List<MarketEvent> past = MarketFeed.simulate(8, 1_500);
        ModelFixture.activate(registry, "arbitrage", past);
        ModelFixture.activate(registry, "mev", past);
    }

    @Test
    void itsOwnTestsPass_withoutAWarning_inTheCommonFormat() throws Exception {
        RustAgent.cargo("test", "--locked");
        if (RustAgent.has("clippy")) {
            RustAgent.cargo("clippy", "--locked", "--all-targets", "--", "-D", "warnings");
        }
        if (RustAgent.has("fmt")) {
            RustAgent.cargo("fmt", "--check");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arbitrage", "mev"})
    void recordsAreEqual_withAModel(String module) throws Exception {
        List<byte[]> expected = equal(module, true, command(module, "start", "{\"tip_ladder\":[0,0.25,0.6,0.95,1]}"));
        assertThat(expected).hasSizeGreaterThan(50);
        assertThat(Envelope.parseFrom(expected.get(0)).getModelVersion()).isEqualTo("v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arbitrage", "mev"})
    void recordsAreEqual_withoutAModel_underEachFieldOfThePolicy(String module) throws Exception {
        String start = command(module, "start", "{}");
        assertThat(equal(module, false, start)).hasSizeGreaterThan(50);
        equal(module, false, start, command(module, "policy", "{\"ev_min\":0.02}"));
        equal(module, false, start, command(module, "throttle", "{\"throttle_pct\":35}"));
        equal(module, false, start, command(module, "policy", "{\"tip_ladder\":[0.3,0.7,0.97]}"));
        equal(module, false, start, command(module, "restart", "{\"ev_min\":1e-3}"));
    }

    @Test
    void policyIsTheSame_forCommandsOfEveryKind_andForWhatIsNone() throws Exception {
        String start = command("mev", "start", "{}");
        String other = command("arbitrage", "kill", "{}");
        String nonsense = "{\"module\":\"mev\",\"module\":\"mev\"}";
        String refused = command("mev", "policy", "{\"ev_min\":-1}");
        String later = "{\"module\":\"mev\",\"action\":\"start\",\"request_id\":\"x\",\"schema_version\":99}";
        String stale = "{\"module\":\"mev\",\"action\":\"stop\",\"request_id\":\"y\",\"expected_version\":77}";
        equal("mev", false, start, other, nonsense, "", "\u0000", refused, later, stale, start);
        assertThat(equal("mev", false)).isEmpty();
        assertThat(equal("mev", false, start, command("mev", "stop", "{}"))).isEmpty();
        String kill = command("mev", "kill", "{\"ev_min\":\"nonsense\"}");
        assertThat(equal("mev", false, start, kill, command("mev", "stop", "{}"), command("mev", "restart", "{}")))
                .isEmpty();
        assertThat(equal("mev", false, start, kill, command("mev", "start", "{}")))
                .isNotEmpty();
    }

    /** Each kill expects the version of the one before: one that is refused shows in the version at the end. */
    @Test
    void killIsObeyedAlike_whateverItsOtherFieldsSay() throws Exception {
        List<String> log = new ArrayList<>(List.of(command("mev", "start", "{}")));
        for (String fields : List.of(
                "'action':'kill'",
                "'action':'kill','args':'x','ts':'now','issuer':7,'request_id':[],'schema_version':'two'",
                "'action':'kill','args':{'kill':false,'ev_min':-1},'ts':1e99999999999,'reason':{},'scope':7",
                "'action':'dance','args':{'kill':true}",
                "'action':'start','args':{'kill':true,'ev_min':-1},'schema_version':99",
                "'action':'restart','args':{'kill':true,'ev_min':0.5},'issuer':[]",
                "'action':'propose_start','args':{'kill':true,'ev_min':0.25}",
                "'action':'throttle','args':{'kill':true},'request_id':''",
                "'action':'kill','reason':'\\ud83d','request_id':'\\ude00x','\\ud83d\\u0041':1")) {
            log.add(("{'module':'mev','expected_version':" + log.size() + "," + fields + "}").replace('\'', '"'));
        }
        log.add("\uFEFF{\"module\":\"mev\",\"action\":\"kill\",\"expected_version\":" + log.size() + "}");
        assertThat(equal("mev", false, log.toArray(String[]::new))).isEmpty();
        log.add("{\"module\":\"mev\",\"action\":\"kill\",\"expected_version\":-1}");
        log.add("{\"module\":\"mev\",\"action\":\"start\",\"request_id\":\"last\",\"expected_version\":" + log.size()
                + "}");
        // UTF-16: neither reads it.
        log.add("{\"module\":\"mev\",\"action\":\"kill\"}".replaceAll("(.)", "$1\u0000"));
        assertThat(equal("mev", false, log.toArray(String[]::new))).isNotEmpty();
    }

    @Test
    void commandsCountFromTheNextEventOn() throws Exception {
        Path log = Files.writeString(folder.resolve("commands"), command("arbitrage", "start", "{}") + "\n");
        ModuleHistory history = ModuleHistory.empty("arbitrage");
        history = fold(history, Files.readString(log).strip(), 0);
        DecisionCore core = new DecisionCore("agent-1", new HeuristicScoring(), new AgentFigures());
        Process agent = RustAgent.command(arguments("arbitrage", log, false)).start();
        try (OutputStream in = agent.getOutputStream();
                InputStream out = agent.getInputStream()) {
            List<MarketEvent> some = List.of(MarketEvents.floor(), MarketEvents.arbitrage("a"));
            assertSame(some, core, history.policy(), in, out);
            for (String next : List.of("{\"tip_ladder\":[0.25]}", "{\"tip_ladder\":[0.99]}")) {
                String command = command("arbitrage", "policy", next);
                Files.writeString(log, command + "\n", StandardOpenOption.APPEND);
                history = fold(history, command, history.position());
                assertSame(List.of(MarketEvents.arbitrage("b")), core, history.policy(), in, out);
            }
        } finally {
            agent.destroyForcibly();
        }
    }

    /** The last event must be decided on: only then is it known that all were read. */
    private static void assertSame(
            List<MarketEvent> events, DecisionCore core, Policy policy, OutputStream in, InputStream out)
            throws Exception {
        List<byte[]> expected = expected(events, core, policy);
        assertThat(expected).isNotEmpty();
        for (MarketEvent event : events) {
            event.writeDelimitedTo(in);
        }
        in.flush();
        for (byte[] record : expected) {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            Envelope.parseFrom(record).writeDelimitedTo(frame);
            assertThat(out.readNBytes(frame.size())).isEqualTo(frame.toByteArray());
        }
    }

    @Test
    void damagedLibraryIsNotOpened() throws Exception {
        Path damaged = Files.createDirectories(folder.resolve("arbitrage").resolve("v1"));
        try (var files = Files.list(registry.resolve("arbitrage").resolve("v1"))) {
            for (Path file : files.toList()) {
                Files.copy(file, damaged.resolve(file.getFileName()));
            }
        }
        Path library = damaged.resolve("libarbitrage_v1.so");
        byte[] content = Files.readAllBytes(library);
        content[content.length / 2] ^= 1;
        Files.write(library, content);
        Files.createSymbolicLink(folder.resolve("arbitrage").resolve("latest"), Path.of("v1"));
        Path log = Files.writeString(folder.resolve("commands"), command("arbitrage", "start", "{}") + "\n");
        Path errors = folder.resolve("errors");
        List<byte[]> records =
                RustAgent.decisions(EVENTS, errors, "--commands", log.toString(), "--models", folder.toString());
        assertThat(Files.readString(errors)).contains("libarbitrage_v1.so differs from its SHA-256 in the manifest");
        assertThat(Envelope.parseFrom(records.get(0)).getModelVersion()).isEqualTo(HeuristicScoring.VERSION);
    }

    /** Runs both over the events, under the policy that the commands leave; returns the records. */
    private List<byte[]> equal(String module, boolean model, String... commands) throws Exception {
        ModuleHistory history = ModuleHistory.empty(module);
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < commands.length; i++) {
            history = fold(history, commands[i], i);
            log.append(commands[i]).append('\n');
        }
        Path file = Files.writeString(folder.resolve("commands"), log);
        Path errors = folder.resolve("errors");
        DecisionCore core = new DecisionCore("agent-1", scoring(module, model), new AgentFigures());
        List<byte[]> expected = expected(EVENTS, core, history.policy());
        List<byte[]> found = RustAgent.decisions(EVENTS, errors, arguments(module, file, model));
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            assertThat(Envelope.parseFrom(found.get(i)).toString()).isEqualTo(text(expected.get(i)));
            assertThat(found.get(i)).isEqualTo(expected.get(i));
        }
        assertThat(found).hasSameSizeAs(expected);
        assertThat(Files.readString(errors))
                .contains("policy version " + history.policy().version() + " hash "
                        + history.policy().hash());
        return expected;
    }

    private static String text(byte[] record) throws Exception {
        return Envelope.parseFrom(record).toString();
    }

    private static List<byte[]> expected(List<MarketEvent> events, DecisionCore core, Policy policy) {
        List<byte[]> records = new ArrayList<>();
        for (MarketEvent event : events) {
            Opportunity opportunity = core.opportunity(event, policy);
            if (opportunity != null && policy.state() == Policy.State.RUNNING) {
                Decision decision = core.decide(opportunity, policy);
                if (decision != null) {
                    core.emitted(decision);
                    records.add(decision.toEnvelope(CLOCK_NANOS).toByteArray());
                }
            }
        }
        return records;
    }

    private static Scoring scoring(String module, boolean model) {
        if (!model) {
            return new HeuristicScoring();
        }
        String name = module.equals("mev") ? "pretrade" : "default";
        ModelScoring scoring = new ModelScoring(
                registry.resolve(module), FeatureSets.standard().find(module, name), new HeuristicScoring());
        scoring.refresh();
        return scoring;
    }

    private static String[] arguments(String module, Path commands, boolean model) {
        List<String> arguments = new ArrayList<>(
                List.of("--commands", commands.toString(), "--module", module, "--agent-id", "agent-1"));
        arguments.addAll(List.of("--clock", Long.toString(CLOCK_NANOS)));
        if (model) {
            arguments.addAll(List.of("--models", registry.toString()));
        }
        return arguments.toArray(String[]::new);
    }

    private static ModuleHistory fold(ModuleHistory history, String record, long offset) {
        return PolicyFold.apply(history, record.getBytes(StandardCharsets.UTF_8), offset)
                .history();
    }

    private static int commands;

    private static String command(String module, String action, String args) {
        return "{\"ts\":1,\"module\":\"%s\",\"action\":\"%s\",\"args\":%s,\"request_id\":\"r%d\",\"issuer\":\"ops\"}"
                .formatted(module, action, args, commands++);
    }

    /** What a market does not show: unknown numbers, extremes, damaged tip floors, ids of every script. */
    private static List<MarketEvent> odd() {
        List<MarketEvent> odd = new ArrayList<>();
        Random random = new Random(7);
        double[] numbers = {
            Double.NaN, Double.POSITIVE_INFINITY, -0.0, 0, 5e-324, 1e-3, 9.99e-4, 1e7, 123_456_789, 1.0 / 3, 2e23
        };
        odd.add(MarketEvent.newBuilder()
                .setTipFloor(TipFloor.newBuilder().setP25Lamports(5).setP50Lamports(4))
                .build());
        for (int i = 0; i < 400; i++) {
            double number =
                    i < numbers.length * 10 ? numbers[i % numbers.length] : Math.exp(60 * random.nextGaussian());
            String id = "odd-\u00e9\u4e16\ud83d\ude00\"\\\n\u0001\u007f-" + i;
            odd.add(oddSandwich(id, number, random));
            odd.add(oddArbitrage(id, number, random));
        }
        return odd;
    }

    private static MarketEvent oddSandwich(String id, double number, Random random) {
        MarketEvent.Builder event = MarketEvents.sandwich(id, number).toBuilder();
        event.getSandwichBuilder()
                .setFrontrunEffectivePrice(number)
                .setInventoryAlignment(number)
                .setConfidence(random.nextInt(4) == 0 ? number : random.nextDouble())
                .setVictimInLamports(random.nextLong())
                .setPoolLiquidityLamports(random.nextLong())
                .setVictimSlippageBps(random.nextInt())
                .setGrossLamports(random.nextInt() * 10L);
        return event.build();
    }

    private static MarketEvent oddArbitrage(String id, double number, Random random) {
        MarketEvent.Builder event = MarketEvents.arbitrage(id).toBuilder().setSlot(random.nextLong());
        event.getArbBuilder()
                .setVolatility5SBps(number)
                .setInputLamports(random.nextInt(5) == 0 ? 0 : random.nextLong())
                .setMinLiquidityLamports(random.nextLong())
                .setGrossLamports(random.nextInt() * 10L)
                .setAgeSlots(random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(40))
                .setFlashLoan(random.nextBoolean());
        if (random.nextBoolean()) {
            event.getArbBuilder().clearLegs();
        }
        return event.build();
    }
}
