package dev.mevsdk.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mevsdk.ml.features.FeatureSet;
import dev.mevsdk.ml.features.FeatureSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelScoringTest {
    private final FeatureSet features = FeatureSets.standard().find("mev", "pretrade");
    private final Opportunity opportunity = opportunity();

    @TempDir
    Path folder;

    private TestModels models;
    private ModelScoring scoring;

    @BeforeEach
    void begin() throws Exception {
        models = new TestModels(folder, 6);
        scoring = new ModelScoring(folder, features, new HeuristicScoring());
        scoring.refresh();
    }

    @Test
    void activatedModelIsServed_theHeuristicUntilThen_andTheOneBeforeAfterARollback() throws Exception {
        assertThat(served()).isEqualTo(HeuristicScoring.VERSION);
        models.version("v1", 2);
        models.version("v2", -2);
        for (String version : new String[] {"v1", "v2", "v1", "v2"}) {
            models.activate(version);
            scoring.refresh();
            assertThat(served()).isEqualTo(version);
            assertThat(scoring.score(opportunity).quality()).isCloseTo(probability(version), within(1e-6));
        }
    }

    @Test
    void damagedVersionIsNotServed_theOneBeforeGoesOn_andItIsServedOnceItIsRepaired() throws Exception {
        models.version("v1", 2);
        models.activate("v1");
        scoring.refresh();
        Path tables = models.version("v2", -2).resolve("scorer.bin");
        byte[] sound = Files.readAllBytes(tables);
        byte[] damaged = sound.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(tables, damaged);
        models.activate("v2");
        scoring.refresh();
        assertThat(served()).isEqualTo("v1");
        Files.write(tables, sound);
        for (int i = 0; i < ModelScoring.LOOKS_UNTIL_RETRY; i++) {
            scoring.refresh();
        }
        assertThat(served()).isEqualTo("v2");
    }

    @Test
    void modelOfOtherFeaturesIsNotServed() throws Exception {
        new TestModels(folder, 5).version("v1", 2);
        models.activate("v1");
        scoring.refresh();
        assertThat(served()).isEqualTo(HeuristicScoring.VERSION);
    }

    /** With the version asked for beside the scorer instead of with it, some scores carry the other's name. */
    @Test
    void eachScoreCarriesTheNameOfTheModelThatGaveIt_whileModelsAreSwapped() throws Exception {
        models.version("v1", 2);
        models.version("v2", -2);
        models.activate("v1");
        scoring.refresh();
        CompletableFuture<Void> swaps = CompletableFuture.runAsync(this::swap);
        Set<String> seen = new HashSet<>();
        while (!swaps.isDone()) {
            Scoring.Score score = scoring.score(opportunity);
            seen.add(score.modelVersion());
            assertThat(score.quality()).isCloseTo(probability(score.modelVersion()), within(1e-6));
        }
        swaps.join();
        assertThat(seen).contains("v1", "v2");
    }

    private void swap() {
        try {
            for (int i = 0; i < 60; i++) {
                models.activate(i % 2 == 0 ? "v2" : "v1");
                scoring.refresh();
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static double probability(String version) {
        return 1 / (1 + Math.exp(version.equals("v1") ? -2 : 2));
    }

    private String served() {
        return scoring.score(opportunity).modelVersion();
    }

    private static Opportunity opportunity() {
        var event = MarketEvents.sandwich("e1", 5);
        return new Opportunity.Sandwich(event, MarketEvents.FLOOR, event.getSandwich());
    }
}
