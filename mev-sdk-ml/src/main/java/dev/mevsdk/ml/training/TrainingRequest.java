package dev.mevsdk.ml.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.features.FeatureSet;
import dev.mevsdk.ml.features.FeatureSets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Set;

/**
 * The body of `POST /api/training/start`.
 *
 * @param module `mev` or `arbitrage`
 * @param start of the rows, inclusive
 * @param end exclusive, after start
 * @param features name of a feature set of the module; `default` if absent
 * @param model `xgb`, also if absent
 * @param gpu true if absent, as in the original; without a usable GPU the job says so and takes the CPU
 * @param params absent ones have the defaults of {@link TrainingParams}
 */
public record TrainingRequest(
        String module,
        Instant start,
        Instant end,
        String features,
        String model,
        boolean gpu,
        TrainingParams params,
        String json) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS = Set.of("module", "range", "features", "model", "gpu", "params");

    /**
     * Reads and checks a body.
     *
     * @param json `{"module":"mev","range":{"start":"2026-01-01","end":"2026-02-01"},...}`; times are dates (midnight
     *     UTC) or ISO-8601 instants
     * @throws MevException BAD_INPUT that names the field and what it may be
     */
    public static TrainingRequest fromJson(String json, FeatureSets sets) {
        JsonNode body = parse(json);
        body.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw MevException.badInput("the body holds an unknown field; allowed: "
                        + FIELDS.stream().sorted().toList());
            }
        });
        String features = text(body, "features", "default");
        String module = text(body, "module", "");
        FeatureSet set = sets.find(module, features);
        String model = text(body, "model", "xgb");
        if (!model.equals("xgb")) {
            throw MevException.badInput("model must be xgb");
        }
        JsonNode gpu = body.path("gpu");
        if (!gpu.isMissingNode() && !gpu.isBoolean()) {
            throw MevException.badInput("gpu must be true or false");
        }
        Instant start = time(body, "start");
        Instant end = time(body, "end");
        if (!start.isBefore(end)) {
            throw MevException.badInput("range.start must be before range.end");
        }
        TrainingParams params = TrainingParams.from(body.path("params"));
        requireNoLeak(set, params);
        return new TrainingRequest(
                module, start, end, features, model, gpu.asBoolean(true), params, normalised(body, start, end));
    }

    /** The stored params, for the manifest: as asked for, defaults not spelled out. */
    @Override
    public String toString() {
        return json;
    }

    private static void requireNoLeak(FeatureSet set, TrainingParams params) {
        var cutoff = params.cutoff() == null ? set.cutoff() : params.cutoff();
        if (cutoff == dev.mevsdk.ml.features.Cutoff.PRE_TRADE
                && !set.postTradeColumns().isEmpty()
                && !params.allowPostTrade()) {
            throw MevException.badInput("features " + set.id() + " has columns that are known only after the trade: "
                    + set.postTradeColumns() + "; take another set, leave params.cutoff at post_trade (detection), or"
                    + " say params.allow_post_trade=true");
        }
    }

    private static JsonNode parse(String json) {
        try {
            JsonNode body = JSON.readTree(json);
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw MevException.badInput("the body must be JSON: " + e.getOriginalMessage());
        }
        throw MevException.badInput("the body must be a JSON object");
    }

    private static String text(JsonNode body, String field, String absent) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isTextual()) {
            throw MevException.badInput(field + " must be text");
        }
        return value.textValue();
    }

    private static Instant time(JsonNode body, String field) {
        String text = text(body.path("range"), field, "");
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw MevException.badInput(
                    "range." + field + " must be a date (2026-01-31) or an ISO-8601 instant (2026-01-31T12:00:00Z)");
        }
    }

    private static String normalised(JsonNode body, Instant start, Instant end) {
        ObjectNode copy = body.deepCopy();
        copy.putObject("range").put("start", start.toString()).put("end", end.toString());
        return copy.toString();
    }
}
