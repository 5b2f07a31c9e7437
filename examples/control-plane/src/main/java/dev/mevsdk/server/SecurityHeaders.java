package dev.mevsdk.server;

import io.javalin.config.RoutesConfig;

/** What every answer tells the browser. */
final class SecurityHeaders {
    private static final String POLICY = "default-src 'self'; connect-src 'self'; img-src 'self' data:;"
            + " style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; object-src 'none';"
            + " base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

    private SecurityHeaders() {}

    static void install(RoutesConfig routes) {
        routes.before(request -> request.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cache-Control", "no-store"));
    }
}
