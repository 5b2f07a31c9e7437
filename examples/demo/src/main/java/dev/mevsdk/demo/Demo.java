package dev.mevsdk.demo;

import dev.mevsdk.agent.Agent;
import dev.mevsdk.agent.AgentConfig;
import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenIssuer;
import dev.mevsdk.core.auth.TokenRules;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedServices;
import dev.mevsdk.feed.FeedConfig;
import dev.mevsdk.feed.MarketFeed;
import dev.mevsdk.feed.Replay;
import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import dev.mevsdk.server.ControlPlane;
import dev.mevsdk.server.ServerConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Everything at once on the embedded parts: servers, control plane, market or replay, two agents. */
final class Demo implements AutoCloseable {
    private static final Duration TOKEN_LIFE = Duration.ofHours(24);
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private final DemoOptions options;
    private final DemoFolder folder;
    private final PrintStream out;
    private final TokenIssuer tokens;
    private final String secret = TokenIssuer.generateSecret();
    private final DemoParts parts;
    private @Nullable EmbeddedServices services;
    private @Nullable ControlPlane server;

    /** Starts nothing yet; owns the folder from now on. */
    Demo(DemoOptions options, DemoFolder folder, PrintStream out) {
        this.options = options;
        this.folder = folder;
        this.out = out;
        this.tokens = TokenIssuer.secret(secret, TokenRules.defaults());
        this.parts = new DemoParts(out);
        parts.started(folder);
    }

    /**
     * Returns when everything runs; each part has a line on the output.
     *
     * @throws MevException RETRYABLE when it was closed meanwhile
     */
    void start() {
        parts.startBegins();
        try {
            boolean firstRun = !Files.exists(folder.path().resolve("services"));
            services = parts.started(EmbeddedServices.start(folder.path().resolve("services")));
            line("Kafka", services().kafka().address());
            line("Redis", services().redis().url());
            line("ClickHouse", services().clickHouse().address());
            if (firstRun) {
                publishHistory();
            }
            server = parts.started(ControlPlane.start(serverConfig(options.port())));
            line("Control plane", "http://127.0.0.1:" + port());
            if (options.replay().isEmpty()) {
                startMarketAndAgents();
            }
        } finally {
            parts.startEnded();
        }
    }

    boolean isClosing() {
        return parts.isClosing();
    }

    /** Publishes the recorded file, if the options name one; returns the rows. */
    long replay() {
        return options.replay()
                .map(file -> new Replay(kafka()).publish(file, options.rate()))
                .orElse(0L);
    }

    int port() {
        return server().port();
    }

    String kafka() {
        return services().kafka().address();
    }

    /** Base URL of its HTTP protocol. */
    String clickHouse() {
        return services().clickHouse().address();
    }

    /** For another terminal, in the folder of the project: the CLI's settings, one more agent, a check of the control log. */
    List<String> commands() {
        EmbeddedClickHouse database = services().clickHouse();
        return List.of(
                "export MEV_SERVER=http://127.0.0.1:" + port() + " MEV_TOKEN=" + token(Role.ADMIN),
                "KAFKA=" + kafka() + " AGENT_ID=arbitrage-2 MODULE=arbitrage MODELS=" + quoted(models())
                        + " KILL_FILE=halt examples/agent/run",
                "KAFKA=" + kafka() + " CLICKHOUSE_HOST=" + database.host() + " CLICKHOUSE_PORT=" + database.port()
                        + " examples/control-plane/verify");
    }

    private Path models() {
        return folder.path().resolve("models").toAbsolutePath();
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }

    boolean isReady() {
        return server().isReady();
    }

    String token(Role role) {
        return token("demo-" + role.claim(), role);
    }

    String token(String subject, Role role) {
        return tokens.issue(subject, Set.of(role), TOKEN_LIFE);
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!isReady() && !isClosing() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private void startMarketAndAgents() {
        awaitReady();
        for (String module : List.of("arbitrage", "mev")) {
            AgentConfig config = AgentConfig.of(kafka(), ListenerConfig.of(module + "-1", module))
                    .withModels(models());
            parts.started(Agent.start(config));
            line("Agent", module + "-1 (" + module + ")");
            server().startIfNew(module, "demo");
        }
        FeedConfig feed = feedConfig(0);
        parts.started(MarketFeed.start(feed));
        line("Market", "synthetic, a slot every " + feed.slotTime().toMillis() + " ms");
    }

    /** Before the server starts: the feed shows what happens from now on. */
    private void publishHistory() {
        if (options.replay().isEmpty() && options.historySlots() > 0) {
            long records = MarketFeed.publishHistory(feedConfig(options.historySlots()));
            line("History", records + " labelled decisions of a simulated past, as training data");
        }
    }

    private FeedConfig feedConfig(int historySlots) {
        return new FeedConfig(KafkaConnection.of(kafka()), FeedConfig.DEFAULT_SEED, options.slotTime(), historySlots);
    }

    /** Of a server on the demo's Kafka, Redis, ClickHouse and folder. */
    ServerConfig serverConfig(int port) {
        ServerConfig.Backends backends = new ServerConfig.Backends(
                KafkaConnection.of(kafka()),
                JobQueueConfig.of(services().redis().url()),
                ClickHouseConfig.of(
                        services().clickHouse().host(), services().clickHouse().port()));
        return ServerConfig.local(port, secret, backends, folder.path());
    }

    private void line(String part, String address) {
        out.printf("%-14s %s%n", part, address);
    }

    private EmbeddedServices services() {
        return Objects.requireNonNull(services, "the demo was not started");
    }

    private ControlPlane server() {
        return Objects.requireNonNull(server, "the demo was not started");
    }

    /** From any thread, also while it starts; removes a temporary folder. */
    @Override
    public void close() {
        parts.close();
    }
}
