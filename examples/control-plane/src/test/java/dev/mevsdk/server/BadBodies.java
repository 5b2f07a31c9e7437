package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mevsdk.core.auth.Role;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that no route takes. */
interface BadBodies extends BadInput {
    /** A good request but for one field. */
    private static String scrape(String field, String value) {
        ObjectNode body = (ObjectNode) Json.tree("""
                {"start":"2026-01-01","end":"2026-01-02","types":["mev"],"format":"parquet","compress":"zstd"}""");
        return body.set(field, Json.tree(value)).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start | \"2026-01-03\" | start",
                "start | \"yesterday\" | start",
                "start | \"2026-02-30\" | start",
                "start | \"2026-01-01' OR 1=1 --\" | start",
                "types | [\"foo\"] | mev",
                "types | [] | types",
                "format | \"csv\" | parquet",
                "compress | \"gzip\" | zstd",
                "dex | [\"raydium'; DROP TABLE mev_sandwich; --\"] | dex",
                "output | \"../../etc\" | output",
                "output | \"/etc\" | output",
                "types | 7 | types",
            })
    default void scrapeRequestsAreRefusedWithTheFieldAndWhatIsAllowed(String field, String value, String named)
            throws Exception {
        JsonNode problem = problem(server().post("/api/datasets/scrape", scrape(field, value), Role.ADMIN), 400);
        assertThat(problem.get("detail").asText()).contains(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"module\":\"foo\",\"range\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\"}} | arbitrage",
                "{\"module\":\"mev\",\"range\":{\"start\":\"2026-01-02\",\"end\":\"2026-01-01\"}} | end",
                "{\"module\":\"mev\"} | range",
                "{\"module\":\"mev\",\"range\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\"},\"model\":\"lgbm\"} | xgb",
                "{\"module\":\"mev\",\"range\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\"},\"features\":\"x'\"} | default",
                "{\"module\":\"mev\",\"range\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\"},\"params\":{\"max_depth\":-1}} | max_depth",
                "not json | JSON",
                "[1] | object",
            })
    default void trainingRequestsAreRefusedWithTheFieldAndWhatIsAllowed(String body, String named) throws Exception {
        JsonNode problem = problem(server().post("/api/training/start", body, Role.ADMIN), 400);
        assertThat(problem.get("detail").asText()).contains(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo:kill | {} | arbitrage",
                "mev:explode | {} | kill",
                "mev:policy | {\"throttle_pct\":101} | throttle_pct",
                "mev:policy | {\"throttle_pct\":\"many\"} | throttle_pct",
                "mev:throttle | {\"throttle_pct\":-1} | throttle_pct: 0..100 (percent)",
                "mev:throttle | {} | throttle_pct: required by the action throttle, 0..100 (percent)",
                "mev:policy | {} | policy: one of throttle_pct, ev_min, tip_ladder is required",
                "mev:policy | {\"tip_ladder\":[0.9,0.1]} | tip_ladder",
                "mev:policy | {\"tip_ladder\":[0.5,0.5]} | tip_ladder: 1..16 percentiles of the tip floor, each 0..1, ascending",
                "mev:policy | {\"tip_ladder\":[0,0.01,0.02,0.03,0.04,0.05,0.06,0.07,0.08,0.09,0.1,0.11,0.12,0.13,0.14,0.15,1]}"
                        + " | tip_ladder: 1..16",
                "mev:policy | {\"ev_min\":-1} | ev_min",
                "mev:policy | {\"kill\":false} | start",
                "mev:policy | {\"throtle_pct\":5} | throttle_pct",
                "mev:policy | {\"throttle_pct\": | JSON",
            })
    default void commandsAreRefusedWithTheFieldAndWhatIsAllowed(String command, String body, String named)
            throws Exception {
        JsonNode problem = problem(server().post("/api/control/module/" + command, body, Role.ADMIN), 400);
        assertThat(problem.get("detail").asText()).contains(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/datasets/scrape", "/api/training/start", "/api/control/module/mev:policy"})
    default void aBodyOfTenMegabytesIsRefused(String path) throws Exception {
        HttpRequest.Builder request = server().request(path)
                .header("Authorization", "Bearer " + TestServer.token(Role.ADMIN))
                .POST(HttpRequest.BodyPublishers.ofString("{\"x\":\"" + "y".repeat(10 << 20) + "\"}"));
        problem(server().send(request), 413);
    }

    @Test
    default void deepJsonIsRefused() throws Exception {
        String deep = "{\"module\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        problem(server().post("/api/training/start", deep, Role.ADMIN), 400);
        problem(server().post("/api/datasets/scrape", deep, Role.ADMIN), 400);
    }

    @Test
    default void sqlInATrainingIsRefused() throws Exception {
        for (String field : new String[] {"module", "features", "model"}) {
            ObjectNode body = (ObjectNode)
                    Json.tree("{\"module\":\"mev\",\"range\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\"}}");
            problem(
                    server().post(
                                    "/api/training/start",
                                    body.put(field, "x'; DROP TABLE x; --").toString(),
                                    Role.ADMIN),
                    400);
        }
        for (String field : new String[] {"start", "end"}) {
            ObjectNode body = (ObjectNode)
                    Json.tree("{\"module\":\"mev\",\"range\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\"}}");
            ((ObjectNode) body.get("range")).put(field, "2026-01-01' OR 1=1 --");
            assertThat(problem(server().post("/api/training/start", body.toString(), Role.ADMIN), 400)
                            .get("detail")
                            .asText())
                    .contains("range." + field);
        }
    }
}
