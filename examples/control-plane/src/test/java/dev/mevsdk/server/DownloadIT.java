package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A finished export's files over HTTP: whole, in parts, and what is no part. */
@ExtendWith(EmbeddedServicesExtension.class)
class DownloadIT {
    private static final String TEXT = "{\"n\":1}\n".repeat(1_000);
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String FILE = "/api/datasets/scrape-1/files/mev.jsonl";

    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) throws Exception {
        Path export = Files.createDirectories(folder.resolve("datasets/scrape-1"));
        Files.writeString(export.resolve("mev.jsonl"), TEXT);
        Files.writeString(
                export.resolve("manifest.json"), "{\"files\":[{\"name\":\"mev.jsonl\",\"sha256\":\"" + HASH + "\"}]}");
        server = TestServer.start(kafka, redis, clickHouse, folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> ask(String method, String... headers) {
        var request = server.request(FILE)
                .header("Authorization", "Bearer " + TestServer.token(Role.VIEWER))
                .header("Accept-Encoding", "gzip")
                .method(method, BodyPublishers.noBody());
        return server.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static Optional<String> header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void theWholeFileSaysItsLengthAndItsHash(String method) {
        HttpResponse<String> answer = ask(method);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length")).contains("" + TEXT.length());
        assertThat(header(answer, "Content-Encoding")).isEmpty();
        assertThat(header(answer, "ETag")).contains('"' + HASH + '"');
        assertThat(header(answer, "Accept-Ranges")).contains("bytes");
        assertThat(answer.body()).isEqualTo(method.equals("HEAD") ? "" : TEXT);
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-,0,7999", "bytes=10-19,10,19", "bytes=7990-99999,7990,7999", "bytes=-5,7995,7999"})
    void oneRangeIsAnsweredWithThatPart(String range, int first, int last) {
        HttpResponse<String> answer = ask("GET", "Range", range);
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(header(answer, "Content-Range")).contains("bytes " + first + "-" + last + "/8000");
        assertThat(answer.body()).isEqualTo(TEXT.substring(first, last + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=8000-", "bytes=9000-9001", "bytes=-0"})
    void aPartThatTheFileDoesNotHaveIsRefusedWithItsLength(String range) {
        HttpResponse<String> answer = ask("GET", "Range", range);
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "Content-Range")).contains("bytes */8000");
        assertThat(Json.tree(answer.body()).path("detail").asText()).contains("8000 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "bytes=9-3", "lines=1-2", "bytes=-", "bytes=99999999999999999999-"})
    void severalRangesAndWhatIsNoneGetTheWholeFile(String range) {
        HttpResponse<String> answer = ask("GET", "Range", range);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(TEXT);
    }

    @Test
    void aPartOfAnotherContentIsNeverGiven() {
        HttpResponse<String> same = ask("GET", "Range", "bytes=4000-", "If-Range", '"' + HASH + '"');
        assertThat(same.statusCode()).isEqualTo(206);
        HttpResponse<String> other = ask("GET", "Range", "bytes=4000-", "If-Range", "\"of-yesterday\"");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(TEXT);
    }
}
