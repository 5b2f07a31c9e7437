package dev.mevsdk.transport.control;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code agent-heartbeats}, JSON; its key is the agent's id.
 *
 * @param instance names the process, another after each start; empty when it does not say
 */
record Heartbeat(
        String agentId,
        String module,
        String instance,
        Standing standing,
        Map<String, Double> figures,
        Map<String, String> histograms) {
    private static final int MAX_FIGURES = 64;
    /** Figures are summed up over a fleet. */
    private static final double MAX_FIGURE = 1e15;

    private static final int MAX_NAME = 64;
    private static final int MAX_HASH = 64;
    private static final int MAX_INSTANCE = 64;
    /** More than Kafka takes by default. */
    private static final int MAX_DOCUMENT_BYTES = 2 * 1024 * 1024;

    /**
     * Where the agent is with its policy.
     *
     * @param position offset of the next command the agent will fold; the hash is its history's up to there
     * @param inFlight decisions between admission and release
     */
    record Standing(
            Policy.State state,
            List<HaltReason> haltReasons,
            long policyVersion,
            String policyHash,
            long position,
            long inFlight) {
        /** Of an agent that never said. */
        static final Standing UNKNOWN = new Standing(Policy.State.HALTED, List.of(), 0, Policy.EMPTY_HASH, 0, 0);

        private static Standing parse(Map<String, @Nullable Object> fields) {
            return new Standing(
                    PolicyJson.state(ControlJson.requiredText(fields, "state")),
                    reasons(ControlJson.text(fields, "halt_reasons")),
                    ControlJson.requiredNumber(fields, "policy_version"),
                    hash(ControlJson.requiredText(fields, "policy_hash")),
                    ControlJson.requiredNumber(fields, "position"),
                    inFlight(ControlJson.requiredNumber(fields, "in_flight")));
        }

        private void write(JsonGenerator out) throws IOException {
            out.writeStringField("state", state.name());
            out.writeStringField(
                    "halt_reasons", haltReasons.stream().map(Enum::name).collect(Collectors.joining(",")));
            out.writeNumberField("policy_version", policyVersion);
            out.writeStringField("policy_hash", policyHash);
            out.writeNumberField("position", position);
            out.writeNumberField("in_flight", inFlight);
        }

        private static List<HaltReason> reasons(@Nullable String names) {
            List<String> given = names == null ? List.of() : List.of(names.split(",", -1));
            return List.of(HaltReason.values()).stream()
                    .filter(reason -> given.contains(reason.name()))
                    .toList();
        }

        private static String hash(String text) {
            if (text.length() > MAX_HASH) {
                throw MevException.badInput("policy_hash: at most " + MAX_HASH + " characters");
            }
            return text;
        }

        private static long inFlight(long count) {
            if (count < 0) {
                throw MevException.badInput("in_flight: 0 or more");
            }
            return count;
        }
    }

    /** Of a process that does not say which it is, without figures. */
    static Heartbeat of(String agentId, String module, Standing standing) {
        return new Heartbeat(agentId, module, "", standing, Map.of(), Map.of());
    }

    byte[] toJson() {
        return ControlJson.object(out -> {
            out.writeNumberField("schema_version", ControlCommand.SCHEMA_VERSION);
            out.writeStringField("agent_id", agentId);
            out.writeStringField("module", module);
            if (!instance.isEmpty()) {
                out.writeStringField("instance", instance);
            }
            standing.write(out);
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

    /** What is worth keeping of it: histograms are large, and whoever adds them up has read them. */
    Heartbeat withoutHistograms() {
        return new Heartbeat(agentId, module, instance, standing, figures, Map.of());
    }

    /**
     * What can't be right of figures, histograms and instance is left out, so that all but the histograms is small.
     *
     * @throws MevException BAD_INPUT when it is no heartbeat
     */
    static Heartbeat parse(byte[] json) {
        Map<String, @Nullable Object> fields = ControlJson.parse(json, MAX_DOCUMENT_BYTES);
        return new Heartbeat(
                CommandText.requireAgent(ControlJson.requiredText(fields, "agent_id")),
                Modules.require(ControlJson.requiredText(fields, "module")),
                instance(fields.get("instance")),
                Standing.parse(fields),
                figures(ControlJson.child(fields, "figures")),
                HeartbeatHistograms.sane(fields.get("histograms")));
    }

    private static Map<String, Double> figures(Map<String, @Nullable Object> given) {
        Map<String, Double> figures = new LinkedHashMap<>();
        given.keySet().stream().limit(MAX_FIGURES).forEach(name -> {
            if (name.length() <= MAX_NAME
                    && given.get(name) instanceof BigDecimal value
                    && Math.abs(value.doubleValue()) <= MAX_FIGURE) {
                figures.put(name, value.doubleValue());
            }
        });
        return figures;
    }

    private static String instance(@Nullable Object given) {
        return given instanceof String text && text.length() <= MAX_INSTANCE ? text : "";
    }
}
