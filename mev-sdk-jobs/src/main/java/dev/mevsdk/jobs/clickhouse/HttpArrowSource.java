package dev.mevsdk.jobs.clickhouse;

import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/** {@link ArrowSource} over HTTP, with the stream behind an {@link ArrowStreamGuard}. */
final class HttpArrowSource implements ArrowSource {
    private final HttpClickHouse server;
    private final ClickHouseConfig config;
    private final ServerErrors errors;

    HttpArrowSource(HttpClickHouse server, ClickHouseConfig config, ServerErrors errors) {
        this.server = server;
        this.config = config;
        this.errors = errors;
    }

    @Override
    public long read(String sql, Map<String, String> parameters, BatchReader reader) {
        JavaNio.requireOpen();
        String queryId = "mev-" + UUID.randomUUID();
        QuerySettings settings = new QuerySettings()
                .setFormat(ClickHouseFormat.ArrowStream)
                .setQueryId(queryId)
                .serverSetting(
                        "output_format_arrow_compression_method",
                        config.arrowCompression().name().toLowerCase(Locale.ROOT));
        QueryResponse response;
        try {
            response = server.start(sql, parameters, settings);
        } catch (Exception e) {
            throw errors.translate(e);
        }
        try {
            long rows = read(response, reader);
            response.close();
            return rows;
        } catch (Throwable e) {
            // Closing reads the rest of the answer, which may be long: end the query first.
            server.kill(queryId);
            HttpClickHouse.closeQuietly(response);
            throw translated(e);
        }
    }

    private long read(QueryResponse response, BatchReader reader) throws Exception {
        ArrowStreamGuard guard = new ArrowStreamGuard(response.getInputStream(), config.maxBatchBytes(), errors);
        long rows = 0;
        try (RootAllocator memory = new RootAllocator(config.maxBatchBytes());
                ArrowStreamReader batches = new ArrowStreamReader(guard, memory, CommonsCompressionFactory.INSTANCE)) {
            while (batches.loadNextBatch()) {
                rows += batches.getVectorSchemaRoot().getRowCount();
                hand(batches.getVectorSchemaRoot(), reader);
            }
            guard.requireEnd();
        }
        reconcile(rows, guard.rows(), response.getResultRows());
        return rows;
    }

    private static void hand(VectorSchemaRoot batch, BatchReader reader) throws ReaderFailed {
        try {
            reader.accept(batch);
        } catch (Exception e) {
            throw new ReaderFailed(e);
        }
    }

    /** Tells the reader's errors from those of the stream. */
    private static final class ReaderFailed extends Exception {
        private static final long serialVersionUID = 1L;

        ReaderFailed(Exception cause) {
            super(cause);
        }

        RuntimeException unwrapped() {
            if (getCause() instanceof RuntimeException unchecked) {
                return unchecked;
            }
            if (getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return MevException.retryable("the reader of the batches failed", getCause());
        }
    }

    /**
     * What was read must be what was declared. The server states its own count in a header, so for a result that was
     * complete before the header left it is the total, for a longer one what it had so far.
     */
    private static void reconcile(long read, long declared, long stated) {
        if (read != declared) {
            throw MevException.retryable("read " + read + " rows of " + declared + " that the batches declare", null);
        }
        if (stated > read) {
            throw MevException.retryable("read " + read + " rows of " + stated + " that ClickHouse states", null);
        }
    }

    private RuntimeException translated(Throwable error) {
        if (error instanceof Error fatal) {
            throw fatal;
        }
        if (error instanceof ReaderFailed failed) {
            return failed.unwrapped();
        }
        if (error instanceof OutOfMemoryException) {
            return MevException.fatal(
                    "an Arrow batch takes more than maxBatchBytes = " + config.maxBatchBytes()
                            + ": raise it, or lower max_block_size",
                    (Exception) error);
        }
        if (error instanceof IOException || error instanceof IllegalArgumentException) {
            return MevException.retryable("the Arrow stream from ClickHouse broke off or is malformed", error);
        }
        return errors.translate((Exception) error);
    }
}
