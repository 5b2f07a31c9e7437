package dev.mevsdk.server;

import dev.mevsdk.core.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what fails before it reaches a route, such as an address that is none, as a problem. */
final class ServerErrors extends ErrorHandler {
    /** What the feed's servlet says to a good token without an upgrade. */
    private static final int METHOD_NOT_ALLOWED = 405;

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        Problem problem = problem(code);
        SecurityHeaders.ALL.forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.write(true, ByteBuffer.wrap(problem.toJson()), callback);
    }

    private static Problem problem(int code) {
        if (code == METHOD_NOT_ALLOWED) {
            return Problem.of(
                    code, "Method not allowed", "This address is a WebSocket: connect with an upgrade request");
        }
        return code < 500
                ? Problem.of(code, "Bad request", "The request's line or headers are not as HTTP has them")
                : Problem.of(code, "Internal error", "The server can't do this. Its log says why.");
    }
}
