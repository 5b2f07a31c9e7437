package dev.mevsdk.transport.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.core.Topics;
import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MevOpportunity;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionMapperTest {
    static final String NESTED = "{\"version\":\"1\",\"slot\":7,\"tx_signature\":\"sig\",\"dex\":\"raydium_v4\","
            + "\"profit\":{\"net_sol\":0.5,\"gross\":1},\"classification\":{\"type\":\"cyclic_2\"},"
            + "\"decision_meta\":{\"p_land_est\":0.7,\"tip_policy\":{\"ladder\":[0.25,0.5],\"x\":{}}},\"new\":[1,{\"a\":null}]}";
    static final String FLAT = "{\"version\":2,\"slot\":8,\"attacker\":\"a\",\"net_sol\":-0.000021111,"
            + "\"type\":\"pump_fun_sandwich\",\"p_land_est\":1,\"tip_ladder\":[],\"bundle_id\":\"b-1\"}";

    @Test
    void nestedArbitrageIsMapped() {
        Envelope event = event(Topics.ARBITRAGE_DECISIONS, NESTED);

        ArbOpportunity arb = event.getArb();
        assertThat(event.getType()).isEqualTo(Envelope.Type.ARB);
        assertThat(event.getEventId()).isEqualTo("arbitrage-decisions:3:41");
        assertThat(event.getModule()).isEqualTo("arbitrage");
        assertThat(event.getEmittedAtNs()).isEqualTo(1_700_000_000_000_000_000L);
        assertThat(arb.getSlot()).isEqualTo(7);
        assertThat(arb.getTxSignature()).isEqualTo("sig");
        assertThat(arb.getNetSol()).isEqualTo(0.5);
        assertThat(arb.getNetLamports()).isEqualTo(500_000_000);
        assertThat(arb.getClassification()).isEqualTo("cyclic_2");
        assertThat(arb.getPLandEst()).isEqualTo(0.7);
        assertThat(arb.getTipLadderList()).containsExactly(0.25, 0.5);
        assertThat(arb.getRaw().toStringUtf8()).isEqualTo(NESTED);
    }

    @Test
    void flatSandwichIsMapped() {
        MevOpportunity mev = event(Topics.SANDWICH_DECISIONS, FLAT).getMev();
        assertThat(mev.getVersion()).isEqualTo("2");
        assertThat(mev.getAttacker()).isEqualTo("a");
        assertThat(mev.getType()).isEqualTo("pump_fun_sandwich");
        assertThat(mev.getBundleId()).isEqualTo("b-1");
        assertThat(mev.getNetLamports()).isEqualTo(-21_111);
        assertThat(event(
                                Topics.SANDWICH_DECISIONS,
                                NESTED.replace("\"new\"", "\"bundle\":{\"bundle_id\":\"b-2\"},\"n\""))
                        .getMev()
                        .getBundleId())
                .isEqualTo("b-2");
        assertThat(event(Topics.ARBITRAGE_DECISIONS, FLAT.replace("\"type\"", "\"classification\""))
                        .getArb()
                        .getClassification())
                .isEqualTo("pump_fun_sandwich");
    }

    @Test
    void outcomeIsMapped() {
        Envelope event = event(
                Topics.BUNDLE_OUTCOMES,
                "{\"bundle_id\":\"b\",\"landed\":true,\"tip_lamports\":5,\"path\":\"Jito\",\"leader\":\"l\","
                        + "\"status\":\"finalized\",\"event_id\":\"e\",\"emitted_at_ns\":\"12\",\"module\":\"mev\"}");
        assertThat(event.getEventId()).isEqualTo("e");
        assertThat(event.getEmittedAtNs()).isEqualTo(12);
        assertThat(event.getModule()).isEqualTo("mev");
        assertThat(event.getOutcome())
                .isEqualTo(BundleOutcome.newBuilder()
                        .setBundleId("b")
                        .setLanded(true)
                        .setTipLamports(5)
                        .setPath("Jito")
                        .setLeader("l")
                        .setStatus(BundleOutcome.Status.FINALIZED)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"profit_lamports\":-9223372036854775808",
                "\"profit_lamports\":1000000000000001",
                "\"tip_lamports\":1000000000000001",
                "\"fee_lamports\":9223372036854775807"
            })
    void outcomeOfMoreThanAMillionSolIsRejected_inBothForms(String amount) {
        String field = "outcome." + amount.substring(1, amount.indexOf('"', 1));
        String json = "{\"bundle_id\":\"b\",\"landed\":true," + amount + "}";
        Mapped refused = new Mapped.Rejected(RejectReason.OUT_OF_RANGE, field);
        assertThat(map(Topics.BUNDLE_OUTCOMES, json)).isEqualTo(refused);
        byte[] protobuf = Envelope.newBuilder()
                .setOutcome(BundleOutcome.newBuilder().setBundleId("b").setFeeLamports(-1))
                .build()
                .toByteArray();
        assertThat(DecisionMapper.map(record(Topics.BUNDLE_OUTCOMES, Topics.PROTOBUF, protobuf)))
                .isEqualTo(new Mapped.Rejected(RejectReason.OUT_OF_RANGE, "outcome.fee_lamports"));
    }

    @Test
    void protobufIsTakenByItsPayload_onAnyTopic() {
        byte[] bytes = Envelope.newBuilder()
                .setEventId("e")
                .setArb(ArbOpportunity.newBuilder().setNetSol(1))
                .build()
                .toByteArray();
        Envelope event = ((Mapped.Event) DecisionMapper.map(record("any", Topics.PROTOBUF, bytes))).envelope();
        assertThat(event.getType()).isEqualTo(Envelope.Type.ARB);
        assertThat(event.getArb().getNetLamports()).isEqualTo(1_000_000_000);
    }

    /** Their first bytes make a JSON parser believe in UTF-32, where it fails in other ways than on bad syntax. */
    @ParameterizedTest
    @ValueSource(strings = {"0000fffe41414141", "0000007b0000", "fffe0000417b0000", "7b0000", "00"})
    void bytesThatLookLikeAnotherEncodingAreRejected(String hex) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        for (String topic : EventConsumerConfig.DEFAULT_TOPICS) {
            assertThat(DecisionMapper.map(record(topic, null, bytes))).isInstanceOf(Mapped.Rejected.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"slot\":7 | \"slot\":-1 | OUT_OF_RANGE | slot",
                "\"slot\":7 | \"slot\":99999999999999999999 | OUT_OF_RANGE | slot",
                "\"slot\":7 | \"slot\":7.5 | WRONG_TYPE | slot",
                "\"slot\":7 | \"slot\":\"7\" | WRONG_TYPE | slot",
                "\"slot\":7 | \"slot\":null | MISSING_FIELD | slot",
                "\"net_sol\":0.5 | \"net_sol\":NaN | OUT_OF_RANGE | profit.net_sol",
                "\"net_sol\":0.5 | \"net_sol\":-Infinity | OUT_OF_RANGE | profit.net_sol",
                "\"net_sol\":0.5 | \"net_sol\":1e300 | OUT_OF_RANGE | profit.net_sol",
                "\"net_sol\":0.5 | \"net_sol\":\"0.5\" | WRONG_TYPE | profit.net_sol",
                "\"net_sol\":0.5 | \"net\":0.5 | MISSING_FIELD | profit.net_sol",
                "{\"net_sol\":0.5,\"gross\":1} | 3 | WRONG_TYPE | profit",
                "0.7 | 1.01 | OUT_OF_RANGE | decision_meta.p_land_est",
                "0.7 | -0.01 | OUT_OF_RANGE | decision_meta.p_land_est",
                "0.7 | NaN | OUT_OF_RANGE | decision_meta.p_land_est",
                "[0.25,0.5] | [0.25,50] | OUT_OF_RANGE | decision_meta.tip_policy.ladder",
                "[0.25,0.5] | [[0.25]] | WRONG_TYPE | decision_meta.tip_policy.ladder",
                "[0.25,0.5] | 0.25 | WRONG_TYPE | decision_meta.tip_policy.ladder",
                "\"sig\" | {} | WRONG_TYPE | tx_signature"
            })
    void wrongValueIsRejectedWithItsField(String good, String bad, RejectReason reason, String field) {
        assertThat(map(Topics.ARBITRAGE_DECISIONS, NESTED.replace(good, bad)))
                .isEqualTo(new Mapped.Rejected(reason, field));
    }

    @Test
    void whatIsNoRecordIsRejected() {
        String topic = Topics.ARBITRAGE_DECISIONS;
        assertThat(DecisionMapper.map(record(topic, null, null))).isEqualTo(rejected(RejectReason.EMPTY));
        assertThat(map(topic, "")).isEqualTo(rejected(RejectReason.EMPTY));
        for (String text :
                new String[] {"[]", "{", "7", "nul", "{}{}", NESTED + "x", NESTED.substring(0, 40), "\u0000"}) {
            assertThat(map(topic, text)).as(text).isEqualTo(rejected(RejectReason.NOT_JSON));
        }
        assertThat(map(topic, "{\"x\":" + "[".repeat(100_000))).isEqualTo(rejected(RejectReason.NOT_JSON));
        assertThat(map(topic, " ".repeat(1 << 20))).isEqualTo(rejected(RejectReason.TOO_LARGE));
        assertThat(map("elsewhere", NESTED)).isEqualTo(rejected(RejectReason.UNKNOWN_TOPIC));
        assertThat(map(topic, "{\"slot\":1,\"net_sol\":1,\"dex\":\"" + "d".repeat(2_000) + "\"}"))
                .isEqualTo(new Mapped.Rejected(RejectReason.OUT_OF_RANGE, "dex"));
        assertThat(DecisionMapper.map(record(topic, Topics.PROTOBUF, new byte[] {0x52, 0x7F})))
                .isEqualTo(rejected(RejectReason.NOT_PROTOBUF));
        assertThat(DecisionMapper.map(record(topic, Topics.PROTOBUF, new byte[] {8, 1})))
                .isEqualTo(new Mapped.Rejected(RejectReason.NO_PAYLOAD, "payload"));
        byte[] nan = Envelope.newBuilder()
                .setMev(MevOpportunity.newBuilder().setPLandEst(Double.NaN))
                .build()
                .toByteArray();
        assertThat(DecisionMapper.map(record(topic, Topics.PROTOBUF, nan)))
                .isEqualTo(new Mapped.Rejected(RejectReason.OUT_OF_RANGE, "mev.p_land_est"));
    }

    @Test
    void garbageNeverThrows() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] proto = event(Topics.ARBITRAGE_DECISIONS, NESTED).toByteArray();
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = (i % 3 == 0 ? proto : i % 3 == 1 ? NESTED.getBytes(UTF_8) : FLAT.getBytes(UTF_8)).clone();
            for (int flips = random.nextInt(5); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            byte[] cut = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
            try {
                DecisionMapper.map(record(Topics.SANDWICH_DECISIONS, i % 3 == 0 ? Topics.PROTOBUF : null, cut));
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " round " + i, e);
            }
        }
    }

    private static Mapped.Rejected rejected(RejectReason reason) {
        return new Mapped.Rejected(reason, "");
    }

    private static Envelope event(String topic, String json) {
        return ((Mapped.Event) map(topic, json)).envelope();
    }

    private static Mapped map(String topic, String json) {
        return DecisionMapper.map(record(topic, null, json.getBytes(UTF_8)));
    }

    private static IncomingRecord record(String topic, @Nullable String contentType, byte @Nullable [] value) {
        return new IncomingRecord(topic, 3, 41, 1_700_000_000_000L, contentType, value);
    }
}
