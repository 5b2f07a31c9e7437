package dev.mevsdk.transport.control;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The policy and the arguments as fields of a JSON object, in the names of the contract. */
final class PolicyJson {
    private PolicyJson() {}

    static void writeArgs(JsonGenerator out, ControlArgs args) throws IOException {
        if (args.throttlePct() != null) {
            out.writeNumberField("throttle_pct", args.throttlePct());
        }
        if (args.evMin() != null) {
            out.writeNumberField("ev_min", args.evMin());
        }
        if (args.tipLadder() != null) {
            writeLadder(out, args.tipLadder());
        }
        if (args.kill() != null) {
            out.writeBooleanField("kill", args.kill());
        }
    }

    static void write(JsonGenerator out, Policy policy) throws IOException {
        out.writeStringField("module", policy.module());
        writeOrders(out, policy);
        out.writeNumberField("version", policy.version());
        out.writeStringField("hash", policy.hash());
    }

    /** What is to be done, without where it comes from. */
    static void writeOrders(JsonGenerator out, Policy policy) throws IOException {
        out.writeStringField("state", policy.state().name());
        out.writeNumberField("throttle_pct", policy.throttlePct());
        out.writeNumberField("ev_min", policy.evMin());
        writeLadder(out, policy.tipLadder());
        out.writeNumberField("generation", policy.generation());
    }

    static Policy read(Map<String, @Nullable Object> fields) {
        ControlArgs numbers = ControlArgs.of(fields);
        return new Policy(
                Modules.require(ControlJson.requiredText(fields, "module")),
                state(ControlJson.requiredText(fields, "state")),
                JsonField.required("throttle_pct", numbers.throttlePct()),
                JsonField.required("ev_min", numbers.evMin()),
                JsonField.required("tip_ladder", numbers.tipLadder()),
                ControlJson.requiredNumber(fields, "generation"),
                ControlJson.requiredNumber(fields, "version"),
                ControlJson.requiredText(fields, "hash"));
    }

    static Policy.State state(String name) {
        for (Policy.State state : Policy.State.values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        throw MevException.badInput("state: allowed: " + List.of(Policy.State.values()));
    }

    private static void writeLadder(JsonGenerator out, List<Double> ladder) throws IOException {
        out.writeArrayFieldStart("tip_ladder");
        for (double rung : ladder) {
            out.writeNumber(rung);
        }
        out.writeEndArray();
    }
}
