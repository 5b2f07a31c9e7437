package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The job routes. */
final class Jobs {
    /** The server's most. */
    static final int MOST_LINES = 1_000;

    private static final String PATH = "/api/jobs/";

    private final Api api;

    Jobs(Api api) {
        this.api = api;
    }

    JsonNode list(String query) {
        return api.get("/api/jobs" + query);
    }

    /** @throws Failure that names jobs with similar ids when there is none with this one */
    Job get(String jobId) {
        return known(jobId, () -> new Job(api.get(PATH + Api.part(jobId))));
    }

    /** The newest lines, the oldest of them first. */
    List<String> logs(String jobId, int limit) {
        JsonNode lines = known(jobId, () -> api.get(PATH + Api.part(jobId) + "/logs?limit=" + limit))
                .path("lines");
        List<String> read = new ArrayList<>();
        lines.forEach(line -> read.add(line.asText()));
        return read;
    }

    /** @param action `cancel` or `retry` */
    JsonNode act(String jobId, String action) {
        return known(jobId, () -> {
            try {
                return api.post(PATH + Api.part(jobId) + ":" + action, null, Map.of());
            } catch (Failure failure) {
                // Not a race with anybody: the job's state forbids it.
                throw failure.exit() == ExitCode.CONFLICT ? Failure.failed(failure.text()) : failure;
            }
        });
    }

    private <T> T known(String jobId, java.util.function.Supplier<T> call) {
        try {
            return call.get();
        } catch (Failure failure) {
            if (failure.exit() != ExitCode.FAILED || !failure.text().startsWith("There is no such job")) {
                throw failure;
            }
            throw Failure.failed("there is no job " + jobId + "." + Suggestions.sentence(jobId, ids()));
        }
    }

    private List<String> ids() {
        return StreamSupport.stream(list("?limit=1000").path("jobs").spliterator(), false)
                .map(job -> job.path("job_id").asText())
                .toList();
    }
}
