package dev.mevsdk.embedded.internal.clickhouse;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The engine of this process, on one data folder. Thread-safe; each session serves one thread. */
final class ChdbEngine implements AutoCloseable {
    private final ChdbLibrary library;
    private final Path data;
    private final Pointer keepAlive;
    private final Set<String> settings;

    ChdbEngine(Path libraryFile, Path data) throws EngineException {
        this.library = ChdbLibrary.open(libraryFile);
        this.data = data;
        // The engine lives as long as one connection does; reopening it for each request would cost a second.
        this.keepAlive = connect(Map.of());
        this.settings = Set.copyOf(readSettings());
    }

    /** A session of its own: settings and the current database are not shared. */
    Session open(String database, Map<String, String> querySettings) throws EngineException {
        for (String name : querySettings.keySet()) {
            if (!settings.contains(name)) {
                throw EngineException.of(
                        EngineException.UNKNOWN_SETTING, "UNKNOWN_SETTING", "Unknown setting '" + name + "'");
            }
        }
        Session session = new Session(library, connect(querySettings));
        try {
            if (!database.isEmpty() && !database.equals("default")) {
                session.query("USE " + quoted(database), "Null", Map.of());
            }
            return session;
        } catch (EngineException e) {
            session.close();
            throw e;
        }
    }

    private static String quoted(String identifier) {
        return '`' + identifier.replace("\\", "\\\\").replace("`", "\\`") + '`';
    }

    private Pointer connect(Map<String, String> querySettings) throws EngineException {
        List<String> arguments = new ArrayList<>(List.of("clickhouse", "--path=" + data));
        querySettings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        Pointer connection = library.chdb_connect(arguments.size(), arguments.toArray(String[]::new));
        if (connection == null) {
            throw EngineException.of(36, "BAD_ARGUMENTS", "The engine refused the connection or a setting's value");
        }
        return connection;
    }

    private List<String> readSettings() throws EngineException {
        Session session = new Session(library, keepAlive);
        byte[] names = session.query("SELECT name FROM system.settings", "TSV", Map.of())
                .body();
        return new String(names, StandardCharsets.UTF_8).lines().toList();
    }

    @Override
    public void close() {
        library.chdb_close_conn(keepAlive);
        library.chdb_shutdown();
    }
}
