package dev.mevsdk.transport.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.mevsdk.core.MevException;
import dev.mevsdk.core.MevException.Category;
import dev.mevsdk.core.metrics.Figure;
import dev.mevsdk.core.metrics.MetricsAggregator;
import dev.mevsdk.core.metrics.MetricsConfig;
import dev.mevsdk.core.metrics.MetricsPlan;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MetricsUpdate;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Prometheus that scrapes a small fleet. Skipped where it is not installed. */
class PrometheusMetricsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Set<Figure> ALL = Set.of(Figure.values());

    @TempDir
    static Path folder;

    private static ScrapedFleet fleet;
    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(PrometheusServer.isInstalled(), "no program `prometheus`: install the package prometheus");
        fleet = new ScrapedFleet();
        prometheus = PrometheusServer.start(folder, fleet.port());
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
            fleet.close();
        }
    }

    private static Map<Figure, Double> awaitFigures(PrometheusMetrics metrics) {
        return await().atMost(LIMIT)
                .ignoreExceptions()
                .until(
                        () -> metrics.read().figures(),
                        figures -> figures.containsKey(Figure.HOTPATH_P50) && figures.containsKey(Figure.LANDED));
    }

    @Test
    void percentilesAreOfTheWholeFleet() {
        PrometheusMetrics metrics = new PrometheusMetrics(PrometheusConfig.of(prometheus.address()), ALL);
        Map<Figure, Double> figures = awaitFigures(metrics);
        // Of 100: 90 up to 5 ms, 10 up to 10 ms. The mean of the agents' own medians would be 2.8125.
        assertThat(figures.get(Figure.HOTPATH_P50)).isEqualTo(5 * 50 / 90.0, within(1e-9));
        assertThat(figures.get(Figure.HOTPATH_P99)).isEqualTo(5 + 5 * 9 / 10.0, within(1e-9));
        assertThat(figures.get(Figure.LANDED)).isEqualTo(0.25, within(1e-9));
        assertThat(figures).as("nobody exports them").doesNotContainKeys(Figure.SEND_P99, Figure.PNL_1H);
    }

    @Test
    void aWrongQueryIsRefusedWithPrometheussOwnWords() {
        PrometheusConfig wrong =
                PrometheusConfig.of(prometheus.address()).withQuery(Figure.SEND_P99, "histogram_quantile(0.99");
        await().atMost(LIMIT).untilAsserted(() -> assertThatThrownBy(
                        () -> new PrometheusMetrics(wrong, Set.of(Figure.SEND_P99)).read())
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(Category.BAD_INPUT))
                .hasMessageContaining("refuses the query for SEND_P99")
                .hasMessageContaining("parse error"));
    }

    @Test
    void aQueryWithSeveralSeriesIsRefused() {
        PrometheusConfig several =
                PrometheusConfig.of(prometheus.address()).withQuery(Figure.LANDED, "mev_hotpath_seconds_bucket");
        PrometheusMetrics metrics = new PrometheusMetrics(several, Set.of(Figure.LANDED));
        await().atMost(LIMIT).untilAsserted(() -> assertThatThrownBy(metrics::read)
                .hasMessageContaining("must give one number, not 6 series; sum them up"));
    }

    @Test
    void scalarsCountAndWhatIsNoNumberDoesNot() {
        PrometheusConfig config = PrometheusConfig.of(prometheus.address())
                .withQuery(Figure.HOTPATH_P50, "scalar(vector(1.5))")
                .withQuery(Figure.HOTPATH_P99, "vector(0) / 0")
                .withQuery(Figure.SEND_P99, "vector(1) / 0");
        PrometheusMetrics metrics = new PrometheusMetrics(config, Figure.LATENCIES);
        await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> assertThat(
                        metrics.read().figures())
                .containsExactly(Map.entry(Figure.HOTPATH_P50, 1.5)));
    }

    @Test
    void aPrometheusThatIsGoneLeavesTheLastFiguresAndSaysSo(@TempDir Path own) throws Exception {
        BlockingQueue<Envelope> feed = new LinkedBlockingQueue<>();
        try (PrometheusServer mortal = PrometheusServer.start(own, fleet.port())) {
            PrometheusMetrics metrics =
                    new PrometheusMetrics(PrometheusConfig.of(mortal.address()), Set.of(Figure.HOTPATH_P99));
            MetricsPlan plan = new MetricsPlan(Map.of(Figure.HOTPATH_P99, metrics), metrics);
            MetricsConfig quick = new MetricsConfig(Duration.ofMillis(100), Duration.ofSeconds(1));
            try (MetricsAggregator aggregator = MetricsAggregator.start(plan, quick, feed::add, reading -> {})) {
                await().atMost(LIMIT).until(() -> feed.take().getMetrics().getHotpathP99() > 0);
                mortal.close();
                MetricsUpdate stale =
                        await().atMost(LIMIT).until(() -> feed.take().getMetrics(), MetricsUpdate::getStale);
                assertThat(stale.getHotpathP99()).isEqualTo(9.5, within(1e-9));
                assertThat(stale.getMessage())
                        .startsWith("Prometheus at " + mortal.address() + ": does not answer within 1500 ms (")
                        .endsWith("start it, or correct PROMETHEUS_URL");
            }
        }
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUp() throws Exception {
        HttpServer endless = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        endless.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });
        endless.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + endless.getAddress().getPort());
            PrometheusConfig config = PrometheusConfig.of(address).withTimeout(Duration.ofMillis(200));
            assertThatThrownBy(() -> new PrometheusMetrics(config, ALL).read())
                    .isInstanceOfSatisfying(
                            MevException.class, e -> assertThat(e.category()).isEqualTo(Category.RETRYABLE))
                    .hasMessageContaining("does not answer within 200 ms");
        } finally {
            endless.stop(0);
        }
    }

    @Test
    void anotherServerIsToldFromPrometheus() throws Exception {
        URI scraped = URI.create("http://127.0.0.1:" + fleet.port() + "/metrics");
        assertThatThrownBy(() -> new PrometheusMetrics(PrometheusConfig.of(scraped), ALL).read())
                .hasMessageContaining("is PROMETHEUS_URL the address of Prometheus?");
    }

    @Test
    void anAddressWithAPasswordIsRefusedUnprinted() {
        assertThatThrownBy(() -> PrometheusConfig.of(URI.create("http://me:s3cret@localhost:9090")))
                .isInstanceOf(MevException.class)
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> PrometheusConfig.of(URI.create("localhost:9090")))
                .hasMessageContaining("http://");
    }
}
