package dev.mevsdk.jobs.clickhouse;

import java.util.Map;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Reads query results as Arrow batches, guarded: a truncated or malformed stream is an error, never fewer rows. */
public interface ArrowSource {
    /**
     * Runs a query with ClickHouse's typed parameters (`{name:Type}` in the text) and hands each batch to the reader,
     * on the calling thread. Memory stays bounded by one batch.
     *
     * @param parameters values for the placeholders, in ClickHouse's text form; never pasted into the text
     * @return rows read, equal to what the server says it sent
     * @throws dev.mevsdk.core.MevException RETRYABLE when the server is away or the stream breaks off, BAD_INPUT when
     *     the server refuses the query; an unchecked exception of the reader passes through, a checked one is the cause
     *     of a RETRYABLE one. Whichever it is, the query is ended on the server.
     */
    long read(String sql, Map<String, String> parameters, BatchReader reader);

    /** Sees one batch after the other; the vectors are valid only during the call. */
    @FunctionalInterface
    interface BatchReader {
        void accept(VectorSchemaRoot batch) throws Exception;
    }
}
