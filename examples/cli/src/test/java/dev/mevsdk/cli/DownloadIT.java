package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A file arrives whole and proven, however often the connection breaks. */
@ExtendWith(EmbeddedServicesExtension.class)
class DownloadIT {
    private static final int BYTES = 3_000_000;

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private static TestFleet fleet;
    private static byte[] content;
    private static Download.File file;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Console console;

    @BeforeAll
    static void start(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) throws Exception {
        content = new byte[BYTES];
        new Random(1).nextBytes(content);
        Path export = Files.createDirectories(data.resolve("datasets/scrape-1"));
        Files.write(export.resolve("mev.parquet"), content);
        file = new Download.File(
                "mev.parquet", BYTES, Sha256.of(export.resolve("mev.parquet")).hex());
        Files.writeString(
                export.resolve("manifest.json"),
                "{\"files\":[{\"name\":\"mev.parquet\",\"sha256\":\"" + file.sha256() + "\"}]}");
        fleet = new TestFleet(kafka, redis, clickHouse, data);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @BeforeEach
    void listen() {
        PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
        console = new Console(err, err, false, false);
    }

    private Download download(int port, Download.File wanted) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), TestFleet.token(Role.VIEWER));
        URI server = URI.create("http://127.0.0.1:" + port);
        Api api = new Api(server, TokenSource.of(null, token, console), Connections.open(null, null, null), console);
        return new Download(new Session(console, api), "/api/datasets/scrape-1/files/mev.parquet", wanted, folder);
    }

    @Test
    void aDownloadThatIsCutGoesOnWhereItBroke() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(fleet.port(), 1_000_000, 2)) {
            download(proxy.port(), file).run();
            assertThat(proxy.cutsLeft()).isZero();
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("cut at ").doesNotContain("cut at 0 of");
        assertThat(Files.readAllBytes(folder.resolve("mev.parquet"))).isEqualTo(content);
        assertThat(folder.resolve("mev.parquet.part")).doesNotExist();
    }

    @Test
    void whatAnEarlierRunLeftIsNotFetchedAgain() throws Exception {
        Files.write(folder.resolve("mev.parquet.part"), java.util.Arrays.copyOf(content, BYTES - 100));
        // More than the last bytes would not get through.
        try (CuttingProxy proxy = new CuttingProxy(fleet.port(), 100_000, Integer.MAX_VALUE)) {
            download(proxy.port(), file).run();
        }
        assertThat(Files.readAllBytes(folder.resolve("mev.parquet"))).isEqualTo(content);
    }

    @Test
    void otherContentThanTheManifestSaysIsThrownAway() throws Exception {
        byte[] damaged = java.util.Arrays.copyOf(content, BYTES / 2);
        damaged[7] ^= 1;
        Files.write(folder.resolve("mev.parquet.part"), damaged);
        assertThatThrownBy(() -> download(fleet.port(), file).run())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("SHA-256");
        assertThat(folder.resolve("mev.parquet")).doesNotExist();
        assertThat(folder.resolve("mev.parquet.part")).doesNotExist();
    }

    @Test
    void aFileOfAnotherExportIsNotOverwritten() throws Exception {
        Files.writeString(folder.resolve("mev.parquet"), "mine");
        assertThatThrownBy(() -> download(fleet.port(), file).run())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("is there already");
        assertThat(folder.resolve("mev.parquet")).hasContent("mine");
    }

    @Test
    void aManifestCanNotNameAPlaceOutsideTheFolder() {
        assertThatThrownBy(() -> Download.File.of(Json.object().put("name", "../../.bashrc")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("no plain name");
    }
}
