package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code agent-heartbeats}, JSON; its key is the agent's id.
 *
 * @param position offset of the next command the agent will fold; the hash is its history's up to there
 * @param instance names the process, another after each start; empty when it does not say
 */
record Heartbeat(
        String agentId,
        String module,
        Policy.State state,
        List<HaltReason> haltReasons,
        long policyVersion,
        String policyHash,
        long position,
        long inFlight,
        Map<String, Double> figures,
        Map<String, String> histograms,
        String instance) {
    private static final int MAX_FIGURES = 64;
    private static final int MAX_NAME = 64;
    private static final int MAX_HASH = 64;
    private static final int MAX_INSTANCE = 64;
    /** More than Kafka takes by default. */
    private static final int MAX_DOCUMENT_BYTES = 2 * 1024 * 1024;

    /** Of a process that does not say which it is. */
    Heartbeat(
            String agentId,
            String module,
            Policy.State state,
            List<HaltReason> haltReasons,
            long policyVersion,
            String policyHash,
            long position,
            long inFlight,
            Map<String, Double> figures,
            Map<String, String> histograms) {
        this(
                agentId,
                module,
                state,
                haltReasons,
                policyVersion,
                policyHash,
                position,
                inFlight,
                figures,
                histograms,
                "");
    }

    /** In place of one that never came. */
    static Heartbeat none(String agentId, String module) {
        return new Heartbeat(
                agentId, module, Policy.State.HALTED, List.of(), 0, Policy.EMPTY_HASH, 0, 0, Map.of(), Map.of());
    }

    byte[] toJson() {
        return ControlJson.object(out -> {
            out.writeNumberField("schema_version", ControlCommand.SCHEMA_VERSION);
            out.writeStringField("agent_id", agentId);
            out.writeStringField("module", module);
            if (!instance.isEmpty()) {
                out.writeStringField("instance", instance);
            }
            out.writeStringField("state", state.name());
            out.writeStringField(
                    "halt_reasons", haltReasons.stream().map(Enum::name).collect(Collectors.joining(",")));
            out.writeNumberField("policy_version", policyVersion);
            out.writeStringField("policy_hash", policyHash);
            out.writeNumberField("position", position);
            out.writeNumberField("in_flight", inFlight);
            out.writeObjectFieldStart("figures");
            for (Map.Entry<String, Double> figure : figures.entrySet()) {
                if (Double.isFinite(figure.getValue())) {
                    out.writeNumberField(figure.getKey(), figure.getValue());
                }
            }
            out.writeEndObject();
            if (!histograms.isEmpty()) {
                out.writeObjectFieldStart("histograms");
                for (Map.Entry<String, String> histogram : histograms.entrySet()) {
                    out.writeStringField(histogram.getKey(), histogram.getValue());
                }
                out.writeEndObject();
            }
        });
    }

    Heartbeat withInstance(String name) {
        return new Heartbeat(
                agentId,
                module,
                state,
                haltReasons,
                policyVersion,
                policyHash,
                position,
                inFlight,
                figures,
                histograms,
                name);
    }

    /** What is worth keeping of it: histograms are large, and whoever adds them up has read them. */
    Heartbeat withoutHistograms() {
        return new Heartbeat(
                agentId,
                module,
                state,
                haltReasons,
                policyVersion,
                policyHash,
                position,
                inFlight,
                figures,
                Map.of(),
                instance);
    }

    /**
     * What can't be right of figures, histograms and instance is left out, so that all but the histograms is small.
     *
     * @throws MevException BAD_INPUT when it is no heartbeat
     */
    static Heartbeat parse(byte[] json) {
        Map<String, @Nullable Object> fields = ControlJson.parse(json, MAX_DOCUMENT_BYTES);
        Map<String, Double> figures = new LinkedHashMap<>();
        Map<String, @Nullable Object> given = ControlJson.child(fields, "figures");
        given.keySet().stream().limit(MAX_FIGURES).forEach(name -> {
            Double value = ControlJson.number(given, name);
            if (value != null && name.length() <= MAX_NAME) {
                figures.put(name, value);
            }
        });
        return new Heartbeat(
                CommandText.requireAgent(ControlJson.requiredText(fields, "agent_id")),
                Modules.require(ControlJson.requiredText(fields, "module")),
                PolicyJson.state(ControlJson.requiredText(fields, "state")),
                reasons(ControlJson.text(fields, "halt_reasons")),
                ControlJson.requiredNumber(fields, "policy_version"),
                bounded("policy_hash", ControlJson.requiredText(fields, "policy_hash"), MAX_HASH),
                ControlJson.requiredNumber(fields, "position"),
                ControlJson.requiredNumber(fields, "in_flight"),
                figures,
                HeartbeatHistograms.sane(fields.get("histograms")),
                instance(fields.get("instance")));
    }

    private static String instance(@Nullable Object given) {
        return given instanceof String text && text.length() <= MAX_INSTANCE ? text : "";
    }

    private static String bounded(String field, String text, int most) {
        if (text.length() > most) {
            throw MevException.badInput(field + ": at most " + most + " characters");
        }
        return text;
    }

    private static List<HaltReason> reasons(@Nullable String names) {
        List<String> given = names == null ? List.of() : List.of(names.split(",", -1));
        return List.of(HaltReason.values()).stream()
                .filter(reason -> given.contains(reason.name()))
                .toList();
    }
}
