package dev.mevsdk.jobs.scrape;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mevsdk.jobs.export.ExportColumn;
import dev.mevsdk.jobs.export.ExportedFile;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What a finished export is made of; stands beside its files as `manifest.json`. */
record DatasetManifest(String jobId, ScrapePlan plan, Instant bound, List<FileEntry> files) {
    static final String FILE_NAME = "manifest.json";
    private static final int VERSION = 1;

    /** One file and the query that gave its rows. */
    record FileEntry(ScrapeQuery query, String sql, List<ExportColumn> columns, ExportedFile file) {}

    String toJson() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("manifest_version", VERSION);
        json.put("job_id", jobId);
        json.put("tool", "mev-sdk " + toolVersion());
        ObjectNode range = json.putObject("range");
        range.put("start", plan.start().toString());
        range.put("end", plan.end().toString());
        json.put("bound", bound.toString());
        json.put("format", plan.format().name().toLowerCase(Locale.ROOT));
        json.put("rows", files.stream().mapToLong(f -> f.file().rows()).sum());
        json.put("bytes", files.stream().mapToLong(f -> f.file().bytes()).sum());
        ArrayNode entries = json.putArray("files");
        files.forEach(entry -> describe(entry, entries.addObject()));
        return json.toString();
    }

    private static void describe(FileEntry entry, ObjectNode json) {
        json.put("name", entry.file().path().getFileName().toString());
        json.put("type", entry.query().type().wire());
        json.put("rows", entry.file().rows());
        json.put("bytes", entry.file().bytes());
        json.put("sha256", entry.file().sha256());
        json.put("query", entry.sql());
        ObjectNode parameters = json.putObject("parameters");
        entry.query().parameters().forEach(parameters::put);
        ArrayNode schema = json.putArray("schema");
        entry.columns().forEach(c -> schema.addObject().put("name", c.name()).put("type", c.type()));
    }

    private static String toolVersion() {
        String version = DatasetManifest.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
