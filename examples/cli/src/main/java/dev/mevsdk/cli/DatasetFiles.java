package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of a finished export. */
final class DatasetFiles {
    private final Session session;

    DatasetFiles(Session session) {
        this.session = session;
    }

    /** Lists them, and fetches them when a folder is given. */
    void finish(String jobId, @Nullable Path folder) {
        JsonNode dataset = dataset(jobId);
        if (folder != null) {
            for (JsonNode file : dataset.path("files")) {
                fetch(jobId, Download.File.of(file), folder);
            }
        }
        print(dataset, folder);
    }

    private JsonNode dataset(String jobId) {
        for (JsonNode dataset : session.api().get("/api/datasets").path("datasets")) {
            if (dataset.path("job_id").asText().equals(jobId)) {
                return dataset;
            }
        }
        throw Failure.failed(
                "job " + jobId + " is done, but this server has not its files: they are on its worker's disk");
    }

    private void fetch(String jobId, Download.File file, Path folder) {
        String path = "/api/datasets/" + Api.part(jobId) + "/files/" + Api.part(file.name());
        new Download(session, path, file, folder).run();
    }

    private void print(JsonNode dataset, @Nullable Path folder) {
        Console console = session.console();
        if (console.isJson()) {
            console.print(dataset);
            return;
        }
        Table table = new Table("FILE", "ROWS", "BYTES", "SHA-256");
        for (JsonNode file : dataset.path("files")) {
            String name = file.path("name").asText();
            table.row(
                    folder == null ? name : folder.resolve(name).toString(),
                    file.path("rows").asLong(),
                    file.path("bytes").asLong(),
                    file.path("sha256").asText());
        }
        table.print(console);
    }
}
