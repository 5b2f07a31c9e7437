package dev.mevsdk.ml.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.export.ExportOptions;
import dev.mevsdk.ml.export.ModelExport;
import dev.mevsdk.ml.testing.RandomRows;
import dev.mevsdk.ml.testing.TrainedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingScorerTest {
    private final RandomRows data = RandomRows.of(21, 600, 5, 2);
    private final float[] row = java.util.Arrays.copyOf(data.rows(), 5);

    @TempDir
    Path models;

    @Test
    void callersSeeOldOrNewMarginsOnly_whileVersionsAreSwapped() throws Exception {
        Path first = version("v1", 10, 5);
        Path second = version("v2", 30, 5);
        ReloadingScorer scorer = ReloadingScorer.open(first);
        float old = scorer.margin(row);
        float fresh = Scorer.load(second.resolve("scorer.bin")).margin(row);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Long> scoring = CompletableFuture.supplyAsync(() -> {
            long strange = 0;
            while (!done.get()) {
                float got = scorer.margin(row);
                strange += got == old || got == fresh ? 0 : 1;
            }
            return strange;
        });
        for (int i = 0; i < 5; i++) {
            assertThat(scorer.reload(second)).isEqualTo(new Reload.Swapped("v2"));
            assertThat(scorer.margin(row)).isEqualTo(fresh);
            assertThat(scorer.reload(first)).isEqualTo(new Reload.Swapped("v1"));
        }
        done.set(true);
        assertThat(scoring.join()).isZero();
        assertThat(old).isNotEqualTo(fresh);
    }

    @Test
    void aFlippedByteIsRefused_andTheOldModelGoesOn() throws Exception {
        ReloadingScorer scorer = ReloadingScorer.open(version("v1", 10, 5));
        float old = scorer.margin(row);
        for (String file : new String[] {"scorer.bin", "parity.bin"}) {
            Path next = version("v-" + file.charAt(0), 20, 5);
            byte[] content = Files.readAllBytes(next.resolve(file));
            content[content.length / 2] ^= 1;
            Files.write(next.resolve(file), content);
            assertThat(scorer.reload(next))
                    .isEqualTo(new Reload.Refused(file + " differs from its SHA-256 in the manifest"));
            assertThat(scorer.lastRefusal())
                    .hasValueSatisfying(reason -> assertThat(reason).contains(file));
            assertThat(scorer.version()).isEqualTo("v1");
            assertThat(scorer.margin(row)).isEqualTo(old);
        }
    }

    @Test
    void aModelThatMissesItsSampleIsRefused_evenWithMatchingHashes() throws Exception {
        ReloadingScorer scorer = ReloadingScorer.open(version("v1", 10, 5));
        Path other = version("v2", 20, 5);
        Files.copy(
                models.resolve("v1/parity.bin"),
                other.resolve("parity.bin"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        writeManifest(other, "v2");
        assertThat(scorer.reload(other))
                .isInstanceOfSatisfying(Reload.Refused.class, refused -> assertThat(refused.reason())
                        .contains("margin 0 of parity.bin"));
        assertThat(scorer.version()).isEqualTo("v1");
    }

    @Test
    void otherFeaturesAMissingFolderAndABrokenManifestAreRefused() throws Exception {
        ReloadingScorer scorer = ReloadingScorer.open(version("v1", 10, 5));
        assertThat(refusal(scorer, version("v2", 10, 4))).contains("other features");
        assertThat(refusal(scorer, models.resolve("absent"))).contains("not there");
        Path broken = version("v3", 10, 5);
        Files.writeString(broken.resolve("manifest.json"), "{\"version\":\"v3\",\"files\":[{\"name\":1}]}");
        assertThat(refusal(scorer, broken)).contains("manifest.files[0].name must be a string");
        Files.writeString(broken.resolve("manifest.json"), "{\"version\":\"v3\",\"files\":[]}");
        assertThat(refusal(scorer, broken)).isEqualTo("scorer.bin is not in the manifest");
        assertThatThrownBy(() -> ReloadingScorer.open(broken)).isInstanceOf(MevException.class);
        assertThat(scorer.reload(models.resolve("v1"))).isEqualTo(new Reload.Unchanged("v1"));
        assertThat(scorer.lastRefusal()).isEmpty();
    }

    private static String refusal(ReloadingScorer scorer, Path folder) {
        return ((Reload.Refused) scorer.reload(folder)).reason();
    }

    private Path version(String name, int rounds, int columns) throws Exception {
        Path folder = Files.createDirectory(models.resolve(name));
        RandomRows rows = columns == 5 ? data : RandomRows.of(22, 600, columns, 2);
        try (TrainedModel trained =
                TrainedModel.train(rows, rounds, Map.of("objective", "binary:logistic", "max_depth", 4))) {
            trained.saveTo(folder, "ubj");
            ModelExport.exportProven(
                    folder,
                    ExportOptions.of("mev", name).withoutSharedLibrary(),
                    new ModelExport.TestMargins(rows.rows(), columns, trained.margins(rows.rows())));
        }
        writeManifest(folder, name);
        return folder;
    }

    private static void writeManifest(Path folder, String version) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            String list = files.filter(file -> !file.endsWith("manifest.json"))
                    .map(ReloadingScorerTest::entry)
                    .collect(Collectors.joining(","));
            Files.writeString(
                    folder.resolve("manifest.json"),
                    "{\"module\":\"mev\",\"version\":\"" + version
                            + "\",\"metrics\":{\"auc\":0.9,\"curve\":[1,null]},\"champion\":null,\"files\":[" + list
                            + "]}");
        }
    }

    private static String entry(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            return "{\"name\":\"%s\",\"bytes\":%d,\"sha256\":\"%s\"}"
                    .formatted(file.getFileName(), content.length, hash);
        } catch (java.io.IOException | java.security.NoSuchAlgorithmException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
