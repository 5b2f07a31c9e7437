package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.core.auth.Role;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of what is not there, or not for everybody. */
interface BadAddresses extends BadInput {
    @Test
    default void whatIsNotThereIsSaidSo() throws Exception {
        problem(server().get("/api/jobs/scrape-nothing", Role.VIEWER), 404);
        problem(server().get("/api/nothing", Role.VIEWER), 404);
        problem(server().post("/api/jobs/scrape-nothing:cancel", "", Role.ADMIN), 404);
        for (String kind : new String[] {"datasets", "training"}) {
            HttpResponse<String> answer = server().get("/api/" + kind + "/status/scrape-nothing", Role.VIEWER);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(Json.tree(answer.body())).isEqualTo(Json.tree("{\"state\":\"unknown\"}"));
        }
    }

    @Test
    default void pathsOutOfAnExportAreNotServed() throws Exception {
        Files.writeString(folder().resolve("secret.txt"), "secret");
        for (String name : new String[] {"..%2f..%2fsecret.txt", "%2e%2e%2fsecret.txt", "secret.txt"}) {
            HttpResponse<String> answer = server().get("/api/datasets/scrape-x/files/" + name, Role.VIEWER);
            assertThat(answer.statusCode()).isBetween(400, 404);
            assertThat(answer.body()).doesNotContain("secret\n").doesNotContain(folder().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/models/mev/..%2f..%2fsecret.txt/files/x",
                "/api/models/mev/v1/files/..%2f..%2f..%2fsecret.txt",
                "/api/models/mev/latest/files/manifest.json",
                "/api/models/mev/v1/files/manifest.json",
                "/api/models/..%2fmev/v1/files/report.json",
            })
    default void filesThatNoManifestNamesAreNotServed(String path) throws Exception {
        Files.writeString(folder().resolve("secret.txt"), "secret");
        HttpResponse<String> answer = server().get(path, Role.VIEWER);
        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("secret\n").doesNotContain(folder().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/control/module/%27%20OR%201=1",
                "/api/models/mev%27%20OR%201=1",
                "/api/jobs?state=%27%20OR%201=1",
                "/api/jobs?queue=%27%20OR%201=1",
                "/api/jobs?limit=1;DROP%20TABLE%20arbitrage",
                "/api/jobs/scrape-%27%20OR%201=1",
                "/api/jobs/scrape-%27%20OR%201=1/logs",
                "/api/datasets/scrape-%27%20OR%201=1/files/x",
            })
    default void sqlInAnAddressIsAnInputLikeAnyOther(String path) throws Exception {
        HttpResponse<String> answer = server().get(path, Role.VIEWER);
        problem(answer, answer.statusCode() == 404 ? 404 : 400);
    }
}
