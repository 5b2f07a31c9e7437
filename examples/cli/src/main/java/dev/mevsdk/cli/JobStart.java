package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Tells that a job was queued. */
final class JobStart {
    private JobStart() {}

    /** Its id is the result of a command that only starts it, else a remark. */
    static void tell(Console console, JsonNode started, boolean detached) {
        if (console.isJson()) {
            console.print(started);
        } else if (detached) {
            console.print(started.path("job_id").asText());
        } else {
            console.say("job " + started.path("job_id").asText());
        }
    }
}
