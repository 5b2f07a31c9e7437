package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Desired against applied. */
final class ModuleReport {
    private final Session session;

    ModuleReport(Session session) {
        this.session = session;
    }

    ExitCode print(List<String> modules) {
        Console console = session.console();
        for (String module : modules) {
            JsonNode view = session.api().get("/api/control/module/" + module);
            if (console.isJson()) {
                console.print(view);
            } else {
                print(module, view, console);
            }
        }
        return ExitCode.OK;
    }

    private static void print(String module, JsonNode view, Console console) {
        JsonNode desired = view.path("desired");
        console.print(console.styled(Console.Style.BOLD, module) + "  "
                + state(console, desired.path("state").asText())
                + "  version " + desired.path("version").asLong()
                + "  throttle " + desired.path("throttle_pct").asInt() + " %"
                + "  ev_min " + desired.path("ev_min").asText() + " SOL"
                + "  tips " + percentiles(desired.path("tip_ladder")));
        JsonNode pending = desired.path("pending_start");
        if (pending.isObject()) {
            console.print(console.styled(
                    Console.Style.WARNING,
                    Printable.of("  the start that " + pending.path("issuer").asText()
                            + " asked for waits for a second person")));
        }
        Table table =
                new Table("  AGENT", "DESIRED", "STATE", "VERSION", "IN SYNC", "IN FLIGHT", "LAST ACK", "LATENCY");
        view.path("agents").forEach(agent -> row(table, desired, agent));
        table.print(console);
    }

    private static void row(Table table, JsonNode module, JsonNode agent) {
        JsonNode ack = agent.path("last_ack");
        JsonNode own = agent.path("desired");
        AgentState state = new AgentState(agent);
        table.remarked(
                Console.Style.WARNING,
                state.note(),
                "  " + agent.path("agent_id").asText(),
                (own.isObject() ? own : module).path("state").asText(),
                state.text(),
                agent.path("policy_version").asLong(),
                sync(agent),
                agent.path("in_flight").asLong(),
                ack.path("status").asText("-"),
                latency(ack.path("latency_micros").asLong()));
    }

    /** None of an agent that started later, and found the command in the log. */
    private static String latency(long micros) {
        return micros > 0 ? micros / 1_000.0 + " ms" : "-";
    }

    private static String sync(JsonNode agent) {
        if (agent.path("duplicate").asBoolean()) {
            return "DUPLICATE ID";
        } else if (agent.path("other_history").asBoolean()) {
            return "OTHER HISTORY";
        }
        return agent.path("in_sync").asBoolean() ? "yes" : "NO";
    }

    private static String state(Console console, String state) {
        return console.styled(state.equals("RUNNING") ? Console.Style.GOOD : Console.Style.BAD, Printable.of(state));
    }

    /** Of the tip floor: p50 for 0.5. */
    private static String percentiles(JsonNode ladder) {
        return StreamSupport.stream(ladder.spliterator(), false)
                .map(step -> "p"
                        + step.decimalValue()
                                .movePointRight(2)
                                .stripTrailingZeros()
                                .toPlainString())
                .collect(Collectors.joining(", "));
    }
}
