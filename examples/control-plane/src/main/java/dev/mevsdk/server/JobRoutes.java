package dev.mevsdk.server;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.jobs.JobService;
import dev.mevsdk.jobs.JobService.JobAction;
import io.javalin.http.Context;
import java.util.Optional;

/** `/api/jobs`. */
final class JobRoutes {
    private JobRoutes() {}

    static void add(Routes routes, JobService jobs) {
        routes.get("/api/jobs", Role.VIEWER, (request, caller) -> {
            JobService.ListRequest wanted = new JobService.ListRequest(
                    request.queryParam("queue"), request.queryParam("state"), Parameters.integer(request, "limit"));
            JsonBody.write(request, jobs.list(wanted));
        });
        routes.get(
                "/api/jobs/{job_id}",
                Role.VIEWER,
                (request, caller) -> JsonBody.write(request, known(jobs.get(id(request)))));
        routes.get(
                "/api/jobs/{job_id}/logs",
                Role.VIEWER,
                (request, caller) ->
                        JsonBody.write(request, known(jobs.logs(id(request), Parameters.integer(request, "limit")))));
        routes.post(
                "/api/jobs/{job_id}:cancel",
                Role.ADMIN,
                (request, caller) -> answer(request, jobs.cancel(id(request))));
        routes.post(
                "/api/jobs/{job_id}:retry", Role.ADMIN, (request, caller) -> answer(request, jobs.retry(id(request))));
    }

    static String id(Context request) {
        return request.pathParam("job_id");
    }

    private static <T> T known(Optional<T> answer) {
        return answer.orElseThrow(() -> HttpProblem.notFound("There is no such job; GET /api/jobs lists them"));
    }

    private static void answer(Context request, Optional<JobAction> action) {
        JobAction done = known(action);
        if (!done.ok()) {
            throw new HttpProblem(409, "Conflict", "The job's state forbids it: " + done.message());
        }
        JsonBody.write(request, done);
    }
}
