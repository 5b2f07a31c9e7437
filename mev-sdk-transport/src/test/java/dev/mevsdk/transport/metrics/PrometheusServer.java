package dev.mevsdk.transport.metrics;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Prometheus that scrapes one address, until it is closed. */
final class PrometheusServer implements AutoCloseable {
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/bin/prometheus"), Path.of("/usr/local/bin/prometheus"));

    private final Process process;
    private final int port;

    private PrometheusServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean isInstalled() {
        return program() != null;
    }

    private static Path program() {
        Stream<Path> onPath = Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder).resolve("prometheus"));
        return Stream.concat(PLACES.stream(), onPath)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    static PrometheusServer start(Path folder, int scrapedPort) throws IOException {
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(config, """
                global: { scrape_interval: 250ms, scrape_timeout: 200ms }
                scrape_configs:
                  - job_name: fleet
                    static_configs: [{ targets: ['127.0.0.1:%d'] }]
                """.formatted(scrapedPort));
        int port = freePort();
        Process process = new ProcessBuilder(
                        String.valueOf(program()),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        return new PrometheusServer(process, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends it the hard way, as an outage does. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
