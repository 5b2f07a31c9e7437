package dev.mevsdk.transport.metrics;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.metrics.Figure;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where Prometheus is and what to ask it.
 *
 * @param address of its HTTP API, such as `http://localhost:9090`; without user and password
 * @param queries PromQL per figure, each giving one number in the figure's unit
 * @param timeout for one answer
 */
public record PrometheusConfig(URI address, Map<Figure, String> queries, Duration timeout) {
    /** 1.5 s: less than the time between two updates. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(1_500);

    /** Of histograms in seconds, over all who export them; landing and PnL of counters and a gauge in SOL. */
    public static final Map<Figure, String> DEFAULT_QUERIES = Map.of(
            Figure.HOTPATH_P50, quantile("0.5", "mev_hotpath_seconds_bucket"),
            Figure.HOTPATH_P99, quantile("0.99", "mev_hotpath_seconds_bucket"),
            Figure.SEND_P99, quantile("0.99", "mev_send_seconds_bucket"),
            Figure.LANDED,
                    "sum(increase(mev_bundles_landed_total[10m])) / sum(increase(mev_bundles_settled_total[10m]))",
            Figure.PNL_1H, "sum(delta(mev_pnl_sol[1h]))");

    public PrometheusConfig {
        queries = Map.copyOf(queries);
        String scheme = address.getScheme();
        boolean http = scheme != null && List.of("http", "https").contains(scheme) && address.getHost() != null;
        if (!http || address.getUserInfo() != null || address.getQuery() != null) {
            throw MevException.badInput(
                    "address of Prometheus: must be http:// or https:// with a host, without user and query");
        }
        if (timeout.toMillis() < 1) {
            throw MevException.badInput("timeout of Prometheus: must be positive, is " + timeout);
        }
    }

    /** With the defaults above. */
    public static PrometheusConfig of(URI address) {
        return new PrometheusConfig(address, DEFAULT_QUERIES, DEFAULT_TIMEOUT);
    }

    public PrometheusConfig withQuery(Figure figure, String promQl) {
        Map<Figure, String> changed = new EnumMap<>(queries);
        changed.put(figure, promQl);
        return new PrometheusConfig(address, changed, timeout);
    }

    public PrometheusConfig withTimeout(Duration newTimeout) {
        return new PrometheusConfig(address, queries, newTimeout);
    }

    private static String quantile(String quantile, String buckets) {
        return "1000 * histogram_quantile(" + quantile + ", sum by (le) (rate(" + buckets + "[1m])))";
    }
}
