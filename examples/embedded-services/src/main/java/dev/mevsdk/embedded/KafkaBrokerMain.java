package dev.mevsdk.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The broker's process: folder, port, controller port, whether the folder is temporary, port of the listener behind a
 * proxy, port of that proxy (0 for none), files of TLS.
 */
final class KafkaBrokerMain {
    private static final String CLUSTER_ID = "bWV2LXNkay1kZXYta2Fma2";
    private static final int NODE_ID = 1;

    private KafkaBrokerMain() {}

    public static void main(String[] args) throws Exception {
        ServiceFolder folder = new ServiceFolder(Path.of(args[0]), Boolean.parseBoolean(args[3]));
        Path data = folder.path().resolve("data");
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(data);
        }
        Properties properties = properties(data, args[1], args[2], ChildJvm.tls(args, 6));
        if (!args[5].equals("0")) {
            listenBehindProxy(properties, args[4], args[5]);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        server.startup();
        if (ChildJvm.serveUntilParentEnds() || !folder.temporary()) {
            server.shutdown();
        } else {
            folder.removeIfTemporary();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void format(Path data) throws Exception {
        Files.createDirectories(data);
        new Formatter()
                .setPrintStream(new PrintStream(System.err, true))
                .setClusterId(CLUSTER_ID)
                .setNodeId(NODE_ID)
                .setDirectories(List.of(data.toString()))
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true)
                .setHasDynamicQuorum(false)
                .run();
    }

    private static Properties properties(Path data, String port, String controllerPort, Optional<EmbeddedTls> tls)
            throws IOException {
        Properties p = new Properties();
        String protocol = tls.isPresent() ? "SSL" : "PLAINTEXT";
        if (tls.isPresent()) {
            addTls(p, tls.get());
        }
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", Integer.toString(NODE_ID));
        p.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        p.setProperty("listeners", protocol + "://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.setProperty("advertised.listeners", protocol + "://127.0.0.1:" + port);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,SSL:SSL,CONTROLLER:PLAINTEXT");
        p.setProperty("inter.broker.listener.name", protocol);
        p.setProperty("log.dirs", data.toString());
        p.setProperty("auto.create.topics.enable", "true");
        p.setProperty("num.partitions", "1");
        // Recorded data carries old times: a limit by age would delete it before it is read.
        p.setProperty("log.retention.ms", "-1");
        p.setProperty("offsets.topic.num.partitions", "1");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("transaction.state.log.num.partitions", "1");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        // Without these two a broker that was killed is let in again only after nine seconds.
        p.setProperty("broker.session.timeout.ms", "2000");
        p.setProperty("broker.heartbeat.interval.ms", "400");
        p.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
        return p;
    }

    private static void listenBehindProxy(Properties p, String port, String proxyPort) {
        append(p, "listeners", "PROXIED://127.0.0.1:" + port);
        append(p, "advertised.listeners", "PROXIED://127.0.0.1:" + proxyPort);
        append(p, "listener.security.protocol.map", "PROXIED:PLAINTEXT");
    }

    private static void append(Properties p, String name, String value) {
        p.setProperty(name, p.getProperty(name) + "," + value);
    }

    private static void addTls(Properties p, EmbeddedTls tls) throws IOException {
        p.setProperty("ssl.client.auth", "required");
        p.setProperty("ssl.truststore.type", "PEM");
        p.setProperty("ssl.truststore.certificates", Files.readString(tls.ca()));
        p.setProperty("ssl.keystore.type", "PEM");
        p.setProperty("ssl.keystore.certificate.chain", Files.readString(tls.certificate()));
        p.setProperty("ssl.keystore.key", Files.readString(tls.key()));
    }
}
