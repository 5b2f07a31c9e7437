package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Waits until each agent of a module said what it did with one command, and prints each answer as it comes. */
final class AckWait {
    private static final long POLL_NANOS = 50_000_000;

    /** The actions after which an agent should emit. */
    private static final Set<String> LIFTS = Set.of("start", "restart");

    private final Session session;
    private final CommandOptions options;
    private final String action;

    AckWait(Session session, CommandOptions options, String action) {
        this.session = session;
        this.options = options;
        this.action = action;
    }

    /**
     * Whether every agent applied it and does it; false also when one is silent, since nobody knows what that one does,
     * unless it said that it ends.
     */
    boolean await(String module, String requestId) {
        long deadline = System.nanoTime() + options.timeout().toNanos();
        Set<String> answered = new HashSet<>();
        boolean applied = true;
        while (true) {
            List<JsonNode> agents = agents(module);
            for (JsonNode agent : agents) {
                if (isAnswer(agent, requestId) && answered.add(id(agent))) {
                    applied &= print(module, agent);
                }
            }
            List<JsonNode> open = agents.stream()
                    .filter(agent -> !answered.contains(id(agent)))
                    .toList();
            boolean allSilent = open.stream().map(AgentState::new).allMatch(AgentState::isSilent);
            if (allSilent || System.nanoTime() > deadline) {
                open.forEach(agent -> printMissing(module, agent));
                return isForSomebody(module, agents)
                        && applied
                        && open.stream().map(AgentState::new).allMatch(AgentState::hasEnded);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private List<JsonNode> agents(String module) {
        return every(module)
                .filter(agent -> options.agent() == null || options.agent().equals(id(agent)))
                .toList();
    }

    private Stream<JsonNode> every(String module) {
        JsonNode agents = session.api().get("/api/control/module/" + module).path("agents");
        return StreamSupport.stream(agents.spliterator(), false);
    }

    /** Warns when nobody is there to do it; false when the one it names was never heard of: a slip, most likely. */
    private boolean isForSomebody(String module, List<JsonNode> agents) {
        if (!agents.stream().map(AgentState::new).allMatch(AgentState::hasEnded)) {
            return true;
        }
        String named = options.agent();
        boolean slip = named != null && agents.isEmpty();
        String warning = named == null
                ? module + " has no agent: the command waits for the first one"
                : slip
                        ? "nothing was ever heard of an agent " + named + " of " + module + "."
                                + Suggestions.sentence(named, ids(module))
                        : named + " of " + module + " has ended: the command waits for its next start";
        session.console().warn(Printable.of(warning));
        return !slip;
    }

    private List<String> ids(String module) {
        return every(module).map(AckWait::id).toList();
    }

    private static boolean isAnswer(JsonNode agent, String requestId) {
        JsonNode ack = agent.path("last_ack");
        String status = ack.path("status").asText();
        return ack.path("request_id").asText().equals(requestId)
                && (status.equals("APPLIED") || status.equals("REJECTED"));
    }

    private static String id(JsonNode agent) {
        return agent.path("agent_id").asText();
    }

    /** Whether it was applied, and nothing keeps the agent from doing it. */
    private boolean print(String module, JsonNode agent) {
        JsonNode ack = agent.path("last_ack");
        boolean applied = ack.path("status").asText().equals("APPLIED");
        boolean duplicate = agent.path("duplicate").asBoolean();
        String halts = applied && LIFTS.contains(action) ? new AgentState(agent).localHalts() : "";
        long micros = ack.path("latency_micros").asLong();
        Console console = session.console();
        if (console.isJson()) {
            console.print(document(module, agent)
                    .put("status", ack.path("status").asText())
                    .put("reason", ack.path("reason").asText())
                    .put("latency_micros", micros)
                    .put("still_halted", halts)
                    .put("duplicate", duplicate));
        } else {
            String what = !applied
                    ? "REJECTED " + action + ": " + ack.path("reason").asText()
                    : halts.isEmpty() ? "applied " + action : "applied, but still halted: " + halts;
            what += duplicate ? "; DUPLICATE ID: one process of at least two said so" : "";
            console.print(console.styled(
                    applied && halts.isEmpty() && !duplicate ? Console.Style.GOOD : Console.Style.BAD,
                    String.format(
                            Locale.ROOT,
                            "%-10s %-24s %s after %.1f ms",
                            module,
                            Printable.of(id(agent)),
                            Printable.of(what),
                            micros / 1_000.0)));
        }
        return applied && halts.isEmpty() && !duplicate;
    }

    private void printMissing(String module, JsonNode agent) {
        Console console = session.console();
        AgentState state = new AgentState(agent);
        if (console.isJson()) {
            console.print(document(module, agent)
                    .put("status", state.isSilent() ? state.text() : "NO_ANSWER")
                    .put("note", state.note()));
            return;
        }
        console.print(console.styled(
                state.hasEnded() ? Console.Style.FAINT : Console.Style.BAD,
                String.format(Locale.ROOT, "%-10s %-24s %s", module, Printable.of(id(agent)), missing(state))));
    }

    private String missing(AgentState state) {
        if (state.hasEnded()) {
            return "ENDED: it said that it closes, and emits nothing";
        } else if (state.isSilent()) {
            return "is silent: what it does is unknown; its lease halts it";
        }
        return state.fields().path("in_sync").asBoolean()
                ? "has the desired policy, but its answer was not seen"
                : "has not applied it within " + options.timeout().toMillis() + " ms" + said(state.note());
    }

    private static String said(String note) {
        return note.isEmpty() ? "" : "; " + Printable.of(note);
    }

    private static ObjectNode document(String module, JsonNode agent) {
        return Json.object().put("module", module).put("agent_id", id(agent));
    }
}
