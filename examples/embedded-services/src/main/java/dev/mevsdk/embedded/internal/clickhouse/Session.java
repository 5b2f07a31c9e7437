package dev.mevsdk.embedded.internal.clickhouse;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection to the engine, for one request on one thread. */
final class Session implements AutoCloseable {
    private static final int APPEND_BYTES = 1 << 18;

    private final ChdbLibrary library;
    private final Pointer connection;
    private final Pointer handle;

    Session(ChdbLibrary library, Pointer connection) {
        this.library = library;
        this.connection = connection;
        this.handle = connection.getPointer(0);
    }

    /** What came back, and what it took. */
    record Answer(byte[] body, long readRows, long readBytes, long resultRows, long writtenRows, long writtenBytes) {}

    /** Runs a statement to its end; blocks. */
    Answer query(String sql, String format, Map<String, String> parameters) throws EngineException {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        byte[] formatName = format.getBytes(StandardCharsets.UTF_8);
        Parameters bound = new Parameters(parameters);
        return answer(library.chdb_query_with_params_n(
                handle,
                text,
                text.length,
                formatName,
                formatName.length,
                bound.names,
                bound.nameLengths,
                bound.values,
                bound.valueLengths,
                bound.count));
    }

    /** Inserts the rows of a stream, which must be complete: if reading it fails, nothing more is inserted. */
    Answer insert(String sql, String format, Map<String, String> parameters, InputStream rows)
            throws EngineException, IOException {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        byte[] formatName = format.getBytes(StandardCharsets.UTF_8);
        Parameters bound = new Parameters(parameters);
        Pointer stream = library.chdb_stream_insert_with_params_n(
                handle,
                text,
                text.length,
                formatName,
                formatName.length,
                bound.names,
                bound.nameLengths,
                bound.values,
                bound.valueLengths,
                bound.count);
        boolean complete = false;
        try {
            append(stream, rows);
            complete = true;
            return answer(library.chdb_stream_done(stream));
        } finally {
            if (!complete) {
                library.chdb_stream_cancel_insert(stream);
            }
            library.chdb_destroy_insert_stream(stream);
        }
    }

    private void append(Pointer stream, InputStream rows) throws EngineException, IOException {
        failOn(library.chdb_stream_insert_error(stream));
        byte[] buffer = new byte[APPEND_BYTES];
        int length;
        while ((length = rows.readNBytes(buffer, 0, buffer.length)) > 0) {
            if (library.chdb_stream_append(stream, buffer, length) != 0) {
                String error = library.chdb_stream_insert_error(stream);
                throw EngineException.of(error == null ? "The insert failed" : error);
            }
        }
    }

    private Answer answer(Pointer result) throws EngineException {
        try {
            failOn(library.chdb_result_error(result));
            int length = Math.toIntExact(library.chdb_result_length(result));
            Pointer buffer = library.chdb_result_buffer(result);
            return new Answer(
                    buffer == null ? new byte[0] : buffer.getByteArray(0, length),
                    library.chdb_result_storage_rows_read(result),
                    library.chdb_result_storage_bytes_read(result),
                    library.chdb_result_rows_read(result),
                    library.chdb_result_rows_written(result),
                    library.chdb_result_bytes_written(result));
        } finally {
            library.chdb_destroy_query_result(result);
        }
    }

    private static void failOn(@Nullable String error) throws EngineException {
        if (error != null) {
            throw EngineException.of(error);
        }
    }

    @Override
    public void close() {
        library.chdb_close_conn(connection);
    }
}
