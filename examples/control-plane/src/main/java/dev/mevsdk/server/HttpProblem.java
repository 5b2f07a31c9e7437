package dev.mevsdk.server;

import dev.mevsdk.core.Problem;

/** An answer other than success. */
final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    HttpProblem(int status, String title, String detail) {
        super(detail, null, false, false);
        this.problem = Problem.of(status, title, detail);
    }

    static HttpProblem notFound(String what) {
        return new HttpProblem(404, "Not found", what);
    }

    Problem problem() {
        return problem;
    }
}
