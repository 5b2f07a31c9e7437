package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The registry's routes of one module. */
record Models(Api api, String module, JsonNode view) {
    static Models of(Api api, String module) {
        return new Models(api, module, api.get("/api/models/" + module));
    }

    Optional<String> active() {
        return Optional.ofNullable(view.path("active").textValue());
    }

    /** When a version was made, UTC, in whole seconds; as it stands where it is no time. */
    static String created(JsonNode version) {
        String text = version.path("created_at").asText();
        try {
            return Instant.parse(text).truncatedTo(ChronoUnit.SECONDS).toString();
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    /** Whether it knows no more than an agent does before the trade. */
    static boolean isForAgents(JsonNode version) {
        return !version.path("cutoff").asText().equals("post_trade");
    }

    long generation() {
        return view.path("generation").asLong();
    }

    List<JsonNode> versions() {
        return StreamSupport.stream(view.path("versions").spliterator(), false).toList();
    }

    /** Empty when the registry is not on this server's disk. */
    Optional<JsonNode> ofJob(String jobId) {
        return versions().stream()
                .filter(known -> known.path("job_id").asText().equals(jobId))
                .findFirst();
    }

    /** @param version null for the active one */
    JsonNode version(@Nullable String version) {
        if (versions().isEmpty()) {
            throw Failure.failed(module + " has no model yet: mev train " + module + " makes one");
        }
        String wanted = version != null
                ? version
                : active().orElseThrow(() -> Failure.failed(
                        module + " has no active model: name a version that mev models list " + module + " shows"));
        return versions().stream()
                .filter(known -> known.path("version").asText().equals(wanted))
                .findFirst()
                .orElseThrow(() -> Failure.failed("there is no version " + wanted + " of " + module
                        + " (mev models list " + module + ")."
                        + Suggestions.sentence(
                                wanted,
                                versions().stream()
                                        .map(known -> known.path("version").asText())
                                        .toList())));
    }

    /** The version to go back to. Going back is a step of its own: a second one in a row goes one version further back. */
    String before() {
        String now = active().orElseThrow(() -> Failure.failed(module + " has no active model to roll back from"));
        List<String> path = new ArrayList<>();
        view.path("history").forEach(change -> step(path, change.path("version").asText("")));
        if (path.size() < 2) {
            throw Failure.failed("no other version of " + module + " was active before " + now
                    + ": mev models activate " + module + " VERSION takes one by its name");
        }
        return path.get(path.size() - 2);
    }

    /** The route of a rollback is that of an activation: it is known by its version, the last but one. */
    private static void step(List<String> path, String version) {
        int last = path.size() - 1;
        if (last > 0 && path.get(last - 1).equals(version)) {
            path.remove(last);
        } else if (!version.isEmpty() && (last < 0 || !path.get(last).equals(version))) {
            path.add(version);
        }
    }

    JsonNode activate(String version, long expectedGeneration) {
        String path = "/api/models/" + module + "/" + Api.part(version) + ":activate?expected_generation="
                + expectedGeneration;
        return api.post(path, null, Map.of());
    }
}
