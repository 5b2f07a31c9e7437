package dev.mevsdk.jobs.clickhouse;

import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.clickhouse.LimitExceededException.Limit;
import dev.mevsdk.jobs.clickhouse.SelectResult.Column;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A select that can change nothing and take no more than its limits. */
final class LimitedSelect {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader ROW = JSON.readerFor(new TypeReference<List<@Nullable Object>>() {});
    /** TIMEOUT_EXCEEDED, TOO_SLOW; MEMORY_LIMIT_EXCEEDED; TOO_MANY_ROWS_OR_BYTES. */
    private static final Map<Integer, Limit> LIMITS =
            Map.of(159, Limit.TIME, 160, Limit.TIME, 241, Limit.MEMORY, 396, Limit.RESULT_BYTES);

    private static final String TOO_LARGE =
            "the result has more than " + (SelectLimits.MAX_RESULT_BYTES >> 20) + " MiB: ask for fewer rows";

    private final HttpClickHouse server;
    private final SelectLimits limits;
    private final String queryId;

    LimitedSelect(HttpClickHouse server, SelectLimits limits, String queryId) {
        this.server = server;
        this.limits = limits;
        this.queryId = queryId;
    }

    SelectResult run(String sql, Map<String, String> parameters) throws Exception {
        try (QueryResponse response = server.start(sql, parameters, settings())) {
            return read(response.getInputStream());
        } catch (Exception e) {
            throw exceeded(e);
        }
    }

    private QuerySettings settings() {
        // One row more than asked for tells whether there are more.
        String rows = Long.toString(limits.rows() + 1);
        return new QuerySettings()
                .setFormat(ClickHouseFormat.JSONCompactEachRowWithNamesAndTypes)
                .setQueryId(queryId)
                // Everything but reading is refused, and readonly itself can't be changed by the query.
                .serverSetting("readonly", "2")
                .serverSetting("limit", rows)
                .serverSetting("max_result_rows", rows)
                .serverSetting("max_result_bytes", Long.toString(SelectLimits.MAX_RESULT_BYTES))
                .serverSetting("result_overflow_mode", "throw")
                .serverSetting("max_execution_time", Long.toString(limits.time().toSeconds()))
                .serverSetting("timeout_overflow_mode", "throw")
                .serverSetting("max_memory_usage", Long.toString(limits.memoryBytes()))
                .serverSetting("output_format_json_quote_64bit_integers", "0")
                .serverSetting("output_format_json_quote_denormals", "0")
                .serverSetting("http_write_exception_in_output_format", "0")
                // The answer starts only once it is complete, so that an error has a status of its own.
                .setOption("clickhouse_setting_wait_end_of_query", "1");
    }

    private SelectResult read(InputStream json) throws IOException {
        List<List<@Nullable Object>> lines = new ArrayList<>();
        // By a parser of its own: else the first row would be taken for the list of all.
        try (JsonParser parser = JSON.createParser(new Capped(json));
                MappingIterator<List<@Nullable Object>> each = ROW.readValues(parser)) {
            while (each.hasNextValue()) {
                lines.add(each.nextValue());
            }
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof LimitExceededException known) {
                throw known;
            }
            throw MevException.retryable("ClickHouse broke off in the middle of the answer", null);
        }
        if (lines.size() < 2) {
            throw MevException.retryable("ClickHouse broke off before the first row", null);
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < lines.get(0).size(); i++) {
            columns.add(new Column(
                    String.valueOf(lines.get(0).get(i)),
                    String.valueOf(lines.get(1).get(i))));
        }
        List<List<@Nullable Object>> rows = lines.subList(2, lines.size());
        boolean truncated = rows.size() > limits.rows();
        return new SelectResult(columns, truncated ? rows.subList(0, (int) limits.rows()) : rows, truncated);
    }

    private Exception exceeded(Exception error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            Limit limit = cause instanceof ServerException refused ? LIMITS.get(refused.getCode()) : null;
            if (limit != null) {
                return new LimitExceededException(limit, words(limit), error);
            }
        }
        return error;
    }

    /** The server counts a column of equal values as one value: what arrives is counted, too. */
    private static final class Capped extends FilterInputStream {
        private long left = SelectLimits.MAX_RESULT_BYTES;

        Capped(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw new LimitExceededException(Limit.RESULT_BYTES, TOO_LARGE, null);
            }
        }
    }

    private String words(Limit limit) {
        return switch (limit) {
            case TIME -> "the query took longer than " + limits.time().toSeconds() + " s: ask for a shorter range";
            case MEMORY ->
                "the query needs more than " + (limits.memoryBytes() >> 20) + " MiB: ask for a shorter range";
            case RESULT_BYTES -> TOO_LARGE;
        };
    }
}
