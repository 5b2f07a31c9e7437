package dev.mevsdk.server;

import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes in: a problem that names its fix, and nothing that leaks. */
@ExtendWith(EmbeddedServicesExtension.class)
class BadInputIT implements BadBodies, BadAddresses, BadQueries, BadTokens {
    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) {
        server = TestServer.start(kafka, redis, clickHouse, folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public TestServer server() {
        return server;
    }

    @Override
    public Path folder() {
        return folder;
    }
}
