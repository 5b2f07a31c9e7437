package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
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

    long generation() {
        return view.path("generation").asLong();
    }

    List<JsonNode> versions() {
        return StreamSupport.stream(view.path("versions").spliterator(), false).toList();
    }

    /** @param version null for the active one */
    JsonNode version(@Nullable String version) {
        String wanted = version != null
                ? version
                : active().orElseThrow(() -> Failure.failed(module + " has no active model: name a version"));
        return versions().stream()
                .filter(known -> known.path("version").asText().equals(wanted))
                .findFirst()
                .orElseThrow(() -> Failure.failed("there is no version " + wanted + " of " + module + "."
                        + Suggestions.sentence(
                                wanted,
                                versions().stream()
                                        .map(known -> known.path("version").asText())
                                        .toList())));
    }

    /** The version that was active before the one that is. */
    String before() {
        String now = active().orElseThrow(() -> Failure.failed(module + " has no active model to roll back from"));
        String before = "";
        for (JsonNode activation : view.path("history")) {
            String version = activation.path("version").asText("");
            if (activation.path("generation").asLong() < generation() && !version.isEmpty() && !version.equals(now)) {
                before = activation.path("generation").asLong() > generationOf(before) ? version : before;
            }
        }
        if (before.isEmpty()) {
            throw Failure.failed("no other version of " + module + " was active before " + now);
        }
        return before;
    }

    private long generationOf(String version) {
        long newest = -1;
        for (JsonNode activation : view.path("history")) {
            if (activation.path("version").asText("").equals(version)
                    && activation.path("generation").asLong() < generation()) {
                newest = Math.max(newest, activation.path("generation").asLong());
            }
        }
        return newest;
    }

    JsonNode activate(String version, long expectedGeneration) {
        String path = "/api/models/" + module + "/" + Api.part(version) + ":activate?expected_generation="
                + expectedGeneration;
        return api.post(path, null, Map.of());
    }
}
