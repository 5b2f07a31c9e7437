package dev.mevsdk.embedded.internal.clickhouse;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps the clients' query ids to running queries. The engine names queries itself, so each one carries a comment by
 * which KILL QUERY finds it.
 */
final class RunningQueries {
    private static final Pattern KILLED_ID = Pattern.compile("query_id\\s*=\\s*'([^'\\\\]*)'");

    private final Map<String, Running> byId = new ConcurrentHashMap<>();
    private final AtomicLong markers = new AtomicLong();

    /** A query between its start and its end. */
    static final class Running {
        private final String marker;
        private volatile boolean cancelled;

        private Running(String marker) {
            this.marker = marker;
        }

        String mark(String sql) {
            return "/* " + marker + " */ " + sql;
        }

        boolean isCancelled() {
            return cancelled;
        }
    }

    Running start(String queryId) throws EngineException {
        Running running = new Running("http-query-" + markers.incrementAndGet() + "-");
        if (byId.putIfAbsent(queryId, running) != null) {
            throw EngineException.of(
                    EngineException.QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING,
                    "QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING",
                    "Query with id = " + queryId + " is already running");
        }
        return running;
    }

    void end(String queryId, Running running) {
        byId.remove(queryId, running);
    }

    /** The query a KILL QUERY names, marked as cancelled; empty if none such is running. */
    Optional<Running> cancelNamedIn(String killStatement) {
        Matcher matcher = KILLED_ID.matcher(killStatement);
        if (!matcher.find()) {
            return Optional.empty();
        }
        Running running = byId.get(matcher.group(1));
        if (running != null) {
            running.cancelled = true;
        }
        return Optional.ofNullable(running);
    }

    /** The KILL QUERY that the engine understands; waits until the query has ended. */
    static String killStatement(Running running) {
        // Split, so that the statement does not match itself.
        int half = running.marker.length() / 2;
        return "KILL QUERY WHERE query LIKE concat('%" + running.marker.substring(0, half) + "', '"
                + running.marker.substring(half) + "%') ASYNC";
    }
}
