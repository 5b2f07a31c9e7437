package dev.mevsdk.server;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.jobs.JobService;
import dev.mevsdk.ml.training.TrainingService;
import java.nio.charset.StandardCharsets;

/** `/api/training`. */
final class TrainingRoutes {
    private TrainingRoutes() {}

    static void add(Routes routes, TrainingService training, JobService jobs) {
        routes.post(
                "/api/training/start",
                Role.ADMIN,
                (request, caller) -> JsonBody.write(
                        request,
                        training.start(
                                new String(RequestBody.of(request), StandardCharsets.UTF_8),
                                request.header("Idempotency-Key"))));
        routes.get(
                "/api/training/status/{job_id}",
                Role.VIEWER,
                (request, caller) -> JsonBody.write(request, jobs.statusFields("train", JobRoutes.id(request))));
    }
}
