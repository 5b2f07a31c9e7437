package dev.mevsdk.transport.hub;

import dev.mevsdk.core.MevException;
import java.util.Set;

/**
 * What the endpoint lets in. Immutable.
 *
 * @param allowedOrigins full origins such as {@code https://ops.example.com}, besides the server's own; {@code *} allows
 *     every page on the web to use a token it has
 * @param maxMessageBytes of one message from a client; a larger one ends the connection with 1009
 */
public record EndpointConfig(Set<String> allowedOrigins, int maxMessageBytes) {
    public static final String ANY_ORIGIN = "*";
    /** 16 KiB: room for the longest token. */
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 16 << 10;

    public static final EndpointConfig DEFAULT = new EndpointConfig(Set.of(), DEFAULT_MAX_MESSAGE_BYTES);

    public EndpointConfig {
        allowedOrigins = Set.copyOf(allowedOrigins);
        if (maxMessageBytes < 1) {
            throw MevException.badInput("maxMessageBytes: allowed is 1 or more, got " + maxMessageBytes);
        }
    }
}
