package dev.mevsdk.server;

import dev.mevsdk.ml.registry.Activation;
import dev.mevsdk.ml.registry.ModelRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is in the registry, and how old the model is that agents use. */
final class ModelGauges {
    private static final List<String> MODULES = List.of("arbitrage", "mev");

    private final ModelRegistry models;
    private final MultiGauge versions;
    private final MultiGauge generation;
    private final MultiGauge age;

    ModelGauges(ModelRegistry models, MeterRegistry registry) {
        this.models = models;
        versions = MultiGauge.builder("mev.model.versions")
                .description("versions in the registry")
                .register(registry);
        generation = MultiGauge.builder("mev.model.generation")
                .description("changes of the active version so far")
                .register(registry);
        age = MultiGauge.builder("mev.model.active.age")
                .description("since the active version was trained; NaN while none is active")
                .baseUnit("seconds")
                .register(registry);
    }

    void sample() {
        List<MultiGauge.Row<?>> versionRows = new ArrayList<>();
        List<MultiGauge.Row<?>> generationRows = new ArrayList<>();
        List<MultiGauge.Row<?>> ageRows = new ArrayList<>();
        for (String module : MODULES) {
            Tags tags = Tags.of("module", module);
            Activation current = models.current(module);
            versionRows.add(MultiGauge.Row.of(tags, models.list(module).size()));
            generationRows.add(MultiGauge.Row.of(tags, current.generation()));
            String active = current.version();
            ageRows.add(MultiGauge.Row.of(
                    tags, active == null ? Double.NaN : age(module, active).toSeconds()));
        }
        versions.register(versionRows, true);
        generation.register(generationRows, true);
        age.register(ageRows, true);
    }

    void clear() {
        versions.register(List.of(), true);
        generation.register(List.of(), true);
        age.register(List.of(), true);
    }

    private Duration age(String module, String version) {
        return Duration.between(Instant.parse(models.find(module, version).createdAt()), Instant.now());
    }
}
