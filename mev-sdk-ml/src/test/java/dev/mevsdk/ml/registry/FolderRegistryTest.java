package dev.mevsdk.ml.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderRegistryTest extends ModelRegistryContract {
    @TempDir
    Path root;

    @Override
    ModelRegistry registry() {
        return ModelRegistry.open(root);
    }

    @Test
    void linksFollowActivationAndNothingElse() throws Exception {
        publish("v1", 1);
        publish("v2", 2);
        assertThat(root.resolve("mev/latest")).doesNotExist();

        registry().activate("mev", "v1", 0, "ann");
        registry().activate("mev", "v2", 1, "ann");
        assertThat(root.resolve("mev/libmev_latest.so")).hasContent("library v2");
        registry().rollback("mev", 2, "ann");

        assertThat(Files.readSymbolicLink(root.resolve("mev/latest"))).hasToString("v1");
        assertThat(root.resolve("mev/libmev_latest.so").toRealPath().getFileName())
                .hasToString("libmev_v1.so");
    }

    @Test
    void damagedVersionIsNamedAndNeverActivated() throws Exception {
        publish("v1", 1);
        Files.writeString(root.resolve("mev/v1/xgb_model.ubj"), "model v2");

        assertThat(registry().verify("mev", "v1")).containsExactly("xgb_model.ubj");
        assertThatThrownBy(() -> registry().activate("mev", "v1", 0, "ann"))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("[xgb_model.ubj] missing or not as in its manifest");
        assertThatThrownBy(() -> registry().read("mev", "v1", "xgb_model.ubj")).isInstanceOf(MevException.class);
    }

    @Test
    void damagedManifestOfOneVersionKeepsNoOtherFromBeingActivatedOrRolledBack() throws Exception {
        publish("v1", 1);
        publish("v2", 2);
        publish("v3", 3);
        registry().activate("mev", "v2", 0, "ann");
        registry().activate("mev", "v3", 1, "ann");
        Files.writeString(root.resolve("mev/v1/manifest.json"), "{\"module\":\"mev\",");

        assertThat(registry().list("mev")).extracting(ModelManifest::version).containsExactly("v3", "v2");
        registry().rollback("mev", 2, "ann");
        assertThat(registry().current("mev").version()).isEqualTo("v2");
        assertThatThrownBy(() -> registry().activate("mev", "v1", 3, "ann")).isInstanceOf(MevException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "{\"module\":\"mev\",\"version\":\"v1\",\"created_at\":null}"})
    void manifestThatIsNoneIsPassedOver(String text) throws Exception {
        publish("v1", 1);
        publish("v2", 2);
        Files.writeString(root.resolve("mev/v1/manifest.json"), text);

        assertThat(registry().list("mev")).extracting(ModelManifest::version).containsExactly("v2");
        registry().activate("mev", "v2", 0, "ann");
    }

    @Test
    void damagedActivationOfThePastIsPassedOver_theNewestIsNamed() throws Exception {
        publish("v1", 1);
        publish("v2", 2);
        registry().activate("mev", "v1", 0, "ann");
        registry().activate("mev", "v2", 1, "ann");
        Files.writeString(root.resolve("mev/.activation/0000000000000000001.json"), "");
        assertThat(registry().current("mev").version()).isEqualTo("v2");
        registry().activate("mev", "v1", 2, "ann");
        Files.writeString(root.resolve("mev/.activation/0000000000000000003.json"), "null");
        assertThatThrownBy(() -> registry().current("mev"))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("0000000000000000003.json is damaged");
    }

    @Test
    void folderWithoutManifestIsNoVersion() throws Exception {
        Files.createDirectories(root.resolve("mev/half"));

        assertThat(registry().list("mev")).isEmpty();
    }

    @Test
    void whatIsPublishedHasTheRightsOfAnyNewFile_soThatOtherUsersMayReadIt() throws Exception {
        publish("v1", 1);
        registry().activate("mev", "v1", 0, "ann");

        Path newFolder = Files.createDirectory(root.resolve("new"));
        Path newFile = Files.createFile(newFolder.resolve("file"));
        assertThat(Files.getPosixFilePermissions(root.resolve("mev/v1")))
                .isEqualTo(Files.getPosixFilePermissions(newFolder));
        try (Stream<Path> published = Files.walk(root.resolve("mev"))) {
            assertThat(published.filter(Files::isRegularFile).toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .isEqualTo(Files.getPosixFilePermissions(newFile)));
        }
    }
}
