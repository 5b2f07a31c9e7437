package dev.mevsdk.jobs.clickhouse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result with its types.
 *
 * @param rows values in the order of the columns, as {@link ClickHouse#rows} describes them
 * @param truncated there was more than the limit let through
 */
public record SelectResult(List<Column> columns, List<List<@Nullable Object>> rows, boolean truncated) {
    /** @param type as ClickHouse writes it, such as `UInt64` */
    public record Column(String name, String type) {}
}
