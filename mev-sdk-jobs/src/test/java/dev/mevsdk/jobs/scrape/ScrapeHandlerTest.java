package dev.mevsdk.jobs.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.JobCancelledException;
import dev.mevsdk.jobs.JobOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrapeHandlerTest {
    @TempDir
    Path folder;

    private Path root = Path.of("/");
    private final RowsInMemory source = new RowsInMemory();
    private Instant complete = Instant.parse("2030-01-01T00:00:00Z");

    @BeforeEach
    void realRoot() throws Exception {
        root = folder.toRealPath().resolve("out");
    }

    @Test
    void everyTypeBecomesAFileNamedInTheManifest() throws Exception {
        RecordedJob job = new RecordedJob("scrape-1", request(List.of("mev", "arb"), "parquet", "daily"));

        JobOutcome.Publish outcome = (JobOutcome.Publish) handler().run(job);

        assertThat(outcome.target()).isEqualTo(root.resolve("daily/scrape-1"));
        assertThat(outcome.message()).isEqualTo("rows=2000 of 2000");
        JsonNode manifest = new ObjectMapper().readTree(outcome.manifest());
        assertThat(manifest.path("rows").asLong()).isEqualTo(2000);
        for (JsonNode file : manifest.path("files")) {
            Path written = outcome.staged().resolve(file.path("name").asText());
            assertThat(Files.size(written)).isEqualTo(file.path("bytes").asLong());
        }
        assertThat(manifest.at("/files/0/name").asText()).isEqualTo("mev_2026-01-01_2026-01-02T120000Z.parquet");
        assertThat(manifest.at("/files/1/name").asText()).isEqualTo("arb_2026-01-01_2026-01-02T120000Z.parquet");
    }

    @Test
    void valuesTravelAsTypedParametersOnly() {
        handler().run(new RecordedJob("scrape-1", request(List.of("mev"), "jsonl", "")));

        assertThat(source.queries).noneMatch(sql -> sql.contains("raydium") || sql.contains("2026"));
        assertThat(source.parameters).anySatisfy(values -> assertThat(values)
                .containsEntry("dex", "['raydium']")
                .containsEntry("start", "2026-01-01 00:00:00.000")
                .containsEntry("end", "2026-01-02 12:00:00.000"));
    }

    @Test
    void progressRisesToOneAndCountsRows() {
        RecordedJob job = new RecordedJob("scrape-1", request(List.of("mev"), "jsonl", ""));

        handler().run(job);

        assertThat(job.fractions).isSorted().first().isEqualTo(0.0);
        assertThat(job.fractions).last().isEqualTo(1.0);
        assertThat(job.messages).contains("rows=500 of 1000").last().isEqualTo("rows=1000 of 1000");
    }

    @Test
    void rowsThatDoNotAddUpAreNotPublished() {
        source.rows = 999;

        assertThatThrownBy(() -> handler().run(new RecordedJob("scrape-1", request(List.of("mev"), "parquet", ""))))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("999 rows read, 1000 counted");

        assertNothingLeft();
    }

    @Test
    void aStreamThatBreaksOffLeavesNoFile() {
        source.breakAfter = 300;

        assertThatThrownBy(() -> handler().run(new RecordedJob("scrape-1", request(List.of("mev"), "parquet", ""))))
                .hasMessageContaining("broke off");

        assertNothingLeft();
    }

    @Test
    void aCancelledJobStopsWithTheNextBatch() {
        RecordedJob job = new RecordedJob("scrape-1", request(List.of("mev"), "parquet", ""));
        source.beforeBatch = () -> job.cancelled = true;

        assertThatThrownBy(() -> handler().run(job)).isInstanceOf(JobCancelledException.class);

        assertThat(job.messages).containsExactly("rows=0 of 1000");
        assertNothingLeft();
    }

    @Test
    void theEndIsFrozenBelowTheWatermarkForEveryAttempt() {
        complete = Instant.parse("2026-01-01T06:00:00.123456Z");
        RecordedJob job = new RecordedJob("scrape-1", request(List.of("mev"), "parquet", ""));
        source.breakAfter = 0;
        assertThatThrownBy(() -> handler().run(job)).isInstanceOf(MevException.class);

        complete = Instant.parse("2026-01-01T09:00:00Z");
        source.breakAfter = Integer.MAX_VALUE;
        JobOutcome.Publish outcome = (JobOutcome.Publish) handler().run(job);

        assertThat(outcome.manifest()).contains("\"bound\":\"2026-01-01T06:00:00.123Z\"");
        assertThat(source.parameters).last().satisfies(v -> assertThat(v)
                .containsEntry("end", "2026-01-01 06:00:00.123"));
    }

    @Test
    void aSecondExportIsEqual() throws Exception {
        JobOutcome.Publish one =
                (JobOutcome.Publish) handler().run(new RecordedJob("scrape-1", request(List.of("mev"), "parquet", "")));
        JobOutcome.Publish other =
                (JobOutcome.Publish) handler().run(new RecordedJob("scrape-2", request(List.of("mev"), "parquet", "")));

        assertThat(hashes(other)).isEqualTo(hashes(one)).isNotEmpty();
    }

    private static List<String> hashes(JobOutcome.Publish outcome) throws Exception {
        return new ObjectMapper().readTree(outcome.manifest()).path("files").findValuesAsText("sha256");
    }

    private void assertNothingLeft() {
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private ScrapeHandler handler() {
        return new ScrapeHandler(source, table -> complete, DatasetConfig.of(root));
    }

    private static ScrapeRequest request(List<String> types, String format, String output) {
        return new ScrapeRequest(
                "2026-01-01", "2026-01-02T12:00:00Z", types, List.of("raydium"), format, null, null, output);
    }
}
