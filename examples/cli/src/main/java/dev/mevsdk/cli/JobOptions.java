package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that starts a job over a range of time has in common. */
final class JobOptions {
    @Option(
            names = "--start",
            required = true,
            paramLabel = "TIME",
            description = "First time, included: a date or an instant, UTC.")
    private @Nullable String start;

    @Option(names = "--end", required = true, paramLabel = "TIME", description = "Last time, not included.")
    private @Nullable String end;

    @Option(names = "--detach", description = "Start it only.")
    private boolean detach;

    boolean isDetached() {
        return detach;
    }

    void putRange(ObjectNode target) {
        target.put("start", Objects.requireNonNull(start)).put("end", Objects.requireNonNull(end));
    }

    /**
     * Starts the job and follows it to its end; empty when it is only started.
     *
     * @throws Failure when it did not end well
     */
    Optional<Job> run(Session session, String path, ObjectNode body, Map<String, String> headers) {
        JsonNode started = session.api().post(path, body, headers);
        String jobId = started.path("job_id").asText();
        Console console = session.console();
        if (console.isJson()) {
            console.print(started);
        } else if (detach) {
            console.print(jobId);
        } else {
            console.say("job " + jobId);
        }
        return detach ? Optional.empty() : Optional.of(JobFollower.requireDone(new JobFollower(session).follow(jobId)));
    }
}
