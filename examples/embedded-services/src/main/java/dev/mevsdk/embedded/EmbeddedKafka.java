package dev.mevsdk.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A real Kafka broker (KRaft, one node) in a JVM of its own. Topics are made on first use, with one partition.
 * {@link #address()} is the bootstrap server.
 */
public final class EmbeddedKafka extends ProcessService {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private final int controllerPort = FreePort.choose();

    private EmbeddedKafka(ServiceFolder folder, int port) {
        super(folder, port);
    }

    /** On a temporary folder and a free port; not started yet. */
    public static EmbeddedKafka create() {
        return new EmbeddedKafka(ServiceFolder.temporary("kafka"), 0);
    }

    /** On a folder that is kept; port 0 means a free one; not started yet. */
    public static EmbeddedKafka on(Path folder, int port) {
        return new EmbeddedKafka(ServiceFolder.permanent(folder), port);
    }

    @Override
    ChildProcess launch() {
        List<String> arguments = List.of(
                folder().path().toString(),
                Integer.toString(port()),
                Integer.toString(controllerPort),
                Boolean.toString(folder().temporary()));
        List<String> command = ChildJvm.command(KafkaBrokerMain.class, List.of("-Xms96m", "-Xmx512m"), arguments);
        Path log = folder().path().resolve("broker.log");
        return ChildProcess.start("Kafka", command, log, ChildJvm.READY::equals, START_LIMIT);
    }
}
