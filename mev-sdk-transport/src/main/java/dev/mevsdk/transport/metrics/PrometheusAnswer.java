package dev.mevsdk.transport.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mevsdk.core.MevException;
import dev.mevsdk.core.metrics.Figure;
import java.io.IOException;
import java.util.Optional;

/** What `/api/v1/query` said. */
record PrometheusAnswer(int status, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_SHOWN = 300;
    private static final int UNAVAILABLE = 503;

    /**
     * The one number; empty when there is no series, or it is not a number.
     *
     * @throws MevException BAD_INPUT for a query that Prometheus refuses or that gives more than one number; RETRYABLE
     *     when it is no answer of Prometheus
     */
    Optional<Double> value(Figure figure, String promQl) {
        JsonNode document = document();
        if (!document.path("status").asText().equals("success")) {
            String why = document.path("errorType").asText() + ": "
                    + document.path("error").asText();
            throw document.path("errorType").asText().equals("bad_data")
                    ? MevException.badInput("refuses the query for " + figure + ": " + shown(why))
                    : MevException.retryable("could not answer the query for " + figure + ": " + shown(why), null);
        }
        JsonNode data = document.path("data");
        JsonNode result = data.path("result");
        if (data.path("resultType").asText().equals("scalar")) {
            return number(result);
        }
        if (!data.path("resultType").asText().equals("vector") || result.size() > 1) {
            throw MevException.badInput("the query for " + figure + " must give one number, not " + result.size()
                    + " series; sum them up: " + shown(promQl));
        }
        return result.isEmpty() ? Optional.empty() : number(result.get(0).path("value"));
    }

    private JsonNode document() {
        try {
            JsonNode document = JSON.readTree(body);
            if (document != null && document.has("status")) {
                return document;
            }
        } catch (IOException e) {
            // Not its JSON: told below.
        }
        throw MevException.retryable(
                status == UNAVAILABLE
                        ? "is not ready yet (HTTP 503)"
                        : "answers with HTTP " + status
                                + " and no result: is PROMETHEUS_URL the address of Prometheus?",
                null);
    }

    private static Optional<Double> number(JsonNode sample) {
        double value =
                switch (sample.path(1).asText()) {
                    case "+Inf", "-Inf", "NaN", "" -> Double.NaN;
                    default -> sample.path(1).asDouble(Double.NaN);
                };
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
