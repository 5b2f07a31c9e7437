package dev.mevsdk.jobs.query;

import dev.mevsdk.jobs.clickhouse.SelectResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query's result.
 *
 * @param rows values in the order of the columns: 64-bit integers as numbers, what is not finite as null, times as
 *     ClickHouse's text (UTC)
 * @param truncated there was more than the limit let through
 */
public record QueryResult(
        List<SelectResult.Column> columns, List<List<@Nullable Object>> rows, boolean truncated, long elapsedMs) {}
