package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Problem;
import dev.mevsdk.core.auth.TokenRejectedException;
import dev.mevsdk.transport.control.ControlConflictException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;

/** Every error as an RFC 9457 document that says what to do, without stack trace, path or token. */
final class ProblemAnswers {
    private static final System.Logger LOG = System.getLogger(ProblemAnswers.class.getName());

    private ProblemAnswers() {}

    static void install(RoutesConfig routes) {
        routes.exception(HttpProblem.class, (e, request) -> answer(request, e.problem()));
        routes.exception(TokenRejectedException.class, (e, request) -> {
            request.header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            answer(request, Problem.of(401, "Unauthorized", String.valueOf(e.getMessage())));
        });
        routes.exception(
                ControlConflictException.class,
                (e, request) -> answer(request, Problem.of(409, "Conflict", String.valueOf(e.getMessage()))));
        routes.exception(MevException.class, (e, request) -> {
            if (e.category() == MevException.Category.FATAL) {
                log(request, e);
            }
            answer(request, Problem.of(e));
        });
        routes.exception(HttpResponseException.class, (e, request) -> {
            if (e.getStatus() == 405) {
                // Its only detail: the methods that the address has.
                request.header("Allow", String.join(", ", e.getDetails().values()));
            }
            answer(request, Problem.of(e.getStatus(), title(e.getStatus()), String.valueOf(e.getMessage())));
        });
        routes.exception(Exception.class, (e, request) -> {
            log(request, e);
            answer(request, Problem.of(500, "Internal error", "The server's log has the details under this instance."));
        });
        routes.error(404, "*", request -> {
            if (request.resultInputStream() == null
                    || !Problem.MEDIA_TYPE.equals(request.res().getContentType())) {
                answer(request, Problem.of(404, "Not found", "There is no such address; /openapi.json lists them"));
            }
        });
    }

    static void answer(Context request, Problem problem) {
        RequestBody.drain(request);
        request.status(problem.status())
                .contentType(Problem.MEDIA_TYPE)
                .result(problem.withInstance(RequestFilter.requestId(request)).toJson());
    }

    private static void log(Context request, Exception error) {
        LOG.log(
                System.Logger.Level.ERROR,
                () -> "request " + RequestFilter.requestId(request) + " (" + request.method() + " "
                        + request.endpoint().path + ")",
                error);
    }

    private static String title(int status) {
        return switch (status) {
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 413 -> "Body too large";
            default -> status < 500 ? "Bad request" : "Internal error";
        };
    }
}
