package dev.mevsdk.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.mevsdk.core.auth.Role;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Health, readiness, metrics, and the contracts. `/healthz` is open to everyone who reaches the port, and so is the status
 * code of `/readyz`, for probes; the rest as configured. Addresses are shown to nobody without a token.
 */
final class OperationRoutes {
    private final Operations operations;
    private final Readiness readiness;
    private final ServerMetrics metrics;

    private OperationRoutes(Operations operations, Readiness readiness, ServerMetrics metrics) {
        this.operations = operations;
        this.readiness = readiness;
        this.metrics = metrics;
    }

    static void add(Routes routes, Operations operations, Readiness readiness, ServerMetrics metrics) {
        new OperationRoutes(operations, readiness, metrics).add(routes);
    }

    private void add(Routes routes) {
        routes.open("/healthz", request -> JsonBody.write(request, Map.of("ok", true)));
        routes.open("/readyz", request -> ready(request, routes));
        guarded(routes, "/metrics", this::metrics);
        for (String contract : List.of("openapi", "asyncapi")) {
            // Written once: anybody may ask for it, as often as he likes.
            byte[] document = JsonBody.bytes(document("/" + contract + ".yaml"));
            guarded(routes, "/" + contract + ".json", request -> request.contentType("application/json")
                    .result(document));
        }
    }

    private void guarded(Routes routes, String path, Handler answer) {
        operations
                .role()
                .ifPresentOrElse(
                        role -> routes.get(path, role, (request, caller) -> answer.handle(request)),
                        () -> routes.open(path, answer));
    }

    private void ready(Context request, Routes routes) {
        boolean known = request.header("Authorization") != null;
        if (known) {
            routes.require(Role.VIEWER, request);
        }
        boolean ready = readiness.isReady();
        request.status(ready ? 200 : 503);
        boolean parts = known || operations.role().isEmpty();
        JsonBody.write(
                request, parts ? Map.of("ready", ready, "parts", readiness.parts(known)) : Map.of("ready", ready));
    }

    private void metrics(Context request) {
        String type = ServerMetrics.contentType(request.header("Accept"));
        request.contentType(type).result(metrics.scrape(type));
    }

    private static JsonNode document(String resource) {
        try (InputStream yaml = OperationRoutes.class.getResourceAsStream(resource)) {
            return new YAMLMapper().readTree(Objects.requireNonNull(yaml, resource + " is not in the jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
