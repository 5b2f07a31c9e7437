package dev.mevsdk.jobs.query;

import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The queries there are. Immutable. */
public final class QueryCatalog {
    private static final List<String> SHIPPED = List.of(
            "bundle_history",
            "bundle_states",
            "control_audit_recent",
            "data_range",
            "decisions_recent",
            "landed_by_minute",
            "pnl_by_minute");
    private static final long MAX_FILE_BYTES = 64 << 10;

    private final Map<String, CuratedQuery> queries;

    private QueryCatalog(Map<String, CuratedQuery> queries) {
        this.queries = queries;
    }

    /** Those that come with the SDK; they read what {@link dev.mevsdk.jobs.clickhouse.Migrations} makes. */
    public static QueryCatalog standard() {
        Map<String, CuratedQuery> queries = new TreeMap<>();
        for (String name : SHIPPED) {
            queries.put(name, QueryFile.parse(name + ".sql", resource(name + ".sql")));
        }
        return new QueryCatalog(queries);
    }

    /**
     * With the files `*.sql` of a folder, too; one with the name of another query replaces it. Reads the folder once:
     * what is put there later is not a query. The form of a file is that of the shipped ones.
     *
     * @throws MevException BAD_INPUT that names the file and the line at fault
     */
    public QueryCatalog with(Path folder) {
        Map<String, CuratedQuery> all = new TreeMap<>(queries);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".sql"))
                    .sorted()
                    .toList()) {
                CuratedQuery query = QueryFile.parse(String.valueOf(file.getFileName()), text(file));
                all.put(query.name(), query);
            }
        } catch (IOException e) {
            throw MevException.badInput("the folder of queries " + folder + ": must be a folder that can be read");
        }
        return new QueryCatalog(all);
    }

    /** By name. */
    public List<CuratedQuery> queries() {
        return List.copyOf(queries.values());
    }

    Optional<CuratedQuery> find(String name) {
        return Optional.ofNullable(queries.get(name));
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) <= MAX_FILE_BYTES) {
                return Files.readString(file);
            }
        } catch (IOException e) {
            // Refused below.
        }
        throw MevException.badInput(
                file.getFileName() + ": must be UTF-8 text of at most " + MAX_FILE_BYTES + " bytes");
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(QueryCatalog.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
