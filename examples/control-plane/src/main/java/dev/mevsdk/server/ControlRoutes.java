package dev.mevsdk.server;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.transport.control.ControlRequest;
import dev.mevsdk.transport.control.ControlResponse;
import dev.mevsdk.transport.control.ControlService;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** `/api/control`. */
final class ControlRoutes {
    private static final System.Logger LOG = System.getLogger(ControlRoutes.class.getName());

    private ControlRoutes() {}

    static void add(Routes routes, ControlService control) {
        routes.post("/api/control/module/{name}:{action}", Role.ADMIN, (request, caller) -> {
            ControlRequest command = ControlRequest.of(
                            request.pathParam("name"), request.pathParam("action"), RequestBody.of(request))
                    .withIssuer(caller.subject())
                    .withIdempotencyKey(request.header("Idempotency-Key"));
            ControlResponse answer = control.control(command);
            log(command, answer);
            request.contentType("application/json").result(answer.toJson());
        });
        routes.post("/api/control/all:{action}", Role.ADMIN, (request, caller) -> {
            List<ControlRequest> commands =
                    ControlRequest.ofAll(request.pathParam("action"), RequestBody.of(request)).stream()
                            .map(command -> command.withIssuer(caller.subject())
                                    .withIdempotencyKey(request.header("Idempotency-Key")))
                            .toList();
            Map<String, ControlResponse> answers = control.controlAll(commands);
            commands.forEach(command -> log(command, answers.get(command.module())));
            request.contentType("application/json").result(ControlResponse.toJson(answers));
        });
        routes.get(
                "/api/control/module/{name}", Role.VIEWER, (request, caller) -> request.contentType("application/json")
                        .result(control.status(request.pathParam("name")).toJson()));
    }

    /** Both ids in one line: that of the request is with every line, the command's own is what agents acknowledge. */
    private static void log(ControlRequest command, @Nullable ControlResponse answer) {
        LOG.log(
                System.Logger.Level.INFO,
                "command {0} to {1} by {2}: command id {3}",
                command.action().wireName(),
                command.module(),
                command.issuer(),
                answer == null ? "" : answer.requestId());
    }
}
