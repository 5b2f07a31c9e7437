package dev.mevsdk.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Health, readiness, counters, and the contracts. Open to everyone who reaches the port. */
final class OperationRoutes {
    private OperationRoutes() {}

    static void add(Routes routes, Readiness readiness, Counters counters) {
        routes.open("/healthz", request -> JsonBody.write(request, Map.of("ok", true)));
        routes.open("/readyz", request -> {
            boolean ready = readiness.isReady();
            request.status(ready ? 200 : 503);
            JsonBody.write(request, Map.of("ready", ready, "parts", readiness.parts()));
        });
        routes.open("/metrics", request -> request.contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(counters.text()));
        for (String contract : List.of("openapi", "asyncapi")) {
            // Written once: anybody may ask for it, as often as he likes.
            byte[] document = JsonBody.bytes(document("/" + contract + ".yaml"));
            routes.open("/" + contract + ".json", request -> request.contentType("application/json")
                    .result(document));
        }
    }

    private static JsonNode document(String resource) {
        try (InputStream yaml = OperationRoutes.class.getResourceAsStream(resource)) {
            return new YAMLMapper().readTree(Objects.requireNonNull(yaml, resource + " is not in the jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
