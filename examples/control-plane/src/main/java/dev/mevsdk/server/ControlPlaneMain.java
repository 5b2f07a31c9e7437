package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenIssuer;
import dev.mevsdk.core.auth.TokenRules;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.embedded.EmbeddedServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Runs the server until it is stopped. `EMBEDDED=true` starts the three servers too, on `DATA_DIR`. */
public final class ControlPlaneMain {
    private static final Duration TOKEN_LIFE = Duration.ofHours(24);

    private ControlPlaneMain() {}

    public static void main(String[] args) throws InterruptedException {
        ConsoleLog.configure();
        OpenParts open = new OpenParts();
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            run(Settings.load(Path.of("")), open);
        } catch (MevException e) {
            System.err.println("control plane: " + e.getMessage());
            open.close();
            System.exit(1);
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            open.close();
                            stopped.countDown();
                        },
                        "control-plane-stop"));
        stopped.await();
    }

    private static void run(Settings settings, OpenParts open) {
        Optional<String> developmentSecret =
                ServerConfig.isDevelopment(settings) ? Optional.of(TokenIssuer.generateSecret()) : Optional.empty();
        // The configuration is checked before anything starts.
        ServerConfig.of(settings, remote(settings), developmentSecret);
        ServerConfig.Backends backends = settings.flag("EMBEDDED", false) ? embedded(settings, open) : remote(settings);
        ServerConfig config = ServerConfig.of(settings, backends, developmentSecret);
        ControlPlane server = open.add("the control plane", ControlPlane.start(config));
        System.out.println("Kafka          " + backends.kafka());
        System.out.println("ClickHouse     " + backends.clickHouseHost() + ":" + backends.clickHousePort());
        System.out.println("Control plane  http://" + config.host() + ":" + server.port() + "/");
        if (config.development()) {
            config.secret().ifPresent(secret -> System.out.println("Token (admin)  " + token(secret, config)));
        }
    }

    private static String token(String secret, ServerConfig config) {
        TokenRules rules = config.tokenRules();
        return TokenIssuer.secret(secret, rules).issue("development", Set.of(Role.ADMIN), TOKEN_LIFE);
    }

    static ServerConfig.Backends remote(Settings settings) {
        return new ServerConfig.Backends(
                settings.kafka(),
                settings.redis().toString(),
                settings.clickHouseHost(),
                settings.integer("CLICKHOUSE_PORT", 8123, 1, 65_535),
                settings.clickHouseDatabase(),
                settings.text("CLICKHOUSE_USER", "default"),
                settings.text("CLICKHOUSE_PASSWORD", ""));
    }

    private static ServerConfig.Backends embedded(Settings settings, OpenParts open) {
        EmbeddedServices services = open.add(
                "the embedded services",
                EmbeddedServices.start(ServerConfig.dataFolder(settings).resolve("embedded")));
        return new ServerConfig.Backends(
                services.kafka().address(),
                services.redis().url(),
                services.clickHouse().host(),
                services.clickHouse().port(),
                "default",
                "default",
                "");
    }
}
