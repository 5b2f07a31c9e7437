package dev.mevsdk.embedded.internal.clickhouse;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** One engine on one data folder, served on one port of the loopback address. One process may use a folder at a time. */
public final class EngineServer implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final int STOP_SECONDS = 1;

    private final FileChannel lock;
    private final ChdbEngine engine;
    private final HttpServer http;
    private final ExecutorService threads = EngineThreads.perRequest();

    /**
     * Starts it; returns when it answers.
     *
     * @param tls null for plain HTTP; with it, clients must show a certificate
     */
    public EngineServer(Path library, Path folder, int port, @Nullable SSLContext tls) throws IOException {
        Files.createDirectories(folder);
        lock = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            throw new IOException("another process uses the data folder " + folder);
        }
        engine = open(library, folder.resolve("engine"));
        http = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), tls);
        http.setExecutor(threads);
        http.createContext("/", new ClickHouseHttp(engine));
        http.start();
    }

    private static HttpServer listen(InetSocketAddress address, @Nullable SSLContext tls) throws IOException {
        if (tls == null) {
            return HttpServer.create(address, BACKLOG);
        }
        HttpsServer https = HttpsServer.create(address, BACKLOG);
        https.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters connection) {
                SSLParameters parameters = tls.getDefaultSSLParameters();
                parameters.setNeedClientAuth(true);
                connection.setSSLParameters(parameters);
            }
        });
        return https;
    }

    private static ChdbEngine open(Path library, Path data) throws IOException {
        try {
            return new ChdbEngine(library, data);
        } catch (EngineException e) {
            throw new IOException("the engine does not open " + data + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        http.stop(STOP_SECONDS);
        threads.shutdown();
        engine.close();
        lock.close();
    }
}
