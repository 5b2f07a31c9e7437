package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `mev query` */
@Command(
        name = "query",
        description = "The server's curated queries; without a command: their list.",
        subcommands = {QueryCommand.ListQueries.class, QueryCommand.RunQuery.class})
final class QueryCommand extends MevCommand {
    @Override
    ExitCode run(Session session) {
        return new ListQueries().run(session);
    }

    private static JsonNode queries(Api api) {
        return api.get("/api/clickhouse/queries").path("queries");
    }

    /** `mev query list` */
    @Command(name = "list", description = "Names, parameters and what each query answers.")
    static final class ListQueries extends MevCommand {
        @Override
        ExitCode run(Session session) {
            JsonNode queries = queries(session.api());
            if (session.console().isJson()) {
                queries.forEach(session.console()::print);
                return ExitCode.OK;
            }
            Table table = new Table("QUERY", "PARAMETERS");
            for (JsonNode query : queries) {
                String parameters = StreamSupport.stream(query.path("params").spliterator(), false)
                        .map(ListQueries::parameter)
                        .collect(Collectors.joining(" "));
                table.remarked(
                        Console.Style.FAINT,
                        query.path("description").asText(),
                        query.path("name").asText(),
                        parameters);
            }
            table.print(session.console());
            return ExitCode.OK;
        }

        private static String parameter(JsonNode parameter) {
            String text = parameter.path("name").asText() + ":"
                    + parameter.path("type").asText();
            return parameter.path("required").asBoolean() ? text : "[" + text + "]";
        }
    }

    /** `mev query run` */
    @Command(
            name = "run",
            description = "Runs one.",
            footer = {"", "Example:", "  mev query run bundle_history -p bundle_id=B1"})
    static final class RunQuery extends MevCommand {
        @Parameters(paramLabel = "NAME", description = "As mev query list shows it.")
        private String name = "";

        @Option(
                names = {"-p", "--param"},
                paramLabel = "NAME=VALUE",
                description = "Parameter of the query; may be repeated.")
        private Map<String, String> parameters = Map.of();

        @Option(names = "--limit", paramLabel = "N", description = "Rows at most.")
        private @Nullable Integer limit;

        @Override
        ExitCode run(Session session) {
            JsonNode query = known(queries(session.api()));
            JsonNode answer = session.api().post("/api/clickhouse/query", body(query), Map.of());
            Console console = session.console();
            console.show(answer, () -> print(answer, console));
            return ExitCode.OK;
        }

        private JsonNode known(JsonNode queries) {
            List<String> names = new ArrayList<>();
            for (JsonNode query : queries) {
                if (query.path("name").asText().equals(name)) {
                    return query;
                }
                names.add(query.path("name").asText());
            }
            throw Failure.usage("there is no query " + name + "." + Suggestions.sentence(name, names) + " Known: "
                    + String.join(", ", names));
        }

        /** Numbers and flags as such; what the query calls a text stays one, whatever it looks like. */
        private ObjectNode body(JsonNode query) {
            ObjectNode body = Json.object().put("name", name);
            ObjectNode params = body.putObject("params");
            parameters.forEach((parameter, value) -> {
                if (isText(query, parameter)) {
                    params.put(parameter, value);
                } else {
                    params.set(parameter, Json.value(value));
                }
            });
            if (limit != null) {
                body.put("limit", limit);
            }
            return body;
        }

        private static boolean isText(JsonNode query, String parameter) {
            List<String> names = new ArrayList<>();
            for (JsonNode known : query.path("params")) {
                if (known.path("name").asText().equals(parameter)) {
                    String type = known.path("type").asText();
                    return !type.matches("(?i)(u?int(eger)?|float|double|number|bool(ean)?)\\d*");
                }
                names.add(known.path("name").asText());
            }
            throw Failure.usage(
                    "-p " + parameter + ": the query has no such parameter." + Suggestions.sentence(parameter, names));
        }

        private static void print(JsonNode answer, Console console) {
            String[] headings = StreamSupport.stream(answer.path("columns").spliterator(), false)
                    .map(column -> column.path("name").asText())
                    .toArray(String[]::new);
            Table table = new Table(headings);
            for (JsonNode row : answer.path("rows")) {
                table.row(StreamSupport.stream(row.spliterator(), false)
                        .map(cell -> cell.isValueNode() ? cell.asText() : cell.toString())
                        .toArray());
            }
            table.print(console);
            if (answer.path("truncated").asBoolean()) {
                console.warn("there are more rows: raise --limit or narrow the parameters");
            }
        }
    }
}
