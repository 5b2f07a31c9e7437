package dev.mevsdk.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A real Kafka broker (KRaft, one node) in a JVM of its own. Topics are made on first use, with one partition.
 * {@link #address()} is the bootstrap server.
 */
public final class EmbeddedKafka extends ProcessService {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private final int controllerPort = FreePort.choose();
    private final int proxiedPort = FreePort.choose();
    private final int proxyPort;

    private EmbeddedKafka(ServiceFolder folder, int port, int proxyPort, Optional<EmbeddedTls> tls) {
        super(folder, port, tls);
        this.proxyPort = proxyPort;
    }

    /** On a temporary folder and a free port; not started yet. */
    public static EmbeddedKafka create() {
        return new EmbeddedKafka(ServiceFolder.temporary("kafka"), 0, 0, Optional.empty());
    }

    /**
     * On a temporary folder, with a second listener on {@link #proxiedPort()} whose clients are told to come to another
     * port of loopback, where a proxy listens. {@link #address()} stays the direct way.
     */
    public static EmbeddedKafka behindProxy(int proxyPort) {
        return new EmbeddedKafka(ServiceFolder.temporary("kafka"), 0, proxyPort, Optional.empty());
    }

    /** As {@link #create()}, over TLS alone: a client must show a certificate of the same authority. */
    public static EmbeddedKafka create(EmbeddedTls tls) {
        return new EmbeddedKafka(ServiceFolder.temporary("kafka"), 0, 0, Optional.of(tls));
    }

    /** On a folder that is kept; port 0 means a free one; not started yet. */
    public static EmbeddedKafka on(Path folder, int port) {
        return new EmbeddedKafka(ServiceFolder.permanent(folder), port, 0, Optional.empty());
    }

    /** Where the proxy finds the broker. */
    public int proxiedPort() {
        return proxiedPort;
    }

    @Override
    ChildProcess launch() {
        List<String> arguments = ChildJvm.arguments(
                tls(),
                folder().path().toString(),
                Integer.toString(port()),
                Integer.toString(controllerPort),
                Boolean.toString(folder().temporary()),
                Integer.toString(proxiedPort),
                Integer.toString(proxyPort));
        List<String> command = ChildJvm.command(KafkaBrokerMain.class, List.of("-Xms96m", "-Xmx512m"), arguments);
        Path log = folder().path().resolve("broker.log");
        return ChildProcess.start("Kafka", command, log, ChildJvm.READY::equals, START_LIMIT);
    }
}
