package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.TokenVerifier;
import dev.mevsdk.core.auth.jwks.JwksConfig;
import dev.mevsdk.core.auth.jwks.JwksKeys;
import dev.mevsdk.core.event.EventPublisher;
import dev.mevsdk.core.event.EventSink;
import dev.mevsdk.core.metrics.MetricsAggregator;
import dev.mevsdk.core.metrics.MetricsPlan;
import dev.mevsdk.core.metrics.MetricsSource;
import dev.mevsdk.jobs.micrometer.QueryMetrics;
import dev.mevsdk.jobs.query.QueryService;
import dev.mevsdk.transport.control.CommandAction;
import dev.mevsdk.transport.control.ControlArgs;
import dev.mevsdk.transport.control.ControlConflictException;
import dev.mevsdk.transport.control.ControlRequest;
import dev.mevsdk.transport.control.ControlService;
import dev.mevsdk.transport.hub.EndpointConfig;
import dev.mevsdk.transport.hub.Hub;
import dev.mevsdk.transport.hub.HubConfig;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import dev.mevsdk.transport.ingest.EventConsumer;
import dev.mevsdk.transport.ingest.EventConsumerConfig;
import dev.mevsdk.transport.micrometer.TransportMetrics;
import dev.mevsdk.transport.netty.NettyConfig;
import dev.mevsdk.transport.netty.NettyRealtimeServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The whole control plane in one object: feed, ingest, control, jobs, models, REST and page. Kafka, Redis and ClickHouse
 * may be away at start or go away later: the readiness says so, and work resumes by itself.
 */
public final class ControlPlane implements AutoCloseable {
    /** The page comes back by itself: clients are sent away quickly. */
    private static final Duration GOING_AWAY_SPREAD = Duration.ofMillis(500);

    private static final System.Logger LOG = System.getLogger(ControlPlane.class.getName());

    private final OpenParts open = new OpenParts();
    private final ServerMetrics metrics = open.add("the metrics", new ServerMetrics());
    private final Readiness readiness = open.add("readiness", new Readiness());
    private final ControlService control;
    private final HttpApi http;
    private final Optional<NettyRealtimeServer> wide;

    private ControlPlane(ServerConfig config, Operations operations) {
        try {
            TokenVerifier tokens = tokens(config);
            Hub hub = open.add(
                    "the hub",
                    Hub.create(
                            HubConfig.DEFAULT.withGoingAwaySpread(GOING_AWAY_SPREAD),
                            TransportMetrics.hub(metrics.registry())));
            RealtimeEndpoint endpoint =
                    open.add("the endpoint", RealtimeEndpoint.create(hub, tokens, endpoint(config)));
            StorageParts storage = StorageParts.open(config.backends(), open);
            Telemetry telemetry = new Telemetry(metrics.registry(), operations.tracing());
            ControlSpans spans = new ControlSpans(telemetry.tracing(), TransportMetrics.control(metrics.registry()));
            ControlParts commands = ControlParts.open(config, storage, hub, spans, open);
            control = commands.service();
            QueryService queries =
                    storage.queries(QueryRoutes.catalog(config.readings()), new QueryMetrics(metrics.registry()));
            JobParts jobs = JobParts.open(config, storage, hub, open, telemetry);
            readiness.watch("redis", jobs.queue()::ping);
            readiness.watch("clickhouse", storage::check);
            readiness.watch("control", this::checkControl);
            RequestFilter requests = new RequestFilter(telemetry);
            Authorization authorization = new Authorization(tokens);
            http = open.add("HTTP", HttpApi.start(config, requests, authorization, Optional.of(endpoint), routes -> {
                ControlRoutes.add(routes, control);
                jobs.addRoutes(routes);
                QueryRoutes.add(routes, queries, storage::prepare);
                OperationRoutes.add(routes, operations, readiness, metrics);
            }));
            wide = config.wideFanOutPort()
                    .map(port -> open.add(
                            "the wide listener",
                            NettyRealtimeServer.start(
                                    NettyConfig.DEFAULT
                                            .withAddress(config.host(), port)
                                            .withTls(config.https()),
                                    endpoint)));
            // Closed before the listeners: clients are told to come back while they still can be.
            open.add("the feed's clients", hub::close);
            EventConsumer ingest = startConsumers(config, hub, storage);
            readiness.bindTo(metrics.registry());
            sampleGauges(commands, jobs);
            EventPublisher figures = new FigureGauges(hub, metrics.registry());
            MetricsSource bundles =
                    new StoredOutcomes(storage.metrics(MetricsParts.MODULES), ingest::status, ingest::lags);
            MetricsPlan plan = MetricsParts.plan(config.readings(), bundles, commands, open);
            open.add(
                    "metrics",
                    MetricsAggregator.start(plan, config.readings().metrics(), figures, commands.breakers()::accept));
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /**
     * Starts everything; returns when it listens.
     *
     * @throws MevException BAD_INPUT for a configuration that can't work, FATAL when the port is taken
     */
    public static ControlPlane start(ServerConfig config) {
        return start(config, Operations.DEFAULT);
    }

    /** As above, looked at from outside as `operations` says. */
    public static ControlPlane start(ServerConfig config, Operations operations) {
        return new ControlPlane(config, operations);
    }

    public int port() {
        return http.port();
    }

    /** Of the second listener, which has the feed only; empty without one. */
    public Optional<Integer> wideFanOutPort() {
        return wide.map(NettyRealtimeServer::port);
    }

    /** Method and path of every route. */
    Set<String> routes() {
        return http.routes();
    }

    /** Whether every part answers. */
    public boolean isReady() {
        return readiness.isReady();
    }

    /** Starts a module that never got a command; one that was stopped or killed stays so. Blocks for the append. */
    public void startIfNew(String module, String issuer) {
        try {
            control.control(new ControlRequest(module, CommandAction.START, ControlArgs.NONE, issuer, null, 0L));
        } catch (ControlConflictException e) {
            LOG.log(System.Logger.Level.INFO, "module={0} keeps the policy it has", module);
        }
    }

    private void sampleGauges(ControlParts commands, JobParts jobs) {
        GaugeSampling sampling = open.add("the sampling of gauges", new GaugeSampling());
        FleetGauges fleet = new FleetGauges(control, metrics.registry());
        sampling.every(fleet::sample, fleet::clear);
        FigureSums figures = new FigureSums(control, metrics.registry());
        sampling.every(figures::sample, figures::clear);
        AuditGauge audit = new AuditGauge(commands, metrics.registry());
        sampling.every(audit::sample, audit::clear);
        jobs.sampleGauges(sampling, metrics.registry());
    }

    private EventConsumer startConsumers(ServerConfig config, Hub hub, StorageParts storage) {
        EventConsumerConfig topics = EventConsumerConfig.of(config.backends().kafka());
        MeterRegistry registry = metrics.registry();
        EventConsumer live = open.add(
                "the live consumer", EventConsumer.live(topics, hub, TransportMetrics.consumer(registry, "live")));
        EventSink sink = new MeasuredSink(storage.sink(), registry);
        EventConsumer ingest =
                open.add("ingest", EventConsumer.ingest(topics, sink, TransportMetrics.consumer(registry, "ingest")));
        readiness.watch("kafka", () -> check(live));
        readiness.watch("ingest", () -> check(ingest));
        live.start();
        ingest.start();
        return ingest;
    }

    private void checkControl() {
        if (!control.isReady()) {
            throw MevException.retryable("the control log was not read to its end yet", null);
        }
    }

    private static void check(EventConsumer consumer) {
        if (!consumer.status().isReady()) {
            throw MevException.retryable(
                    consumer.status().state() + " " + consumer.status().detail(), null);
        }
    }

    private static EndpointConfig endpoint(ServerConfig config) {
        return new EndpointConfig(Set.copyOf(config.allowedOrigins()), EndpointConfig.DEFAULT_MAX_MESSAGE_BYTES);
    }

    static TokenVerifier tokens(ServerConfig config) {
        return config.jwks()
                .map(address -> TokenVerifier.publicKeys(JwksKeys.at(JwksConfig.of(address)), config.tokenRules()))
                .or(() -> config.secret().map(secret -> TokenVerifier.secret(secret, config.tokenRules())))
                .orElseThrow(() -> MevException.badInput("SECRET or JWKS_URL: must be set"));
    }

    /** Ends everything in reverse order of start; running jobs get their drain time. Blocks. */
    @Override
    public void close() {
        // First of all, or each part that ends would be reported as an outage.
        readiness.close();
        open.close();
    }
}
