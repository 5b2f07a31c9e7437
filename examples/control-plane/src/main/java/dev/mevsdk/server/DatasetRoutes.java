package dev.mevsdk.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.jobs.JobService;
import dev.mevsdk.jobs.scrape.DatasetEntry;
import dev.mevsdk.jobs.scrape.DatasetService;
import dev.mevsdk.jobs.scrape.ScrapeRequest;
import java.util.Map;

/** `/api/datasets`. */
final class DatasetRoutes {
    private DatasetRoutes() {}

    static void add(Routes routes, DatasetService datasets, JobService jobs) {
        routes.post(
                "/api/datasets/scrape",
                Role.ADMIN,
                (request, caller) ->
                        JsonBody.write(request, datasets.scrape(JsonBody.read(request, ScrapeRequest.class))));
        routes.get(
                "/api/datasets/status/{job_id}",
                Role.VIEWER,
                (request, caller) -> JsonBody.write(request, jobs.statusFields("scrape", JobRoutes.id(request))));
        routes.get(
                "/api/datasets",
                Role.VIEWER,
                (request, caller) -> JsonBody.write(
                        request,
                        Map.of(
                                "datasets",
                                datasets.list().stream()
                                        .map(DatasetRoutes::view)
                                        .toList())));
        routes.get(
                "/api/datasets/{job_id}/files/{name}",
                Role.VIEWER,
                (request, caller) ->
                        FileAnswer.write(request, datasets.open(JobRoutes.id(request), request.pathParam("name"))));
    }

    /** The manifest with the job's id, as one object. */
    private static JsonNode view(DatasetEntry entry) {
        ObjectNode view = (ObjectNode) JsonBody.tree(entry.manifest());
        return view.put("job_id", entry.jobId());
    }
}
