package dev.mevsdk.core.config;

import dev.mevsdk.core.MevException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where Kafka is and how to get in: every Kafka client of the SDK starts from {@link #properties()}. What may be secret
 * is never printed.
 *
 * @param bootstrapServers `host:port`, several with commas
 * @param tls empty: without TLS
 * @param clientSettings passed to every client as they are, over the rest: for what has no setting of its own, such as
 *     `sasl.mechanism`
 */
public record KafkaConnection(String bootstrapServers, Optional<TlsConfig> tls, Map<String, String> clientSettings) {
    private static final Pattern SERVER = Pattern.compile("([^\\s,:/\\[\\]]+|\\[[0-9A-Fa-f:]+]):[0-9]{1,5}");

    public KafkaConnection {
        bootstrapServers = bootstrapServers.replaceAll("\\s+", "");
        for (String server : bootstrapServers.split(",", -1)) {
            requireHostAndPort(server);
        }
        clientSettings = Map.copyOf(clientSettings);
    }

    /** Without TLS. */
    public static KafkaConnection of(String bootstrapServers) {
        return new KafkaConnection(bootstrapServers, Optional.empty(), Map.of());
    }

    public KafkaConnection withTls(TlsConfig config) {
        return new KafkaConnection(bootstrapServers, Optional.of(config), clientSettings);
    }

    public KafkaConnection withClientSettings(Map<String, String> settings) {
        return new KafkaConnection(bootstrapServers, tls, settings);
    }

    /**
     * A new map for one client, to put more into. With TLS it holds the text of the PEM files: never log it. Reads the
     * files: blocks.
     *
     * @throws MevException BAD_INPUT that names the file that is missing or does not fit
     */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        tls.ifPresent(config -> properties.putAll(ssl(config)));
        properties.putAll(clientSettings);
        return properties;
    }

    private static Map<String, Object> ssl(TlsConfig config) {
        // Kafka's own message about a bad file is a stack of exceptions: the check here names the file.
        config.context();
        Map<String, Object> ssl = new HashMap<>();
        ssl.put("security.protocol", "SSL");
        config.ca().ifPresent(file -> {
            ssl.put("ssl.truststore.type", "PEM");
            ssl.put("ssl.truststore.certificates", file.text());
        });
        config.certificate().ifPresent(file -> {
            ssl.put("ssl.keystore.type", "PEM");
            ssl.put("ssl.keystore.certificate.chain", file.text());
        });
        config.key().ifPresent(file -> ssl.put("ssl.keystore.key", file.text()));
        return ssl;
    }

    private static void requireHostAndPort(String server) {
        int port =
                SERVER.matcher(server).matches() ? Integer.parseInt(server.substring(server.lastIndexOf(':') + 1)) : 0;
        if (port < 1 || port > 0xFFFF) {
            throw MevException.badInput("KAFKA: must be host:port, several with commas, port 1..65535");
        }
    }

    @Override
    public String toString() {
        return bootstrapServers + (tls.isPresent() ? " (TLS)" : "");
    }
}
