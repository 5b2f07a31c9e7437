package dev.mevsdk.ml.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every form of the registry promises. */
abstract class ModelRegistryContract {
    /** The same store each time, as another process would open it. */
    abstract ModelRegistry registry();

    @Test
    void versionsAreListedNewestFirstAndNoneIsActive() {
        publish("v1", 1);
        publish("v2", 2);

        assertThat(registry().list("mev")).extracting(ModelManifest::version).containsExactly("v2", "v1");
        assertThat(registry().list("arbitrage")).isEmpty();
        assertThat(registry().current("mev")).isEqualTo(Activation.none());
        assertThat(registry().read("mev", "v1", "xgb_model.ubj")).isEqualTo(bytes("model v1"));
        assertThat(registry().verify("mev", "v2")).isEmpty();
    }

    @Test
    void aVersionNeverChanges() {
        publish("v1", 1);

        assertThatThrownBy(() -> publish("v1", 2))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("exists");
        assertThat(registry().find("mev", "v1").createdAt()).contains(":01Z");
    }

    @Test
    void activationComparesTheGeneration() {
        publish("v1", 1);
        publish("v2", 2);

        ActivationResult first = registry().activate("mev", "v1", 0, "ann");
        ActivationResult late = registry().activate("mev", "v2", 0, "job");

        assertThat(first).isInstanceOf(ActivationResult.Activated.class);
        assertThat(late).isEqualTo(new ActivationResult.Conflict(first.current()));
        assertThat(registry().current("mev").version()).isEqualTo("v1");
    }

    @Test
    void rollbackGoesBackStepByStep() {
        publish("v1", 1);
        publish("v2", 2);
        publish("v3", 3);
        registry().activate("mev", "v1", 0, "ann");
        registry().activate("mev", "v2", 1, "ann");
        registry().activate("mev", "v3", 2, "ann");

        assertThat(registry().rollback("mev", 3, "bob").current().version()).isEqualTo("v2");
        assertThat(registry().rollback("mev", 4, "bob").current().version()).isEqualTo("v1");
        assertThatThrownBy(() -> registry().rollback("mev", 5, "bob"))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("no version was active before");
        assertThat(registry().rollback("mev", 4, "bob")).isInstanceOf(ActivationResult.Conflict.class);
        assertThat(registry().history("mev"))
                .extracting(Activation::act)
                .containsExactly("activate", "activate", "activate", "rollback", "rollback");
    }

    @Test
    void ofManyWhoActivateAtOnceOneWinsEachGeneration() throws Exception {
        publish("v1", 1);
        int writers = 8;
        CyclicBarrier start = new CyclicBarrier(writers);
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try {
            List<Future<ActivationResult>> results = IntStream.range(0, writers)
                    .mapToObj(i -> pool.submit(() -> {
                        ModelRegistry own = registry();
                        start.await();
                        return own.activate("mev", "v1", 0, "writer" + i);
                    }))
                    .toList();

            int won = 0;
            for (Future<ActivationResult> result : results) {
                won += result.get() instanceof ActivationResult.Activated ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
        assertThat(registry().history("mev")).hasSize(1);
    }

    @Test
    void firstVersionBecomesActiveByItselfOnlyWhereItsPolicySaysSo() {
        publish("v1", 1);
        assertThat(registry().activateAutomatically("mev")).isEmpty();

        registry().publish(manifest("v2", 2, ActivationPolicy.WHEN_NONE_ACTIVE, 0, null), files("v2"));
        assertThat(registry().activateAutomatically("mev"))
                .map(Activation::version)
                .contains("v2");
        registry().publish(manifest("v3", 3, ActivationPolicy.WHEN_NONE_ACTIVE, 1, null), files("v3"));
        assertThat(registry().activateAutomatically("mev")).isEmpty();
    }

    @Test
    void winnerOfTheChampionTestTakesOverUnlessSomebodyHasActedSince() {
        publish("v1", 1);
        registry().activate("mev", "v1", 0, "ann");
        ModelManifest.ChampionTest won = new ModelManifest.ChampionTest("v1", 0.5, 0.4, 0.8, 0.9, true);
        registry().publish(manifest("v2", 2, ActivationPolicy.CHAMPION, 1, won), files("v2"));

        assertThat(registry().activateAutomatically("mev"))
                .map(Activation::version)
                .contains("v2");
        registry().rollback("mev", 2, "ann");

        assertThat(registry().activateAutomatically("mev")).isEmpty();
        assertThat(registry().current("mev").version()).isEqualTo("v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../mev", "", "mev/v1", "MEV", "a\0b"})
    void namesThatAreNoneAreRefused(String name) {
        assertThatThrownBy(() -> registry().list(name)).isInstanceOf(MevException.class);
        assertThatThrownBy(() -> registry().find("mev", name.isEmpty() ? ".." : name + "/.."))
                .isInstanceOf(MevException.class);
    }

    @Test
    void fileThatDiffersFromItsHashIsNotPublished() {
        assertThatThrownBy(() -> registry()
                        .publish(
                                manifest("v1", 1, ActivationPolicy.MANUAL, 0, null),
                                Map.of("xgb_model.ubj", bytes("other"), "libmev_v1.so", bytes("library v1"))))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("xgb_model.ubj");
        assertThat(registry().list("mev")).isEmpty();
    }

    void publish(String version, int second) {
        registry().publish(manifest(version, second, ActivationPolicy.MANUAL, 0, null), files(version));
    }

    static Map<String, byte[]> files(String version) {
        return Map.of(
                "xgb_model.ubj", bytes("model " + version), "libmev_" + version + ".so", bytes("library " + version));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static ModelManifest manifest(
            String version, int second, ActivationPolicy policy, long generation, ModelManifest.ChampionTest champion) {
        List<ModelFile> files = files(version).entrySet().stream()
                .map(f -> ModelFile.of(f.getKey(), f.getValue()))
                .toList();
        return new ModelManifest(
                "mev",
                version,
                "2026-01-01T00:00:%02dZ".formatted(second),
                "train-mev-1",
                "mev/default",
                "post_trade",
                List.of("fr_px"),
                "label_is_sandwich",
                "as recorded",
                "SELECT 1",
                Map.of(),
                Map.of("train", 1L),
                "",
                Map.of("max_depth", 8),
                Map.of("auc", 0.9),
                champion,
                policy.wireName(),
                generation,
                files,
                Map.of(),
                List.of());
    }
}
