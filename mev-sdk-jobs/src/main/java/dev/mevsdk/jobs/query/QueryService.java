package dev.mevsdk.jobs.query;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.LimitExceededException;
import dev.mevsdk.jobs.clickhouse.SelectLimits;
import dev.mevsdk.jobs.clickhouse.SelectResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs curated queries. A caller chooses a name and values; the text is the reviewed one, the values travel beside it,
 * and the server reads only, under the query's limits. Thread-safe.
 */
public final class QueryService {
    /** Queries at once. */
    public static final int DEFAULT_CONCURRENCY = 4;

    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final int MAX_SHOWN = 64;

    private final ClickHouse clickHouse;
    private final QueryCatalog catalog;
    private final int concurrency;
    private final QueryObserver observer;
    private final Semaphore free;

    /**
     * @param clickHouse stays the caller's; its read timeout must be longer than the queries' time
     * @param concurrency queries at once; one more waits for two seconds and is then refused
     */
    public QueryService(ClickHouse clickHouse, QueryCatalog catalog, int concurrency) {
        this(clickHouse, catalog, concurrency, QueryObserver.NONE);
    }

    /** As above, and tells the observer. */
    public QueryService(ClickHouse clickHouse, QueryCatalog catalog, int concurrency, QueryObserver observer) {
        this.clickHouse = clickHouse;
        this.catalog = catalog;
        this.concurrency = concurrency;
        this.observer = observer;
        this.free = new Semaphore(concurrency, true);
    }

    /** What may be asked. */
    public List<CuratedQuery> queries() {
        return catalog.queries();
    }

    /**
     * Runs a query; blocks. Who no longer wants the answer interrupts the thread: that ends the query in ClickHouse.
     *
     * @throws UnknownQueryException when there is none of that name
     * @throws LimitExceededException when it takes more time, memory or bytes than it may
     * @throws MevException BAD_INPUT naming the parameter and what is allowed; RETRYABLE when ClickHouse is away, too
     *     many queries run, or the thread is interrupted; FATAL when ClickHouse refuses the query's text
     */
    public QueryResult run(QueryRequest request) {
        String name = request.name() == null ? "" : request.name();
        CuratedQuery query = catalog.find(name)
                .orElseThrow(() -> new UnknownQueryException(
                        name, queries().stream().map(CuratedQuery::name).toList()));
        Map<String, String> values = values(query, request.params() == null ? Map.of() : request.params());
        SelectLimits limits = new SelectLimits(
                rows(query, request.limit()),
                query.limits().time(),
                query.limits().memoryBytes());
        long start = System.nanoTime();
        SelectResult result = limited(query, values, limits);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return new QueryResult(result.columns(), result.rows(), result.truncated(), millis);
    }

    private static Map<String, String> values(CuratedQuery query, Map<String, @Nullable Object> given) {
        Map<String, String> values = new LinkedHashMap<>();
        query.params().forEach(param -> values.put(param.name(), param.bound(given.get(param.name()))));
        for (String name : given.keySet()) {
            if (!values.containsKey(name)) {
                String shown = name.length() <= MAX_SHOWN ? name : name.substring(0, MAX_SHOWN) + "...";
                throw MevException.badInput("params: must be of " + values.keySet() + "; there is no " + shown);
            }
        }
        return values;
    }

    private static long rows(CuratedQuery query, @Nullable Long wish) {
        int most = query.limits().maxRows();
        if (wish != null && (wish < 1 || wish > most)) {
            throw MevException.badInput("limit: must be 1.." + most);
        }
        return wish == null ? query.limits().rows() : wish;
    }

    private SelectResult limited(CuratedQuery query, Map<String, String> values, SelectLimits limits) {
        awaitPlace();
        long start = System.nanoTime();
        QueryObserver.Outcome outcome = QueryObserver.Outcome.FAILED;
        try {
            SelectResult result = clickHouse.select(query.sql(), values, limits);
            outcome = QueryObserver.Outcome.DONE;
            return result;
        } catch (LimitExceededException e) {
            outcome = QueryObserver.Outcome.OVER_LIMIT;
            throw e;
        } catch (MevException e) {
            throw e.category() == MevException.Category.BAD_INPUT
                    ? MevException.fatal("ClickHouse refuses the query " + query.name() + ": " + e.getMessage(), e)
                    : e;
        } finally {
            free.release();
            observer.onEnded(outcome, since(start));
        }
    }

    private void awaitPlace() {
        long start = System.nanoTime();
        observer.onWaiting();
        boolean placed = false;
        try {
            placed = free.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MevException.retryable("interrupted before the query began", e);
        } finally {
            if (placed) {
                observer.onStarted(since(start));
            } else {
                observer.onRefused(since(start));
            }
        }
        if (!placed) {
            throw MevException.retryable(concurrency + " queries run already: try again", null);
        }
    }

    private static Duration since(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
