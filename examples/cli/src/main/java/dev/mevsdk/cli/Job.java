package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** One job as `/api/jobs` shows it. */
record Job(JsonNode fields) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    String id() {
        return fields.path("job_id").asText();
    }

    String state() {
        return fields.path("state").asText();
    }

    /** 0..1 */
    double progress() {
        return fields.path("progress").asDouble();
    }

    String message() {
        return fields.path("message").asText();
    }

    String reason() {
        return fields.path("reason").asText();
    }

    boolean isEnded() {
        return state().equals("done") || state().equals("error");
    }

    boolean isDone() {
        return state().equals("done");
    }

    String percent() {
        return Math.round(progress() * 100) + " %";
    }

    /** When the job was made, UTC. */
    String created() {
        return time("created");
    }

    /** When it last changed, UTC. */
    String changed() {
        return time("ts");
    }

    private String time(String field) {
        return TIME.format(Instant.ofEpochSecond(fields.path(field).asLong()));
    }
}
