package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import dev.mevsdk.core.auth.Role;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who is nobody, and who may not. */
interface BadTokens extends BadInput {
    @Test
    default void tokensThatAreNotGoodGetA401_andNothingOfThemComesBack() throws Exception {
        Algorithm good = Algorithm.HMAC256(TestServer.SECRET);
        Instant later = Instant.now().plusSeconds(600);
        Stream<String> tokens = Stream.of(
                JWT.create()
                        .withIssuer("defi-dashboard")
                        .withAudience("defi-users")
                        .withExpiresAt(Instant.now().minusSeconds(60))
                        .sign(good),
                JWT.create()
                        .withIssuer("defi-dashboard")
                        .withAudience("others")
                        .withExpiresAt(later)
                        .sign(good),
                JWT.create()
                        .withIssuer("others")
                        .withAudience("defi-users")
                        .withExpiresAt(later)
                        .sign(good),
                JWT.create()
                        .withIssuer("defi-dashboard")
                        .withAudience("defi-users")
                        .withExpiresAt(later)
                        .sign(Algorithm.HMAC256("x".repeat(40))),
                JWT.create()
                        .withIssuer("defi-dashboard")
                        .withAudience("defi-users")
                        .withExpiresAt(later)
                        .sign(Algorithm.none()),
                "nonsense");
        try (CapturedLog log = new CapturedLog()) {
            for (String token : tokens.toList()) {
                HttpResponse<String> answer =
                        server().send(server().request("/api/jobs").header("Authorization", "Bearer " + token));
                problem(answer, 401);
                assertThat(answer.body()).doesNotContain(token);
                HttpResponse<String> feed =
                        server().send(server().request("/api/realtime/ws?mode=json&token=" + token));
                problem(feed, 401);
                assertThat(feed.body()).doesNotContain(token);
                assertThat(log.text()).doesNotContain(token);
            }
            problem(server().send(server().request("/api/jobs")), 401);
        }
    }

    @Test
    default void viewersMayNotChangeAnything() throws Exception {
        for (String path : new String[] {
            "/api/control/module/mev:start",
            "/api/datasets/scrape",
            "/api/training/start",
            "/api/jobs/scrape-x:cancel",
            "/api/jobs/scrape-x:retry",
            "/api/models/mev/v:activate"
        }) {
            assertThat(problem(server().post(path, "{}", Role.VIEWER), 403)
                            .get("detail")
                            .asText())
                    .contains("admin");
        }
    }
}
