package dev.mevsdk.server;

import dev.mevsdk.core.auth.Principal;
import dev.mevsdk.core.auth.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/**
 * Adds routes, each with the role it needs; there is no other way to add one under `/api`.
 *
 * <p>There is no defence against cross-site requests beyond this, and none is needed: what admits a request is the header
 * `Authorization` alone. A browser never adds it by itself, as it does cookies, and lets no page of another origin set it
 * without asking first, which this server never allows (it answers no preflight). So neither the `Origin` nor the type of
 * the body is looked at, and a form that another site posts is a request without a token.
 */
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

    /** For a route that is open, but says more to who is known. */
    Principal require(Role role, Context request) {
        return authorization.require(role, request);
    }

    /** GET and HEAD. */
    void get(String path, Role role, Answer answer) {
        open(path, request -> answer.to(request, authorization.require(role, request)));
    }

    void post(String path, Role role, Answer answer) {
        routes.post(path, request -> {
            RequestFilter.noteRoute(request, path);
            requirePost(request);
            Principal caller = authorization.require(role, request);
            RequestBody.receive(request);
            answer.to(request, caller);
        });
    }

    /** Javalin would take `X-HTTP-Method-Override` for the method, past whatever a proxy allows. */
    private static void requirePost(Context request) {
        if (!request.req().getMethod().equals("POST")) {
            throw new HttpProblem(405, "Method not allowed", "Send a POST; X-HTTP-Method-Override counts for nothing");
        }
    }

    /** GET and HEAD, without a token. By itself a HEAD would be answered with 200, whoever asks. */
    void open(String path, Handler answer) {
        Handler noted = request -> {
            RequestFilter.noteRoute(request, path);
            answer.handle(request);
        };
        routes.get(path, noted);
        routes.head(path, noted);
    }
}
