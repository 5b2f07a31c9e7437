package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** The server's problem documents as failures of the command. */
final class Problems {
    private Problems() {}

    static Failure failure(int status, byte[] body) {
        JsonNode problem = body.length == 0 || body[0] != '{' ? Json.object() : Json.read(body);
        String detail = problem.path("detail").asText("");
        String text = detail.isEmpty() ? "the server answered " + status : detail;
        return switch (status) {
            case 400, 413, 422 -> new Failure(ExitCode.USAGE, text);
            case 401 ->
                new Failure(
                        ExitCode.NOT_ALLOWED,
                        text + " (MEV_TOKEN or --token-file gives it; mev token shows what it says)");
            case 403 -> new Failure(ExitCode.NOT_ALLOWED, text);
            case 409 -> new Failure(ExitCode.CONFLICT, text);
            default -> new Failure(ExitCode.FAILED, text);
        };
    }
}
