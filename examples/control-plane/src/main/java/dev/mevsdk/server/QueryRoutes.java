package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.jobs.clickhouse.LimitExceededException;
import dev.mevsdk.jobs.clickhouse.LimitExceededException.Limit;
import dev.mevsdk.jobs.query.CuratedQuery;
import dev.mevsdk.jobs.query.QueryCatalog;
import dev.mevsdk.jobs.query.QueryParam;
import dev.mevsdk.jobs.query.QueryRequest;
import dev.mevsdk.jobs.query.QueryResult;
import dev.mevsdk.jobs.query.QueryService;
import dev.mevsdk.jobs.query.UnknownQueryException;
import java.util.LinkedHashMap;
import java.util.Map;

/** `/api/clickhouse`: curated queries, and nothing else. */
final class QueryRoutes {
    private static final int GATEWAY_TIMEOUT = 504;

    private QueryRoutes() {}

    /** @throws MevException BAD_INPUT that names the file and the line of a query that can't be one */
    static QueryCatalog catalog(ReadingsConfig config) {
        QueryCatalog shipped = QueryCatalog.standard();
        try {
            return config.queriesFolder().map(shipped::with).orElse(shipped);
        } catch (MevException e) {
            throw MevException.badInput("QUERIES_DIR: " + e.getMessage());
        }
    }

    /** @param prepare makes the tables, if nobody did so before */
    static void add(Routes routes, QueryService queries, Runnable prepare) {
        routes.get(
                "/api/clickhouse/queries",
                Role.VIEWER,
                (request, caller) -> JsonBody.write(
                        request,
                        Map.of(
                                "queries",
                                queries.queries().stream()
                                        .map(QueryRoutes::view)
                                        .toList())));
        routes.post("/api/clickhouse/query", Role.VIEWER, (request, caller) -> {
            QueryRequest wanted = JsonBody.read(request, QueryRequest.class);
            prepare.run();
            JsonBody.write(request, run(queries, wanted));
        });
    }

    private static QueryResult run(QueryService queries, QueryRequest request) {
        try {
            return queries.run(request);
        } catch (UnknownQueryException e) {
            throw HttpProblem.notFound(String.valueOf(e.getMessage()));
        } catch (LimitExceededException e) {
            throw e.limit() == Limit.TIME
                    ? new HttpProblem(GATEWAY_TIMEOUT, "Query took too long", String.valueOf(e.getMessage()))
                    : e;
        }
    }

    private static Map<String, Object> view(CuratedQuery query) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", query.name());
        view.put("description", query.description());
        view.put("params", query.params().stream().map(QueryRoutes::view).toList());
        view.put("columns", query.columns());
        view.put("limit", query.limits().rows());
        view.put("max_limit", query.limits().maxRows());
        return view;
    }

    private static Map<String, Object> view(QueryParam param) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", param.name());
        view.put("type", param.type());
        view.put("required", param.required());
        param.defaultJson().ifPresent(value -> view.put("default", value));
        if (!param.choices().isEmpty()) {
            view.put("choices", param.choices());
        }
        return view;
    }
}
