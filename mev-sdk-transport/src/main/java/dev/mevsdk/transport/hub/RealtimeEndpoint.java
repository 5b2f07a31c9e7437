package dev.mevsdk.transport.hub;

import dev.mevsdk.core.auth.TokenVerifier;

/**
 * The WebSocket endpoint {@code /api/realtime/ws} without a type of any server: decides on upgrades, and holds the
 * rules for live connections (token expiry and refresh, what a client may say). Thread-safe.
 *
 * <p>Close codes are in {@link CloseCode}.
 */
public interface RealtimeEndpoint extends AutoCloseable {
    String PATH = "/api/realtime/ws";

    static RealtimeEndpoint create(Hub hub, TokenVerifier tokens, EndpointConfig config) {
        return new VerifyingEndpoint(hub, tokens, config);
    }

    /** Decides before the upgrade: origin, token, role, parameters, room. May block while the token's key is fetched. */
    Admission admit(UpgradeRequest request);

    /** Adapters end a connection that sends a larger message with {@link CloseCode#MESSAGE_TOO_BIG}. */
    int maxMessageBytes();

    /** Frees its threads. Connections are the hub's to close, and the hub is the caller's. */
    @Override
    void close();
}
