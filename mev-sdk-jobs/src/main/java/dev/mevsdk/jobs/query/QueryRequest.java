package dev.mevsdk.jobs.query;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A wish for one query's result.
 *
 * @param params values by name, as a JSON document has them; null for none
 * @param limit rows at most; null for the query's own
 */
public record QueryRequest(
        @Nullable String name,
        @Nullable Map<String, @Nullable Object> params,
        @Nullable Long limit) {}
