package dev.mevsdk.embedded;

import dev.mevsdk.embedded.internal.clickhouse.EngineLibrary;
import dev.mevsdk.embedded.internal.clickhouse.EngineProcess;
import dev.mevsdk.embedded.internal.clickhouse.Folders;
import dev.mevsdk.embedded.internal.clickhouse.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The ClickHouse engine (26.7, from the chdb library) behind its HTTP protocol, in a child process: the official
 * clients work unmodified. User and password are not checked. It lacks users, sessions, replicated engines and
 * `system.query_log`: it is for development and tests.
 *
 * <p>The library is taken from where the system property `mev.chdb.library` or the variable `MEV_CHDB_LIBRARY` points;
 * else it is fetched once with npm into `~/.cache/mev-sdk` (or below `XDG_CACHE_HOME`).
 */
public final class EmbeddedClickHouse implements EmbeddedService {
    private final Path data;
    private final int port;
    private final boolean temporary;
    private final Thread atExit = new Thread(this::closeAtExit, "clickhouse-stop");
    private @Nullable EngineProcess process;

    private EmbeddedClickHouse(Path data, int port, boolean temporary) {
        this.data = data;
        this.port = port;
        this.temporary = temporary;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** On a temporary folder and a free port; not started yet. */
    public static EmbeddedClickHouse create() {
        try {
            return new EmbeddedClickHouse(Files.createTempDirectory("mev-sdk-clickhouse-"), Ports.free(), true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder for ClickHouse", e);
        }
    }

    /** On a folder that is kept; port 0 means a free one; not started yet. One process may use a folder at a time. */
    public static EmbeddedClickHouse on(Path folder, int port) {
        return new EmbeddedClickHouse(folder.toAbsolutePath(), port == 0 ? Ports.free() : port, false);
    }

    /** The URL clients connect to. */
    @Override
    public String address() {
        return "http://" + host() + ":" + port;
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** The engine's process, for tests that stall it from outside; -1 when it does not run. */
    public synchronized long pid() {
        return process == null ? -1 : process.pid();
    }

    @Override
    public synchronized void start() {
        if (!isRunning()) {
            process = EngineProcess.start(EngineLibrary.locate(), data, port, temporary);
        }
    }

    @Override
    public synchronized void stop() {
        if (process != null) {
            process.stop();
            process = null;
        }
    }

    @Override
    public synchronized void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    @Override
    public void close() {
        closeAtExit();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is going down already.
        }
    }

    private void closeAtExit() {
        if (temporary) {
            // Nobody will read the data again, so there is nothing to write out.
            kill();
            Folders.delete(data);
        } else {
            stop();
        }
    }
}
