package dev.mevsdk.server;

import dev.mevsdk.core.auth.Role;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ThreadLimitHandler;

/**
 * Keeps threads free for control. Whoever sends slowly or never reads can hold a thread for as long as the idle timeout;
 * all requests together get {@link #ORDINARY_THREADS} of them and the rest wait, without a thread, for one of these. An
 * admin's request to control is not counted and never waits. The token is looked at first, or anybody could claim the
 * lane; by what is at hand, for asking an issuer that hangs would hold the threads again: until its keys were fetched
 * once, an admin's request goes the ordinary way.
 */
final class ControlLane extends ThreadLimitHandler {
    /** So few that they can't crowd a kill out of the processors either, and a fraction of the server's threads. */
    static final int ORDINARY_THREADS =
            Math.max(16, Math.min(128, 4 * Runtime.getRuntime().availableProcessors()));

    private static final String CONTROL = "/api/control/";
    private static final String ORDINARY = "ordinary";

    @SuppressWarnings("this-escape")
    ControlLane(Authorization authorization) {
        setThreadLimit(ORDINARY_THREADS);
        exclude(request -> Request.getPathInContext(request).startsWith(CONTROL)
                && authorization.admitsNow(Role.ADMIN, request.getHeaders().get(HttpHeader.AUTHORIZATION)));
    }

    /** One key for everyone: behind a proxy all clients share an address anyway. */
    @Override
    protected String getRemoteIP(Request request) {
        return ORDINARY;
    }
}
