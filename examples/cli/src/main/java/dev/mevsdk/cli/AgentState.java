package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What one agent of `/api/control/module` does. */
record AgentState(JsonNode fields) {
    /** What a start doesn't lift, and what does. */
    private static final Map<String, String> LOCAL_HALTS =
            Map.of("SIGNAL", "restart the process", "KILL_FILE", "remove the file");

    boolean isSilent() {
        return fields.path("silent").asBoolean();
    }

    /** Whether it closed its listener, and said so, before it went silent: it emits nothing. */
    boolean hasEnded() {
        return isSilent() && haltReasons().contains("CLOSED");
    }

    /** What is wrong with it and what to do, in words; empty when nothing is. */
    String note() {
        return fields.path("note").asText();
    }

    List<String> haltReasons() {
        List<String> reasons = new ArrayList<>();
        fields.path("halt_reasons").forEach(reason -> reasons.add(reason.asText()));
        return reasons;
    }

    /** Of those reasons that no start lifts, each with what lifts it; empty when there is none. */
    String localHalts() {
        return haltReasons().stream()
                .filter(LOCAL_HALTS::containsKey)
                .map(reason -> reason + " (" + LOCAL_HALTS.get(reason) + ")")
                .collect(Collectors.joining(", "));
    }

    /** In a word or two. */
    String text() {
        if (isSilent()) {
            return hasEnded() ? "ENDED" : "SILENT";
        }
        List<String> reasons = haltReasons();
        return fields.path("state").asText() + (reasons.isEmpty() ? "" : " (" + String.join(", ", reasons) + ")");
    }
}
