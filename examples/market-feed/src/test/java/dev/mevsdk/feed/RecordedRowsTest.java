package dev.mevsdk.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made-up rows with the recordings' columns. */
class RecordedRowsTest {
    private static final Map<String, String> PAIR = Map.of(
            "slot", "285000037",
            "frontrun_sig", "sig-a",
            "backrun_sig", "sig-b",
            "frontrun_signer6", "AAAAAA",
            "same_signer", "1",
            "frontrun_effective_price", "2.0e-13",
            "backrun_effective_price", "1.5",
            "gross_edge_bps", "26.5",
            "inventory_alignment", "0.9",
            "label_gross_profitable", "1");
    private static final Map<String, String> ARBITRAGE = Map.of(
            "block_number", "79135392",
            "block_timestamp", "1681164448",
            "tx_hash", "0xabc",
            "n_legs", "3",
            "path", "0xA>0xB>0xC",
            "protocols", "Uniswap V3>Sushi>Uniswap V3",
            "profit_eth", "-0.5",
            "gas_price_wei", "1600000000",
            "opportunity_age_blocks", "",
            "label_profitable", "");

    private static JsonNode json(RecordedRows.Decision decision) throws IOException {
        return new ObjectMapper().readTree(decision.json());
    }

    @Test
    void aPairKeepsItsPricesAndItsLabelAndInventsNothing() throws IOException {
        RecordedRows.Decision decision = RecordedRows.SOLANA_PAIRS.decision(PAIR);
        JsonNode json = json(decision);

        assertThat(decision.topic()).isEqualTo(Topics.SANDWICH_DECISIONS);
        assertThat(Instant.ofEpochMilli(decision.timestampMillis())).isEqualTo("2024-08-21T19:10:59Z");
        assertThat(json.path("slot").asLong()).isEqualTo(285_000_037);
        assertThat(json.at("/bundle/bundle_id").asText()).isEqualTo("sig-a");
        assertThat(json.at("/frontrun/effective_price").asDouble()).isEqualTo(2.0e-13);
        assertThat(json.at("/backrun/effective_price").asDouble()).isEqualTo(1.5);
        assertThat(json.at("/structure/inventory_alignment").asDouble()).isEqualTo(0.9);
        assertThat(json.path("label_is_sandwich").asInt()).isEqualTo(1);
        assertThat(json.at("/market/volatility_5s_bps").isMissingNode()).isTrue();
        assertThat(json.has("confidence")).isFalse();
        assertThat(json.at("/frontrun/sell").isMissingNode()).isTrue();
    }

    @Test
    void anArbitrageWithoutALabelHasNone() throws IOException {
        RecordedRows.Decision decision = RecordedRows.ARBITRUM_ARBITRAGES.decision(ARBITRAGE);
        JsonNode json = json(decision);

        assertThat(decision.topic()).isEqualTo(Topics.ARBITRAGE_DECISIONS);
        assertThat(decision.timestampMillis()).isEqualTo(1_681_164_448_000L);
        assertThat(json.has("label_profitable")).isFalse();
        assertThat(json.at("/structure/age_slots").isMissingNode()).isTrue();
        assertThat(json.path("tx_signature").asText()).isEqualTo("0xabc");
        assertThat(json.path("legs")).hasSize(3);
        assertThat(json.at("/legs/1/dex").asText()).isEqualTo("Sushi");
        assertThat(json.at("/structure/n_dexes").asInt()).isEqualTo(2);
        assertThat(json.at("/profit/profit_eth").asDouble()).isEqualTo(-0.5);
    }

    @Test
    void aColumnThatIsNoNumberIsNamed() {
        Map<String, String> row = new HashMap<>(ARBITRAGE);
        row.put("gas_price_wei", "much");
        assertThatThrownBy(() -> RecordedRows.ARBITRUM_ARBITRAGES.decision(row))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("gas_price_wei");
        Map<String, String> pair = new HashMap<>(PAIR);
        pair.put("slot", "");
        assertThatThrownBy(() -> RecordedRows.SOLANA_PAIRS.decision(pair))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("slot");
    }

    @Test
    void aFileWithOtherColumnsIsRefusedNamingWhatItNeeds(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
        assertThatThrownBy(() -> new Replay("127.0.0.1:1").publish(csv, Replay.FULL_SPEED))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("other.csv")
                .hasMessageContaining("frontrun_effective_price")
                .hasMessageNotContaining(folder.toString());
        assertThatThrownBy(() -> new Replay("127.0.0.1:1").publish(folder.resolve("none.csv"), 1))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("none.csv");
        assertThatThrownBy(() -> new Replay("127.0.0.1:1").publish(csv, 0)).hasMessageContaining("rate");
    }
}
