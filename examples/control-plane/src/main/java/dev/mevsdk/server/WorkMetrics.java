package dev.mevsdk.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mevsdk.jobs.JobHandler;
import dev.mevsdk.jobs.JobOutcome;
import dev.mevsdk.jobs.JobRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What exports and trainings of this server's workers amounted to, as their manifests say. */
final class WorkMetrics {
    private final MeterRegistry registry;
    private final Counter exportedRows;
    private final Counter exportedBytes;
    private final Map<String, Double> auc = new ConcurrentHashMap<>();

    WorkMetrics(MeterRegistry registry) {
        this.registry = registry;
        exportedRows = Counter.builder("mev.export.rows")
                .description("rows exported by this server's workers")
                .register(registry);
        exportedBytes = Counter.builder("mev.export.bytes")
                .description("bytes of the files of those exports")
                .register(registry);
        for (String module : List.of("arbitrage", "mev")) {
            trainedRows(module);
            Gauge.builder("mev.training.auc", auc, all -> all.getOrDefault(module, Double.NaN))
                    .description("AUC on the test rows of the last training here; NaN before one")
                    .baseUnit("ratio")
                    .tag("module", module)
                    .register(registry);
        }
    }

    JobHandler exports(JobHandler handler) {
        return job -> {
            JobOutcome outcome = handler.run(job);
            if (outcome instanceof JobOutcome.Publish result) {
                JsonNode manifest = JsonBody.tree(result.manifest());
                exportedRows.increment(manifest.path("rows").asLong());
                exportedBytes.increment(manifest.path("bytes").asLong());
            }
            return outcome;
        };
    }

    JobHandler trainings(JobHandler handler) {
        return job -> {
            JobOutcome outcome = handler.run(job);
            if (outcome instanceof JobOutcome.Publish result) {
                JobRequest.moduleOf(job.jobId()).ifPresent(module -> trained(module, JsonBody.tree(result.manifest())));
            }
            return outcome;
        };
    }

    private void trained(String module, JsonNode manifest) {
        long rows = 0;
        for (JsonNode part : manifest.path("rows")) {
            rows += part.asLong();
        }
        trainedRows(module).increment(rows);
        auc.put(module, manifest.path("metrics").path("auc").asDouble(Double.NaN));
    }

    private Counter trainedRows(String module) {
        return Counter.builder("mev.training.rows")
                .description("rows used by trainings of this server's workers")
                .tag("module", module)
                .register(registry);
    }
}
