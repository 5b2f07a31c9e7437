package dev.mevsdk.server;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.transport.control.ControlRequest;
import dev.mevsdk.transport.control.ControlService;

/** `/api/control`. */
final class ControlRoutes {
    private ControlRoutes() {}

    static void add(Routes routes, ControlService control) {
        routes.post("/api/control/module/{name}:{action}", Role.ADMIN, (request, caller) -> {
            ControlRequest command = ControlRequest.of(
                            request.pathParam("name"), request.pathParam("action"), RequestBody.of(request))
                    .withIssuer(caller.subject())
                    .withIdempotencyKey(request.header("Idempotency-Key"));
            request.contentType("application/json")
                    .result(control.control(command).toJson());
        });
        routes.get(
                "/api/control/module/{name}", Role.VIEWER, (request, caller) -> request.contentType("application/json")
                        .result(control.status(request.pathParam("name")).toJson()));
    }
}
