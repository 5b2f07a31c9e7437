package dev.mevsdk.transport.control;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one agent was told beside its module.
 *
 * @param state STOPPED or KILLED for this agent alone; null: as the module. It never lifts what the module says
 * @param values its own, in place of the module's
 * @param generation raised by each restart of this agent alone, added to the module's
 */
public record AgentDifference(Policy.@Nullable State state, ControlArgs values, long generation) {
    static final AgentDifference NONE = new AgentDifference(null, ControlArgs.NONE, 0);

    public AgentDifference {
        if (state != null && state != Policy.State.STOPPED && state != Policy.State.KILLED) {
            throw MevException.badInput("state: allowed: STOPPED, KILLED");
        }
    }

    boolean isNone() {
        return equals(NONE);
    }

    /** The agent's policy: the stricter state, its own values first. */
    Policy over(Policy module) {
        return new Policy(
                module.module(),
                stricter(module.state()),
                values.throttlePct() == null ? module.throttlePct() : values.throttlePct(),
                values.evMin() == null ? module.evMin() : values.evMin(),
                values.tipLadder() == null ? module.tipLadder() : values.tipLadder(),
                module.generation() + generation,
                module.version(),
                module.hash());
    }

    private Policy.State stricter(Policy.State module) {
        return state == null || module == Policy.State.KILLED ? module : state;
    }

    void write(JsonGenerator out, String agentId) throws IOException {
        out.writeStartObject();
        out.writeStringField("agent_id", agentId);
        if (state != null) {
            out.writeStringField("state", state.name());
        }
        PolicyJson.writeArgs(out, values);
        out.writeNumberField("generation", generation);
        out.writeEndObject();
    }

    static AgentDifference read(Map<String, @Nullable Object> fields) {
        String state = ControlJson.text(fields, "state");
        return new AgentDifference(
                state == null ? null : PolicyJson.state(state),
                ControlArgs.of(fields),
                ControlJson.requiredNumber(fields, "generation"));
    }
}
