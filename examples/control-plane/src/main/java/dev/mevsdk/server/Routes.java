package dev.mevsdk.server;

import dev.mevsdk.core.auth.Principal;
import dev.mevsdk.core.auth.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Adds routes, each with the role it needs; there is no other way to add one under `/api`. */
final class Routes {
    /** Answers a request of a caller whose role was checked. */
    @FunctionalInterface
    interface Answer {
        void to(Context request, Principal caller) throws Exception;
    }

    private final RoutesConfig routes;
    private final Authorization authorization;

    Routes(RoutesConfig routes, Authorization authorization) {
        this.routes = routes;
        this.authorization = authorization;
    }

    void get(String path, Role role, Answer answer) {
        routes.get(path, request -> answer.to(request, authorization.require(role, request)));
    }

    void post(String path, Role role, Answer answer) {
        routes.post(path, request -> answer.to(request, authorization.require(role, request)));
    }

    /** Without a token. */
    void open(String path, io.javalin.http.Handler answer) {
        routes.get(path, answer);
    }
}
