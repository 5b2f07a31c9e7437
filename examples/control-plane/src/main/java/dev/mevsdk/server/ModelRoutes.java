package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.Principal;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.ml.registry.ModelService;
import dev.mevsdk.ml.registry.ModelService.ActivateAnswer;
import io.javalin.http.Context;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** `/api/models`. */
final class ModelRoutes {
    private ModelRoutes() {}

    static void add(Routes routes, ModelService models) {
        routes.get(
                "/api/models/{module}",
                Role.VIEWER,
                (request, caller) -> JsonBody.write(request, models.models(Parameters.module(request))));
        routes.get(
                "/api/models/{module}/{version}/files/{name}",
                Role.VIEWER,
                (request, caller) -> file(models, request, request.pathParam("name")));
        routes.post("/api/models/{module}/{version}:activate", Role.ADMIN, (request, caller) -> {
            ActivateAnswer answer = activate(models, request, caller);
            if (!answer.ok()) {
                throw new HttpProblem(
                        409,
                        "Conflict",
                        "Somebody else changed the active model: it is " + answer.active() + " at generation "
                                + answer.generation());
            }
            JsonBody.write(request, answer);
        });
    }

    private static ActivateAnswer activate(ModelService models, Context request, Principal caller) {
        Long generation = asLong(Parameters.integer(request, "expected_generation"));
        String module = Parameters.module(request);
        return sound(() -> models.activate(module, request.pathParam("version"), generation, caller.subject()));
    }

    /** Always as a file to keep: a report is a page of its own, and must not run as one of this server's. */
    private static void file(ModelService models, Context request, String name) {
        String module = Parameters.module(request);
        byte[] content = sound(() -> models.file(module, request.pathParam("version"), name));
        request.contentType(mediaType(name))
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .result(content);
    }

    private static String mediaType(String name) {
        if (name.endsWith(".json")) {
            return "application/json";
        }
        return name.endsWith(".html") ? "text/html; charset=utf-8" : "application/octet-stream";
    }

    /** A damaged version is a conflict: its message names the files and the way out. */
    private static <T> T sound(Supplier<T> call) {
        try {
            return call.get();
        } catch (MevException e) {
            if (e.category() == MevException.Category.FATAL) {
                throw new HttpProblem(409, "Conflict", String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static @Nullable Long asLong(@Nullable Integer value) {
        return value == null ? null : Long.valueOf(value);
    }
}
