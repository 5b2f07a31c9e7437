package dev.mevsdk.core.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.mevsdk.core.MevException;
import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MetricsUpdate;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everyEventComesBack() {
        SampleEvents.batches().forEach((name, batch) -> {
            if (name.equals("not-finite")) {
                return;
            }
            String[] lines = new String(EventJson.lines(batch), UTF_8).split("\n", -1);
            assertThat(lines).as(name).hasSize(batch.getItemsCount() + (batch.hasNotice() ? 1 : 0) + 1);
            for (int i = 0; i < batch.getItemsCount(); i++) {
                FeedLine line = EventJson.parse(lines[i].getBytes(UTF_8));
                assertThat(line.event()).as(name).isEqualTo(feedView(batch.getItems(i)));
                assertThat(line.epoch()).isEqualTo(batch.getEpoch());
            }
            if (batch.hasNotice()) {
                FeedLine last = EventJson.parse(lines[batch.getItemsCount()].getBytes(UTF_8));
                assertThat(last.notice()).as(name).isEqualTo(batch.getNotice());
                assertThat(last.type()).isEqualTo("notice");
            }
        });
    }

    @Test
    void lineIsTheOriginalsShape() throws IOException {
        MetricsUpdate metrics = MetricsUpdate.newBuilder()
                .setHotpathP50(4.8)
                .setHotpathP99(12.3)
                .setSendP99(9.4)
                .setLandedPct(0.72)
                .setPnl1H(1.23)
                .build();

        byte[] line = EventJson.line(Envelope.newBuilder().setMetrics(metrics).build(), "");

        assertThat(new String(line, UTF_8))
                .isEqualTo("{\"type\":\"metrics_update\",\"data\":{\"hotpath_p50\":4.8,\"hotpath_p99\":12.3,"
                        + "\"send_p99\":9.4,\"landed_pct\":0.72,\"pnl_1h\":1.23}}\n");
    }

    @Test
    void integersAreNumbers_timestampsStrings_rawIsLeftOut() throws IOException {
        JsonNode line = json.readTree(EventJson.line(SampleEvents.arbEvent(), "e-1"));

        assertThat(line.get("seq").isIntegralNumber()).isTrue();
        assertThat(line.get("data").get("slot").isIntegralNumber()).isTrue();
        assertThat(line.get("data").get("net_lamports").asLong()).isEqualTo(1_234_567);
        assertThat(line.get("emitted_at_ns").isTextual()).isTrue();
        assertThat(line.get("data").has("raw")).isFalse();
    }

    @Test
    void largestUnsignedNumberIsWrittenInFull() throws IOException {
        Envelope event = Envelope.newBuilder()
                .setOutcome(BundleOutcome.newBuilder().setTipLamports(-1))
                .build();
        JsonNode line = json.readTree(EventJson.line(event, ""));
        assertThat(line.get("data").get("tip_lamports").bigIntegerValue()).isEqualTo("18446744073709551615");
    }

    @Test
    void originalsFieldsStand_evenWhenTheyAreZero() throws IOException {
        Envelope event = Envelope.newBuilder()
                .setOutcome(BundleOutcome.getDefaultInstance())
                .build();
        JsonNode data = json.readTree(EventJson.line(event, "")).get("data");
        assertThat(data.fieldNames())
                .toIterable()
                .containsExactly("bundle_id", "landed", "tip_lamports", "path", "leader");
    }

    @Test
    void numbersThatAreNotFiniteAreNull() throws IOException {
        byte[] line = EventJson.lines(SampleEvents.batches().get("not-finite"));
        JsonNode data = json.readTree(line).get("data");
        assertThat(data.get("net_sol").isNull()).isTrue();
        assertThat(data.get("tip_ladder").get(0).isNull()).isTrue();
        Envelope back = EventJson.parse(line).event();
        assertThat(back.getArb().getNetSol()).isNaN();
        assertThat(back.getArb().getTipLadder(3)).isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void envelopeWithoutAKnownPayloadHasNoLine() {
        assertThat(EventJson.line(Envelope.newBuilder().setEventId("x").build(), "e"))
                .isEmpty();
    }

    @Test
    void unknownTypesAndFieldsArePassedOver() {
        FeedLine unknown = EventJson.parse("{\"data\":{\"a\":[{}]},\"type\":\"tomorrow\"}".getBytes(UTF_8));
        assertThat(unknown.type()).isEqualTo("tomorrow");
        assertThat(unknown.event()).isNull();
        FeedLine known =
                EventJson.parse("{\"new\":{\"x\":1},\"data\":{\"slot\":\"7\",\"new\":[]},\"type\":\"arb_opportunity\"} "
                        .getBytes(UTF_8));
        assertThat(known.event().getArb().getSlot()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"slot\":-1} | data.slot",
                "{\"slot\":1.5} | data.slot",
                "{\"slot\":1e999999999} | data.slot",
                "{\"slot\":18446744073709551616} | data.slot",
                "{\"slot\":{}} | data.slot",
                "{\"net_sol\":\"NaN\"} | data.net_sol",
                "{\"net_sol\":true} | data.net_sol",
                "{\"tip_ladder\":3} | data.tip_ladder",
                "{\"dex\":3} | data.dex",
                "[] | data"
            })
    void wrongValueNamesItsField(String data, String field) {
        assertThatThrownBy(
                        () -> EventJson.parse(("{\"type\":\"arb_opportunity\",\"data\":" + data + "}").getBytes(UTF_8)))
                .isInstanceOf(MevException.class)
                .hasMessageContaining(field + ":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"type\":1}",
                "{\"type\":\"notice\"}{}",
                "{\"type\":\"a\",\"type\":\"b\"}",
                "nul"
            })
    void whatIsNoLineIsBadInput(String line) {
        assertThatThrownBy(() -> EventJson.parse(line.getBytes(UTF_8))).isInstanceOf(MevException.class);
    }

    @Test
    void deepJsonIsBadInput() {
        String deep = "{\"type\":\"notice\",\"x\":" + "[".repeat(100_000);
        assertThatThrownBy(() -> EventJson.parse(deep.getBytes(UTF_8))).isInstanceOf(MevException.class);
    }

    @Test
    void damagedLinesAreBadInputAndNothingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] valid = EventJson.line(SampleEvents.arbEvent(), "e-1");
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = valid.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
            }
            try {
                EventJson.parse(bytes);
            } catch (MevException e) {
                assertThat(e.category()).as("seed %d", seed).isEqualTo(MevException.Category.BAD_INPUT);
            }
        }
    }

    /** What of an event the feed's JSON carries: all but `raw`; the type follows from the payload. */
    private static Envelope feedView(Envelope event) {
        Envelope.Builder view =
                event.toBuilder().setType(EventKind.of(event).orElseThrow().type());
        if (event.hasArb()) {
            view.getArbBuilder().setRaw(ByteString.EMPTY);
        }
        if (event.hasMev()) {
            view.getMevBuilder().setRaw(ByteString.EMPTY);
        }
        return view.build();
    }

    @Test
    void noticeStandsLast() {
        Batch window = SampleEvents.batches().get("batch-notice");
        assertThat(new String(EventJson.lines(window), UTF_8)).endsWith("\"to_seq\":10}}\n");
    }
}
