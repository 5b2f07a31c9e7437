package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** A server to ask, and what every refusal must look like. */
interface BadInput {
    TestServer server();

    /** The server's data. */
    Path folder();

    default JsonNode problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body())
                .doesNotContain("dev.mevsdk")
                .doesNotContain("java.")
                .doesNotContain(folder().toString())
                .doesNotContain(TestServer.SECRET);
        JsonNode problem = Json.tree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asText()).isNotBlank();
        return problem;
    }
}
