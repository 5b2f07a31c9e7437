package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `mev models report` */
@Command(name = "report", description = "How good a version is, and what it was made of.")
final class ModelReport extends MevCommand {
    @Mixin
    private OneModule module = new OneModule();

    @Parameters(index = "1", arity = "0..1", paramLabel = "VERSION", description = "Default: the active one")
    private @Nullable String version;

    @Option(names = "--html", paramLabel = "FILE", description = "Store the report with its plots there.")
    private @Nullable Path html;

    @Override
    ExitCode run(Session session) {
        JsonNode found = Models.of(session.api(), module.name()).version(version);
        if (html != null) {
            store(session.api(), found.path("version").asText(), html);
            session.console().say("stored " + html);
        }
        session.console().show(found, () -> print(session.console(), found));
        return ExitCode.OK;
    }

    private static void print(Console console, JsonNode version) {
        Table table = new Table("WHAT", "VALUE");
        table.row("created", Models.created(version));
        for (String field : new String[] {"version", "active", "job_id", "feature_set", "cutoff", "label_rule"}) {
            table.row(field, version.path(field).asText());
        }
        rows(table, "rows", version.path("rows"));
        rows(table, "", version.path("metrics"));
        version.path("notices").forEach(notice -> table.row("notice", notice.asText()));
        table.print(console);
    }

    private static void rows(Table table, String prefix, JsonNode object) {
        object.fields().forEachRemaining(field -> {
            String name = prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey();
            if (field.getValue().isObject()) {
                rows(table, name, field.getValue());
            } else {
                table.row(name, text(field.getValue()));
            }
        });
    }

    private static String text(JsonNode value) {
        if (value.isFloatingPointNumber()) {
            return String.format(Locale.ROOT, "%.4f", value.asDouble());
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private void store(Api api, String found, Path file) {
        byte[] document = api.file("/api/models/" + module.name() + "/" + Api.part(found) + "/files/report.html");
        try {
            Files.write(file, document);
        } catch (IOException e) {
            throw Failure.cannotWrite(file, e);
        }
    }
}
