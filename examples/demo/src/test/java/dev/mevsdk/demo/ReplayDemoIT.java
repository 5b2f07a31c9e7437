package dev.mevsdk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mevsdk.core.log.ConsoleLog;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded data through the demo, up to the rows in ClickHouse. */
class ReplayDemoIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Path DATA = Path.of(System.getProperty("mev.data", "../../../shared/data"));

    @BeforeAll
    static void oneLinePerEvent() {
        ConsoleLog.configure();
    }

    @ParameterizedTest
    @CsvSource({
        "solana_sandwich_pairs_4328_features.csv, mev_sandwich, slot, label_gross_profitable, label_is_sandwich",
        "arbitrum_arbitrages_1083.csv, arbitrage, block_number, label_profitable, label_profitable"
    })
    void everyRowIsStoredOnce(String file, String table, String slot, String recordedLabel, String label)
            throws Exception {
        Path csv = DATA.resolve(file);
        assumeTrue(Files.exists(csv), "no recorded data at " + csv + "; point mev.data to its folder");
        DemoOptions options =
                DemoOptions.parse(new String[] {"--port", "0", "--replay", csv.toString(), "--rate", "5000"});
        Recorded recorded = Recorded.of(csv, slot, recordedLabel);
        try (Demo demo = Demos.of(options)) {
            demo.start();

            assertThat(demo.replay()).isEqualTo(recorded.rows());

            String sums = "SELECT count(), sum(slot), countIf(%s = 1) FROM %s FINAL".formatted(label, table);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(query(demo, sums)).isEqualTo(recorded.sums()));
            System.out.println("replay " + file + ": rows, sum of slots and positive labels " + query(demo, sums));
        }
    }

    /** What the file holds, read without the code under test: its cells have no quoted commas in these columns. */
    private record Recorded(long rows, long slots, long positives) {
        static Recorded of(Path csv, String slotColumn, String labelColumn) throws IOException {
            List<List<String>> lines = Files.readAllLines(csv).stream()
                    .map(line -> List.of(line.split(",", -1)))
                    .toList();
            int slot = lines.get(0).indexOf(slotColumn);
            int label = lines.get(0).indexOf(labelColumn);
            List<List<String>> rows = lines.subList(1, lines.size());
            return new Recorded(
                    rows.size(),
                    rows.stream()
                            .mapToLong(row -> Long.parseLong(row.get(slot)))
                            .sum(),
                    rows.stream().filter(row -> row.get(label).equals("1")).count());
        }

        String sums() {
            return rows + "\t" + slots + "\t" + positives;
        }
    }

    private static String query(Demo demo, String sql) throws Exception {
        URI address = URI.create(demo.clickHouse() + "/?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .strip();
    }
}
