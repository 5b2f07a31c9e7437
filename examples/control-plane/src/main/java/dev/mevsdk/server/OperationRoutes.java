package dev.mevsdk.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** Health, readiness, counters, and the contract. Open to everyone who reaches the port. */
final class OperationRoutes {
    private OperationRoutes() {}

    static void add(Routes routes, Readiness readiness, Counters counters) {
        // Written once: anybody may ask for it, as often as he likes.
        byte[] contract = JsonBody.bytes(contract());
        routes.open("/healthz", request -> JsonBody.write(request, Map.of("ok", true)));
        routes.open("/readyz", request -> {
            boolean ready = readiness.isReady();
            request.status(ready ? 200 : 503);
            JsonBody.write(request, Map.of("ready", ready, "parts", readiness.parts()));
        });
        routes.open("/metrics", request -> request.contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(counters.text()));
        routes.open("/openapi.json", request -> request.contentType("application/json")
                .result(contract));
    }

    private static JsonNode contract() {
        try (InputStream yaml = OperationRoutes.class.getResourceAsStream("/openapi.yaml")) {
            return new YAMLMapper().readTree(Objects.requireNonNull(yaml, "openapi.yaml is not in the jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
