package dev.mevsdk.jobs.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetServiceTest {
    @TempDir
    Path folder;

    private Path root = Path.of("/");
    private final List<String> queued = new ArrayList<>();

    @BeforeEach
    void realRoot() throws Exception {
        root = Files.createDirectories(folder.toRealPath().resolve("out"));
    }

    private DatasetService service() {
        return new DatasetService(DatasetConfig.of(root), (jobId, payload) -> queued.add(jobId + " " + payload));
    }

    @Test
    void anAcceptedRequestIsQueuedUnderItsJobId() {
        ScrapeAccepted accepted = service().scrape(request("2026-01-01", "2026-02-01T00:00:00+01:00", "x/y"));

        assertThat(accepted.ok()).isTrue();
        assertThat(accepted.jobId()).matches("scrape-[0-9a-f-]{36}");
        assertThat(queued)
                .singleElement()
                .asString()
                .startsWith(accepted.jobId())
                .contains("\"output\":\"x/y\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "x/../../y",
                "/etc",
                "..",
                ".",
                ".tmp",
                "a//b",
                "%2e%2e/x",
                "x/%2e%2e",
                "a\\..\\b",
                "a\0b",
                "~",
                "a b",
                "é",
                "x/./y",
                "file:///etc"
            })
    void anOutputOutsideTheRootIsRefused(String output) {
        assertRefused(request("2026-01-01", "2026-01-02", output), "output: a folder below the datasets root");
    }

    @Test
    void anAbsoluteOutputBelowTheRootIsTaken() {
        service().scrape(request("2026-01-01", "2026-01-02", root + "/x"));
        service().scrape(request("2026-01-01", "2026-01-02", root.toString()));

        assertThat(queued).hasSize(2);
    }

    @Test
    void aLinkOutOfTheRootIsRefusedWhenAskedForAndWhenWritten() throws Exception {
        Path outside = Files.createDirectory(folder.toRealPath().resolve("outside"));
        Files.createSymbolicLink(root.resolve("link"), outside);

        assertRefused(request("2026-01-01", "2026-01-02", "link"), "output:");
        assertThatThrownBy(() -> OutputFolder.open(root, "link")).hasMessageContaining("output:");
        assertThatThrownBy(() -> OutputFolder.check(root, root.resolve("link"))).hasMessageContaining("output:");
        assertThat(outside).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yesterday", "2026-02-30", "2026-01-01'; DROP TABLE x", "", "2026-13-01T00:00:00Z", "9999-01-01"
            })
    void aDateThatIsNoDateIsRefused(String start) {
        assertRefused(request(start, "2026-01-02", ""), "start: an ISO date");
    }

    @Test
    void anEndNotAfterItsStartIsRefused() {
        assertRefused(request("2026-01-02", "2026-01-02", ""), "end: must be after start");
    }

    @Test
    void unknownNamesAreRefusedWithTheAllowedOnes() {
        assertRefused(full(List.of("liq"), null, null, null, null), "types: must be one of arb, mev");
        assertRefused(full(List.of(), null, null, null, null), "types: at least one of arb, mev");
        assertRefused(full(Arrays.asList("mev", null), null, null, null, null), "types: must be one of");
        assertRefused(full(List.of("mev"), List.of("a'b"), null, null, null), "dex: at most 64 names");
        assertRefused(full(List.of("mev"), null, "csv", null, null), "format: must be one of jsonl, parquet");
        assertRefused(full(List.of("mev"), null, null, "gzip", null), "compress: must be one of none, zstd");
        assertRefused(full(List.of("mev"), null, null, null, "old"), "compat: must be one of none, plain");
    }

    @Test
    void finishedExportsAreListedAndTheirFilesOpened() throws Exception {
        publish("daily/scrape-1", "mev.parquet", "data");
        publish(".tmp/scrape-2-7", "mev.parquet", "unfinished");
        Files.createDirectories(root.resolve("scrape-3"));

        assertThat(service().list()).extracting(DatasetEntry::jobId).containsExactly("scrape-1");
        try (InputStream content = service().open("scrape-1", "mev.parquet").content(0)) {
            assertThat(content).hasBinaryContent("data".getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../daily/scrape-1/mev.parquet", "secret", "", "/etc/passwd", "stray.txt", ".."})
    void aFileTheManifestDoesNotNameIsNotOpened(String name) throws Exception {
        publish("daily/scrape-1", "mev.parquet", "data");
        Files.writeString(root.resolve("daily/scrape-1/stray.txt"), "stray");
        assertThatThrownBy(() -> service().open("scrape-1", name)).isInstanceOf(MevException.class);
    }

    @Test
    void aNamedFileThatIsALinkIsNotOpened() throws Exception {
        publish("scrape-1", "mev.parquet", "data");
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Files.delete(root.resolve("scrape-1/mev.parquet"));
        Files.createSymbolicLink(root.resolve("scrape-1/mev.parquet"), secret);

        assertThatThrownBy(() -> service().open("scrape-1", "mev.parquet")).isInstanceOf(MevException.class);
    }

    private void publish(String path, String name, String content) throws Exception {
        Path export = Files.createDirectories(root.resolve(path));
        Files.writeString(export.resolve(name), content);
        Files.writeString(export.resolve("manifest.json"), "{\"files\":[{\"name\":\"" + name + "\"}]}");
    }

    private void assertRefused(ScrapeRequest request, String message) {
        assertThatThrownBy(() -> service().scrape(request))
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(MevException.Category.BAD_INPUT))
                .hasMessageContaining(message);
        assertThat(queued).isEmpty();
    }

    private static ScrapeRequest request(String start, String end, String output) {
        return new ScrapeRequest(start, end, List.of("mev"), null, null, null, null, output);
    }

    private static ScrapeRequest full(
            List<@Nullable String> types,
            @Nullable List<String> dex,
            @Nullable String format,
            @Nullable String compress,
            @Nullable String compat) {
        return new ScrapeRequest("2026-01-01", "2026-01-02", types, dex, format, compress, compat, null);
    }
}
