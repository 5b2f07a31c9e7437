package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenIssuer;
import dev.mevsdk.core.auth.TokenRules;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.core.config.ReadyNotice;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.core.log.ConsoleLog;
import dev.mevsdk.embedded.EmbeddedServices;
import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the server until it is stopped, or with `ROLE=worker` a {@link JobWorker}. `EMBEDDED=true` starts the three servers
 * too, on `DATA_DIR`.
 */
public final class ControlPlaneMain {
    private static final Duration TOKEN_LIFE = Duration.ofHours(24);

    private ControlPlaneMain() {}

    public static void main(String[] args) throws InterruptedException {
        ConsoleLog.configure();
        OpenParts open = new OpenParts();
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            Settings settings = Settings.load(Path.of(""));
            ConsoleLog.configure(settings);
            run(settings, open);
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
        if (settings.choice("ROLE", "server", "server", "worker").equals("worker")) {
            runWorker(settings, open);
        } else {
            runServer(settings, open);
        }
        ReadyNotice.send();
    }

    /** Nobody needs to sign in to a worker, so it may go without a secret. */
    private static void runWorker(Settings settings, OpenParts open) {
        ServerConfig config = ServerConfig.of(
                settings, ServerConfig.Backends.of(settings), Optional.of(TokenIssuer.generateSecret()));
        Operations operations = Operations.of(settings);
        open.add("the traces", operations.tracing());
        JobWorker worker = open.add("the worker", JobWorker.start(config, operations));
        System.out.println("Worker         " + origin(config, worker.port()) + "/readyz");
    }

    private static String origin(ServerConfig config, int port) {
        return (config.https().isPresent() ? "https://" : "http://") + config.host() + ":" + port;
    }

    private static void runServer(Settings settings, OpenParts open) {
        Optional<String> developmentSecret =
                ServerConfig.isDevelopment(settings) ? Optional.of(TokenIssuer.generateSecret()) : Optional.empty();
        // The configuration is checked before anything starts.
        Operations operations = Operations.of(settings);
        open.add("the traces", operations.tracing());
        ServerConfig.of(settings, ServerConfig.Backends.of(settings), developmentSecret);
        ServerConfig.Backends backends =
                settings.flag("EMBEDDED", false) ? embedded(settings, open) : ServerConfig.Backends.of(settings);
        ServerConfig config = ServerConfig.of(settings, backends, developmentSecret);
        ControlPlane server = open.add("the control plane", ControlPlane.start(config, operations));
        System.out.println("Kafka          " + backends.kafka());
        System.out.println("ClickHouse     " + backends.clickHouse().host() + ":"
                + backends.clickHouse().port());
        System.out.println("Control plane  " + origin(config, server.port()) + "/");
        if (config.development()) {
            config.secret().ifPresent(secret -> System.out.println("Token (admin)  " + token(secret, config)));
        }
    }

    private static String token(String secret, ServerConfig config) {
        TokenRules rules = config.tokenRules();
        return TokenIssuer.secret(secret, rules).issue("development", Set.of(Role.ADMIN), TOKEN_LIFE);
    }

    private static ServerConfig.Backends embedded(Settings settings, OpenParts open) {
        EmbeddedServices services = open.add(
                "the embedded services",
                EmbeddedServices.start(ServerConfig.dataFolder(settings).resolve("embedded")));
        return new ServerConfig.Backends(
                KafkaConnection.of(services.kafka().address()),
                JobQueueConfig.of(services.redis().url()),
                ClickHouseConfig.of(
                        services.clickHouse().host(), services.clickHouse().port()));
    }
}
