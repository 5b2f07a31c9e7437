package dev.mevsdk.jobs.clickhouse;

import java.util.List;
import java.util.Map;

/**
 * A ClickHouse database. Thread-safe; every call blocks until the answer is complete. Opening does not connect: a server
 * that is away shows at the first call, as a RETRYABLE {@link dev.mevsdk.core.MevException}, and work goes on once it is
 * back. What the server refuses is BAD_INPUT with its code and message.
 */
public interface ClickHouse extends AutoCloseable {
    static ClickHouse open(ClickHouseConfig config) {
        return new HttpClickHouse(config);
    }

    /** Whether the server answers now. */
    boolean ping();

    /**
     * Runs a query with a small result and returns it whole.
     *
     * @param parameters values for the query's `{name:Type}` placeholders, in ClickHouse's text form; never pasted into
     *     the text
     * @return one map per row, in the order of the columns. Integers are Integer, Long or BigInteger, floats Double
     *     (null when not finite), arrays List, dates and times ClickHouse's text, such as `2024-08-21 12:00:00.000`
     */
    List<Map<String, Object>> rows(String sql, Map<String, String> parameters);

    /**
     * Runs a query that can change nothing, under limits that the server keeps, and returns its result with its types.
     * Interrupting the waiting thread ends the query on the server, too.
     *
     * @param parameters as for {@link #rows}
     * @throws LimitExceededException when it takes more time, memory or bytes than allowed
     * @throws dev.mevsdk.core.MevException RETRYABLE, with the thread's interrupt kept, when it was interrupted
     */
    SelectResult select(String sql, Map<String, String> parameters, SelectLimits limits);

    /** The first column of the first row as a number; for counts. */
    default long number(String sql, Map<String, String> parameters) {
        Object value = rows(sql, parameters).get(0).values().iterator().next();
        return ((Number) value).longValue();
    }

    /** Runs a statement without a result. */
    void execute(String sql, Map<String, String> parameters);

    /**
     * Inserts rows in one statement. Not repeated by itself: after an error, part or all of the rows may be stored.
     *
     * @param table name of a table of this database
     * @param jsonLines one JSON object per row (ClickHouse's JSONEachRow), with the table's column names as keys;
     *     unknown keys are refused
     */
    void insert(String table, byte[] jsonLines);

    /** For results of any size. */
    ArrowSource arrow();

    @Override
    void close();
}
