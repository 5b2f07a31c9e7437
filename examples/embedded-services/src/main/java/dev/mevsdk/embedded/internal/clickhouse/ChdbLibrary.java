package dev.mevsdk.embedded.internal.clickhouse;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of chdb's C API (`chdb.h`) that the server needs. Names are the library's. */
interface ChdbLibrary extends Library {
    int RTLD_LAZY = 1;

    static ChdbLibrary open(Path library) {
        ChdbLibrary opened = Native.load(
                library.toString(),
                ChdbLibrary.class,
                Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY, Library.OPTION_STRING_ENCODING, "UTF-8"));
        // Before the first connect: the JVM needs its own SIGSEGV handler.
        opened.chdb_set_signal_handlers_enabled(0);
        return opened;
    }

    void chdb_set_signal_handlers_enabled(int enabled);

    @Nullable
    Pointer chdb_connect(int argc, String[] argv);

    void chdb_close_conn(Pointer connection);

    int chdb_shutdown();

    Pointer chdb_query_with_params_n(
            Pointer handle,
            byte[] query,
            long queryLength,
            byte[] format,
            long formatLength,
            Pointer @Nullable [] names,
            long @Nullable [] nameLengths,
            Pointer @Nullable [] values,
            long @Nullable [] valueLengths,
            long count);

    Pointer chdb_stream_insert_with_params_n(
            Pointer handle,
            byte[] query,
            long queryLength,
            byte[] format,
            long formatLength,
            Pointer @Nullable [] names,
            long @Nullable [] nameLengths,
            Pointer @Nullable [] values,
            long @Nullable [] valueLengths,
            long count);

    int chdb_stream_append(Pointer stream, byte[] data, long length);

    Pointer chdb_stream_done(Pointer stream);

    void chdb_stream_cancel_insert(Pointer stream);

    @Nullable
    String chdb_stream_insert_error(Pointer stream);

    void chdb_destroy_insert_stream(Pointer stream);

    void chdb_destroy_query_result(Pointer result);

    @Nullable
    Pointer chdb_result_buffer(Pointer result);

    long chdb_result_length(Pointer result);

    long chdb_result_rows_read(Pointer result);

    long chdb_result_storage_rows_read(Pointer result);

    long chdb_result_storage_bytes_read(Pointer result);

    long chdb_result_rows_written(Pointer result);

    long chdb_result_bytes_written(Pointer result);

    @Nullable
    String chdb_result_error(Pointer result);
}
