package dev.mevsdk.jobs.query;

import java.util.List;

/**
 * A query that was reviewed.
 *
 * @param sql one SELECT with a placeholder `{name:Type}` for each parameter
 * @param columns of its result
 */
public record CuratedQuery(
        String name,
        String description,
        List<QueryParam> params,
        List<String> columns,
        QueryLimits limits,
        String sql) {
    public CuratedQuery {
        params = List.copyOf(params);
        columns = List.copyOf(columns);
    }
}
