package dev.mevsdk.jobs.clickhouse;

import dev.mevsdk.core.metrics.Figure;
import dev.mevsdk.core.metrics.MetricsReading;
import dev.mevsdk.core.metrics.MetricsSource;
import dev.mevsdk.core.metrics.ModuleReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * {@link Figure#LANDED} and {@link Figure#PNL_1H} from the stored outcomes, and a reading per module. Each bundle counts
 * once, in its one state ({@link dev.mevsdk.core.bundle.BundleHistory}), at the time it settled. A bundle whose reports
 * name no module counts for the fleet only. Reads a database that {@link Migrations} has prepared.
 */
public final class ClickHouseMetrics implements MetricsSource {
    /**
     * A bundle settles within minutes, so its first report is not much older than the window. What a reporter's clock puts
     * into the future counts against a module alone, and for a day at most: a profit that is yet to come must not hide a loss.
     */
    private static final String SQL = """
            SELECT
                module,
                countIf(state = 'FINALIZED' AND since > now64(3) - INTERVAL 10 MINUTE AND happened) AS landed_10m,
                countIf(settled AND since > now64(3) - INTERVAL 10 MINUTE) AS settled_10m,
                sumIf(toFloat64(pnl_lamports), settled AND since > now64(3) - INTERVAL 1 HOUR
                        AND (happened OR pnl_lamports < 0)) AS pnl_1h
            FROM (
                SELECT *, since <= now64(3) + INTERVAL 1 MINUTE AS happened
                FROM bundle_states(since = now64(3) - INTERVAL 2 HOUR)
                WHERE since <= now64(3) + INTERVAL 1 DAY
            )
            GROUP BY module
            """;

    private static final double LAMPORTS_PER_SOL = 1e9;

    private final ClickHouse clickHouse;
    private final List<String> modules;

    /**
     * @param clickHouse best with short time limits; stays the caller's
     * @param modules to give readings of, with or without bundles
     */
    public ClickHouseMetrics(ClickHouse clickHouse, List<String> modules) {
        this.clickHouse = clickHouse;
        this.modules = List.copyOf(modules);
    }

    private record Counts(long landed, long settled, long pnlLamports) {
        static final Counts NONE = new Counts(0, 0, 0);

        static Counts of(Map<String, Object> row) {
            return new Counts(number(row, "landed_10m"), number(row, "settled_10m"), number(row, "pnl_1h"));
        }

        Counts plus(Counts other) {
            // A sum that turned over would show a loss as a profit: at the end of the numbers it stays there.
            double pnl = (double) pnlLamports + other.pnlLamports;
            long sum = Math.abs(pnl) < Long.MAX_VALUE ? pnlLamports + other.pnlLamports : (long) pnl;
            return new Counts(landed + other.landed, settled + other.settled, sum);
        }

        double landedFraction() {
            return settled == 0 ? Double.NaN : (double) landed / settled;
        }

        private static long number(Map<String, Object> row, String column) {
            // By way of a double: one beyond the range of long ends at its end.
            return row.get(column) instanceof Number value ? (long) value.doubleValue() : 0;
        }
    }

    @Override
    public String name() {
        return "bundle outcomes in ClickHouse";
    }

    @Override
    public List<String> modules() {
        return modules;
    }

    @Override
    public MetricsReading read() {
        List<Map<String, Object>> rows = clickHouse.rows(SQL, Map.of());
        Instant now = Instant.now();
        Counts fleet = rows.stream().map(Counts::of).reduce(Counts.NONE, Counts::plus);
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.PNL_1H, fleet.pnlLamports() / LAMPORTS_PER_SOL);
        if (fleet.settled() > 0) {
            figures.put(Figure.LANDED, fleet.landedFraction());
        }
        List<ModuleReading> readings = new ArrayList<>();
        for (String module : modules) {
            Counts counts = rows.stream()
                    .filter(row -> module.equals(row.get("module")))
                    .map(Counts::of)
                    .reduce(Counts.NONE, Counts::plus);
            readings.add(
                    new ModuleReading(module, counts.landedFraction(), counts.settled(), counts.pnlLamports(), now));
        }
        return new MetricsReading(figures, readings, now);
    }
}
