package dev.mevsdk.embedded.internal.clickhouse;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;

/**
 * The child process: one engine on one data folder, served on one port of the loopback address. It ends in good order
 * on the line `stop` from its parent, and at once when its parent is gone, whichever way that went.
 */
final class EngineMain {
    static final String READY = "ready";
    static final String STOP = "stop";
    private static final int BACKLOG = 128;

    private EngineMain() {}

    /**
     * Runs until stopped.
     *
     * @param args library file, data folder, port, and `temporary` if the folder is to go with an orphaned process
     */
    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[1]);
        ParentWatch parent = ParentWatch.start(data, args[3].equals("temporary"));
        Files.createDirectories(data);
        try (FileChannel channel =
                        FileChannel.open(data.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel, data)) {
            serve(Path.of(args[0]), data.resolve("engine"), Integer.parseInt(args[2]), parent);
        }
        // The engine's own threads don't end with main.
        Runtime.getRuntime().halt(0);
    }

    private static FileLock lock(FileChannel channel, Path data) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock == null) {
            throw new IOException("another process uses the data folder " + data);
        }
        return lock;
    }

    private static void serve(Path library, Path data, int port, ParentWatch parent) throws Exception {
        ExecutorService threads = EngineThreads.perRequest();
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        try (ChdbEngine engine = new ChdbEngine(library, data)) {
            http.setExecutor(threads);
            http.createContext("/", new ClickHouseHttp(engine));
            http.start();
            System.out.println(READY);
            parent.awaitStop();
            http.stop(1);
            threads.shutdown();
        }
    }
}
