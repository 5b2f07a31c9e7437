package dev.mevsdk.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** A real Redis server with its append-only file on, synced every second. {@link #url()} is its address for clients. */
public final class EmbeddedRedis extends ProcessService {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    /*
     * Redis does not watch its parent, so a shell does: a line in the pipe from the parent stops the server; the end of the
     * pipe does too, and then the folder goes if it is temporary. Where there is setpriv, the kernel stops the server when
     * that shell is killed; elsewhere the next start of a service does. A session of its own keeps the terminal's Ctrl-C
     * from it: the parent decides the order of stopping. Arguments: server, folder, whether the folder is temporary, then
     * the server's own about its port.
     */
    private static final String WATCHDOG = """
            trap '' INT PIPE
            exec 3<&0
            server=$1 folder=$2 temporary=$3
            shift 3
            mortal=$(command -v setpriv) && mortal="$mortal --pdeathsig TERM"
            $(command -v setsid) $mortal "$server" --bind 127.0.0.1 --dir "$folder" --pidfile "$folder/redis.pid" \
                --appendonly yes --appendfsync everysec --save "" "$@" &
            server=$!
            ( read -r _ <&3; asked=$?; trap '' TERM; kill -TERM $server; exit $((asked == 0)) ) &
            watchdog=$!
            wait $server
            kill $watchdog 2>/dev/null
            wait $watchdog && [ "$temporary" = true ] && rm -rf "$folder"
            exit 0
            """;

    private EmbeddedRedis(ServiceFolder folder, int port, Optional<EmbeddedTls> tls) {
        super(folder, port, tls);
    }

    /** On a temporary folder and a free port; not started yet. */
    public static EmbeddedRedis create() {
        return new EmbeddedRedis(ServiceFolder.temporary("redis"), 0, Optional.empty());
    }

    /** As {@link #create()}, over TLS alone: a client must show a certificate of the same authority. */
    public static EmbeddedRedis create(EmbeddedTls tls) {
        return new EmbeddedRedis(ServiceFolder.temporary("redis"), 0, Optional.of(tls));
    }

    /** On a folder that is kept; port 0 means a free one; not started yet. */
    public static EmbeddedRedis on(Path folder, int port) {
        return new EmbeddedRedis(ServiceFolder.permanent(folder), port, Optional.empty());
    }

    public String url() {
        return (tls().isPresent() ? "rediss://" : "redis://") + address() + "/0";
    }

    /** Of the server itself, for tests that stop it with a signal; -1 when it doesn't run. */
    @Override
    public long pid() {
        if (!isRunning()) {
            return -1;
        }
        try {
            return Long.parseLong(
                    Files.readString(folder().path().resolve("redis.pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("no pid file of Redis", e);
        }
    }

    @Override
    ChildProcess launch() {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", WATCHDOG, "redis-watchdog"));
        command.addAll(
                List.of(executable().toString(), folder().path().toString(), Boolean.toString(folder().temporary())));
        command.addAll(listener());
        Path log = folder().path().resolve("redis.log");
        return ChildProcess.start(
                "Redis", command, log, line -> line.contains("eady to accept connections"), START_LIMIT);
    }

    private List<String> listener() {
        String port = Integer.toString(port());
        return tls().map(tls -> List.of(
                        "--port", "0",
                        "--tls-port", port,
                        "--tls-ca-cert-file", tls.ca().toString(),
                        "--tls-cert-file", tls.certificate().toString(),
                        "--tls-key-file", tls.key().toString()))
                .orElse(List.of("--port", port));
    }

    /** The server of the jar, unpacked into the data folder. */
    private Path executable() {
        Path target = folder().path().resolve("redis-server");
        if (Files.isExecutable(target)) {
            return target;
        }
        String resource = ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture());
        try (InputStream in = ExecutableProvider.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no Redis server for this platform in embedded-redis: " + resource);
            }
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the Redis server into " + target, e);
        }
    }
}
