package dev.mevsdk.embedded;

import dev.mevsdk.embedded.internal.clickhouse.EngineLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The ClickHouse engine (26.7, from the chdb library) behind its HTTP protocol, in a child process: the official
 * clients work unmodified. User and password are not checked. It lacks users, sessions, replicated engines and
 * `system.query_log`: it is for development and tests.
 *
 * <p>The library is taken from where the system property `mev.chdb.library` or the variable `MEV_CHDB_LIBRARY` points;
 * else it is fetched once with npm into `~/.cache/mev-sdk` (or below `XDG_CACHE_HOME`).
 */
public final class EmbeddedClickHouse extends ProcessService {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private EmbeddedClickHouse(ServiceFolder folder, int port, Optional<EmbeddedTls> tls) {
        super(folder, port, tls);
    }

    /** On a temporary folder and a free port; not started yet. */
    public static EmbeddedClickHouse create() {
        return new EmbeddedClickHouse(ServiceFolder.temporary("clickhouse"), 0, Optional.empty());
    }

    /** As {@link #create()}, over TLS alone: a client must show a certificate of the same authority. */
    public static EmbeddedClickHouse create(EmbeddedTls tls) {
        return new EmbeddedClickHouse(ServiceFolder.temporary("clickhouse"), 0, Optional.of(tls));
    }

    /** On a folder that is kept; port 0 means a free one; not started yet. One process may use a folder at a time. */
    public static EmbeddedClickHouse on(Path folder, int port) {
        return new EmbeddedClickHouse(ServiceFolder.permanent(folder), port, Optional.empty());
    }

    /** The URL clients connect to. */
    @Override
    public String address() {
        return (tls().isPresent() ? "https://" : "http://") + super.address();
    }

    public String host() {
        return "127.0.0.1";
    }

    @Override
    ChildProcess launch() {
        Path library = EngineLibrary.locate();
        Path scratch = scratchFolder();
        // Nothing outside the data folder, even after kill -9.
        List<String> flags = List.of(
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-XX:ErrorFile=" + scratch.resolve("hs_err_%p.log"),
                "-Djava.io.tmpdir=" + scratch,
                "-Djna.tmpdir=" + scratch,
                "-Dsun.net.httpserver.nodelay=true");
        List<String> arguments = ChildJvm.arguments(
                tls(),
                library.toString(),
                folder().path().toString(),
                Integer.toString(port()),
                Boolean.toString(folder().temporary()));
        List<String> command = ChildJvm.command(ClickHouseEngineMain.class, flags, arguments);
        Path log = folder().path().resolve("engine.log");
        return ChildProcess.start("ClickHouse", command, log, ChildJvm.READY::equals, START_LIMIT);
    }

    private Path scratchFolder() {
        try {
            return Files.createDirectories(folder().path().resolve("run"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for the ClickHouse engine", e);
        }
    }
}
