package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends one command to a module, or to all, and waits for its agents. */
final class CommandRun {
    private final Session session;
    private final String module;
    private final String action;
    private final CommandOptions options;

    CommandRun(Session session, String module, String action, CommandOptions options) {
        this.session = session;
        this.module = module;
        this.action = action;
        this.options = options;
    }

    ExitCode send(ObjectNode body) {
        boolean every = module.equals(ModuleName.EVERY);
        String path = every ? "/api/control/all:" + action : "/api/control/module/" + module + ":" + action;
        JsonNode answer = post(path, body);
        Console console = session.console();
        if (console.isJson()) {
            console.print(answer);
        }
        if (answer.path("pending").asBoolean()) {
            console.say(action + " of " + module + " waits for a second person: another admin has to send it too");
            return ExitCode.OK;
        }
        Map<String, String> requests = every
                ? requests(answer)
                : Map.of(module, answer.path("request_id").asText());
        if (!console.isJson()) {
            requests.forEach((name, id) -> console.say(action + " of " + name + " is in the log, request " + id));
        }
        return options.waits() ? await(requests) : ExitCode.OK;
    }

    private JsonNode post(String path, ObjectNode body) {
        try {
            return session.api().post(path, body, options.headers());
        } catch (Failure failure) {
            // Nobody came first where no version was expected: the command was refused for itself.
            boolean refused = failure.exit() == ExitCode.CONFLICT && !body.has("expected_version");
            throw refused ? Failure.failed(failure.text()) : failure;
        }
    }

    private static Map<String, String> requests(JsonNode answer) {
        Map<String, String> requests = new LinkedHashMap<>();
        answer.path("request_ids")
                .fields()
                .forEachRemaining(
                        entry -> requests.put(entry.getKey(), entry.getValue().asText()));
        return requests;
    }

    private ExitCode await(Map<String, String> requests) {
        try (Interruption ignored = Interruption.then(
                () -> session.console().say("The command stands. See who applied it: mev control status " + module))) {
            AckWait wait = new AckWait(session, options, action);
            boolean applied = true;
            for (Map.Entry<String, String> request : requests.entrySet()) {
                applied &= wait.await(request.getKey(), request.getValue());
            }
            return applied ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
