package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of the command share: a fleet of each class's own, and `mev` as an admin, a process each time. */
@ExtendWith(EmbeddedServicesExtension.class)
abstract class MevOnAFleet {
    @TempDir
    static Path folder;

    static TestFleet fleet;
    static Mevs mev;

    @BeforeAll
    static void startFleet(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) throws Exception {
        fleet = new TestFleet(kafka, redis, clickHouse, Files.createDirectories(folder.resolve("data")));
        mev = new Mevs(folder, fleet.address(), TestFleet.token(Role.ADMIN));
    }

    @AfterAll
    static void stopFleet() {
        fleet.close();
    }

    static void assertExit(Mevs.Run run, ExitCode exit, String said) {
        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(exit.code());
        assertThat(run.out() + run.err()).contains(said).doesNotContain("\tat ", "Exception");
    }

    /** One of each line. */
    static List<JsonNode> documents(String out) {
        return out.lines()
                .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
