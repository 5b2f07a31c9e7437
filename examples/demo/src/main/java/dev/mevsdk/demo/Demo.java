package dev.mevsdk.demo;

import dev.mevsdk.agent.Agent;
import dev.mevsdk.agent.AgentConfig;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenIssuer;
import dev.mevsdk.core.auth.TokenRules;
import dev.mevsdk.embedded.EmbeddedServices;
import dev.mevsdk.feed.FeedConfig;
import dev.mevsdk.feed.MarketFeed;
import dev.mevsdk.feed.Replay;
import dev.mevsdk.server.ControlPlane;
import dev.mevsdk.server.ServerConfig;
import dev.mevsdk.transport.control.CommandAction;
import dev.mevsdk.transport.control.ListenerConfig;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything at once on the embedded parts: servers, control plane, market or replay, two agents. */
final class Demo implements AutoCloseable {
    private static final Duration TOKEN_LIFE = Duration.ofHours(24);

    private final DemoOptions options;
    private final Path folder;
    private final PrintStream out;
    private final TokenIssuer tokens;
    private final String secret = TokenIssuer.generateSecret();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final EmbeddedServices services;
    private final ControlPlane server;

    /** Returns when everything runs; each part has a line on the output. */
    Demo(DemoOptions options, Path folder, PrintStream out) {
        this.options = options;
        this.folder = folder;
        this.out = out;
        this.tokens = TokenIssuer.secret(secret, TokenRules.defaults());
        try {
            services = started(EmbeddedServices.start(folder.resolve("services")));
            line("Kafka", services.kafka().address());
            line("Redis", services.redis().url());
            line("ClickHouse", services.clickHouse().address());
            publishHistory();
            server = started(ControlPlane.start(serverConfig()));
            line("Control plane", "http://127.0.0.1:" + server.port());
            if (options.replay().isEmpty()) {
                startMarketAndAgents();
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Publishes the recorded file, if the options name one; returns the rows. */
    long replay() {
        return options.replay()
                .map(file -> new Replay(services.kafka().address()).publish(file, options.rate()))
                .orElse(0L);
    }

    int port() {
        return server.port();
    }

    String kafka() {
        return services.kafka().address();
    }

    String token(Role role) {
        return tokens.issue("demo-" + role.claim(), Set.of(role), TOKEN_LIFE);
    }

    private void startMarketAndAgents() {
        for (String module : List.of("arbitrage", "mev")) {
            AgentConfig config = AgentConfig.of(kafka(), ListenerConfig.of(module + "-1", module))
                    .withModels(folder.resolve("models"));
            started(Agent.start(config));
            line("Agent", module + "-1 (" + module + ")");
            server.command(module, CommandAction.START, "demo");
        }
        FeedConfig feed = feedConfig(0);
        started(MarketFeed.start(feed));
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
        return new FeedConfig(kafka(), FeedConfig.DEFAULT_SEED, FeedConfig.DEFAULT_SLOT_TIME, historySlots);
    }

    private ServerConfig serverConfig() {
        ServerConfig.Backends backends = new ServerConfig.Backends(
                services.kafka().address(),
                services.redis().url(),
                services.clickHouse().host(),
                services.clickHouse().port(),
                "default",
                "default",
                "");
        return new ServerConfig(
                ServerConfig.DEFAULT_HOST,
                options.port(),
                Optional.empty(),
                true,
                Optional.of(secret),
                Optional.empty(),
                TokenRules.defaults(),
                backends,
                folder,
                List.of(),
                ServerConfig.DEFAULT_WORKER_THREADS);
    }

    private void line(String part, String address) {
        out.printf("%-14s %s%n", part, address);
    }

    private <T extends AutoCloseable> T started(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                out.println(part.getClass().getSimpleName() + " did not close cleanly: " + e);
            }
        }
    }
}
