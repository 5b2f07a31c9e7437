package dev.mevsdk.ml.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mevsdk.ml.training.internal.Curves;
import dev.mevsdk.ml.training.internal.TimeSplit;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The evaluation for programs (`report.json`) and for people (`report.html`, one file without scripts or requests). */
final class ReportWriter {
    private static final int ROC_POINTS = 200;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final TrainingFacts facts;
    private final double[][] roc;

    ReportWriter(TrainingFacts facts, float[] margins, boolean[] labels) {
        this.facts = facts;
        this.roc = Curves.roc(margins, labels, ROC_POINTS);
    }

    String json() throws JsonProcessingException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("module", facts.request().module());
        report.put("version", facts.version());
        report.put("job_id", facts.jobId());
        report.put("feature_set", facts.set().id());
        report.put("cutoff", facts.cutoff().wireName());
        report.put("columns", facts.set().columns());
        report.put("label", facts.set().label());
        report.put("label_rule", facts.labelRule());
        report.put("rows", facts.rows());
        report.put(
                "split",
                Map.of(
                        "train", part(facts.split().train()),
                        "validation", part(facts.split().validation()),
                        "test", part(facts.split().test())));
        report.put("params", facts.params());
        report.put("metrics", facts.metrics());
        report.put("confusion_at_0_5", facts.evaluation().confusion());
        report.put("calibration", facts.evaluation().calibration());
        report.put("gain_by_feature", facts.gains());
        report.put("proven_equal", facts.exported().proven());
        report.put("champion", facts.champion());
        report.put("notices", facts.notices());
        report.put(
                "loss_by_round",
                Map.of(
                        "train",
                        facts.curve().train(),
                        "validation",
                        facts.curve().validation()));
        report.put("roc", roc);
        return JSON.writeValueAsString(report);
    }

    String html() {
        return new ReportPage(facts, roc).html();
    }

    static Map<String, Object> part(TimeSplit.Part part) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("rows", part.rows());
        facts.put("positives", part.positives());
        facts.put("first", Instant.ofEpochMilli(part.firstMs()).toString());
        facts.put("last", Instant.ofEpochMilli(part.lastMs()).toString());
        facts.put("first_slot", part.firstSlot());
        facts.put("last_slot", part.lastSlot());
        return facts;
    }
}
