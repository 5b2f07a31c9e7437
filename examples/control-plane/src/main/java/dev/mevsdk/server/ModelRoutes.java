package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.Principal;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.ml.registry.ModelService;
import dev.mevsdk.ml.registry.ModelService.ActivateAnswer;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** `/api/models`. */
final class ModelRoutes {
    private ModelRoutes() {}

    static void add(Routes routes, ModelService models) {
        routes.get(
                "/api/models/{module}",
                Role.VIEWER,
                (request, caller) -> JsonBody.write(request, models.models(Parameters.module(request))));
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
        Integer generation = Parameters.integer(request, "expected_generation");
        try {
            return models.activate(
                    Parameters.module(request), request.pathParam("version"), asLong(generation), caller.subject());
        } catch (MevException e) {
            if (e.category() == MevException.Category.FATAL) {
                // A damaged version: its message names the files and the way out.
                throw new HttpProblem(409, "Conflict", String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static @Nullable Long asLong(@Nullable Integer value) {
        return value == null ? null : Long.valueOf(value);
    }
}
