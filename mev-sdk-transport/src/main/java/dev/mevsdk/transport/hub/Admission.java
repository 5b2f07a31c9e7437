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
