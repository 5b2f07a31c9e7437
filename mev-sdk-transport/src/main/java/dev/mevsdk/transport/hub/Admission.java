package dev.mevsdk.transport.hub;

import java.util.Optional;

/** The endpoint's answer to an upgrade. */
public sealed interface Admission {
    /**
     * The upgrade is refused; nothing of the token is in it.
     *
     * @param status of HTTP
     * @param detail names what to mend
     */
    record Refused(int status, String title, String detail) implements Admission {
        public static final String CONTENT_TYPE = "application/problem+json";
        /** For a request that is none of a WebSocket client; goes with the header {@code Upgrade: websocket}. */
        public static final Refused UPGRADE_REQUIRED =
                new Refused(426, "Upgrade required", "Connect with a WebSocket client (version 13)");

        /** The answer's body (RFC 9457). */
        public String problemJson() {
            return ClientMessage.problem(status, title, detail);
        }
    }

    /** The upgrade may go on. */
    non-sealed interface Admitted extends Admission {
        /** For the answer's header `Sec-WebSocket-Protocol`. */
        Optional<String> subprotocol();

        /** Starts the feed on the upgraded connection. Doesn't block. */
        FeedConnection open(ClientChannel channel);
    }
}
