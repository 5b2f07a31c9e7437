package dev.mevsdk.transport.metrics;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.metrics.Figure;
import dev.mevsdk.core.metrics.MetricsReading;
import dev.mevsdk.core.metrics.MetricsSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Figures from Prometheus's HTTP API, one instant query each. A query without a series, or whose value is not a number
 * (no traffic), leaves its figure out. Thread-safe; {@link #read} blocks for at most a timeout per figure.
 */
public final class PrometheusMetrics implements MetricsSource {
    private static final int MAX_ANSWER_BYTES = 1 << 20;

    private final PrometheusConfig config;
    private final Set<Figure> figures;
    private final URI endpoint;
    private final HttpClient http;

    /** @param figures to ask for; the configuration must have a query for each */
    public PrometheusMetrics(PrometheusConfig config, Set<Figure> figures) {
        for (Figure figure : figures) {
            if (!config.queries().containsKey(figure)) {
                throw MevException.badInput("queries of Prometheus: must have one for " + figure);
            }
        }
        this.config = config;
        this.figures = Set.copyOf(figures);
        String base = config.address().toString();
        this.endpoint = URI.create((base.endsWith("/") ? base : base + "/") + "api/v1/query");
        this.http = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public String name() {
        return "Prometheus at " + config.address();
    }

    @Override
    public MetricsReading read() {
        Map<Figure, Double> values = new EnumMap<>(Figure.class);
        for (Figure figure : figures) {
            String promQl = config.queries().getOrDefault(figure, "");
            PrometheusAnswer answer = ask(promQl);
            answer.value(figure, promQl).ifPresent(value -> values.put(figure, value));
        }
        return new MetricsReading(values, List.of(), Instant.now());
    }

    private PrometheusAnswer ask(String promQl) {
        String form = "query=" + URLEncoder.encode(promQl, StandardCharsets.UTF_8) + "&timeout="
                + config.timeout().toMillis() + "ms";
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(config.timeout())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                // The request's own timeout ends with the headers.
                CompletableFuture.delayedExecutor(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> breakOff(body));
                return new PrometheusAnswer(response.statusCode(), body.readNBytes(MAX_ANSWER_BYTES));
            }
        } catch (IOException e) {
            throw MevException.retryable(
                    "does not answer within " + config.timeout().toMillis() + " ms ("
                            + e.getClass().getSimpleName() + "): start it, or correct PROMETHEUS_URL",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MevException.retryable("interrupted while waiting for the answer", e);
        }
    }

    private static void breakOff(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // It was read to its end before, or is broken: either will do.
        }
    }
}
