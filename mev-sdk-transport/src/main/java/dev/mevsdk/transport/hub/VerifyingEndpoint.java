package dev.mevsdk.transport.hub;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.Principal;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenVerifier;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Checks origin, token and parameters before the upgrade, and keeps the clock of live tokens. */
final class VerifyingEndpoint implements RealtimeEndpoint {
    private final Hub hub;
    private final TokenVerifier tokens;
    private final EndpointConfig config;
    /** Checks refreshed tokens and ends expired connections: never an event loop. */
    private final ScheduledThreadPoolExecutor clock;

    VerifyingEndpoint(Hub hub, TokenVerifier tokens, EndpointConfig config) {
        this.hub = hub;
        this.tokens = tokens;
        this.config = config;
        clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "mev-realtime-tokens");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Admission admit(UpgradeRequest request) {
        if (!isOriginAllowed(request)) {
            return new Admission.Refused(403, "Origin not allowed", "Add this page's origin to the allowed origins");
        }
        Optional<String> token = request.token();
        if (token.isEmpty()) {
            return new Admission.Refused(
                    401,
                    "Token missing",
                    "Send the token in Authorization: Bearer, as the subprotocol bearer.TOKEN, or as token=");
        }
        Principal principal;
        try {
            principal = tokens.verify(token.get());
        } catch (MevException e) {
            return e.category() == MevException.Category.BAD_INPUT
                    ? new Admission.Refused(401, "Token rejected", String.valueOf(e.getMessage()))
                    : new Admission.Refused(503, "Token can't be checked now", "Try again later");
        }
        return principal.has(Role.VIEWER)
                ? admit(request, principal)
                : new Admission.Refused(403, "Role too low", "This feed needs the role viewer");
    }

    private Admission admit(UpgradeRequest request, Principal principal) {
        FeedQuery query;
        try {
            query = FeedQuery.parse(request.query());
        } catch (MevException e) {
            return new Admission.Refused(400, "Parameter not allowed", String.valueOf(e.getMessage()));
        }
        Optional<String> refusal = hub.refusal(query);
        return refusal.isPresent()
                ? new Admission.Refused(503, "No room", refusal.get())
                : new Admitted(request.acceptedSubprotocol(), query, principal);
    }

    @Override
    public int maxMessageBytes() {
        return config.maxMessageBytes();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private boolean isOriginAllowed(UpgradeRequest request) {
        if (request.origin().isEmpty()
                || config.allowedOrigins().contains(EndpointConfig.ANY_ORIGIN)
                || config.allowedOrigins().contains(request.origin().get())) {
            return true;
        }
        try {
            String authority = URI.create(request.origin().get()).getAuthority();
            return authority != null
                    && request.host().filter(authority::equalsIgnoreCase).isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private final class Admitted implements Admission.Admitted {
        private final Optional<String> subprotocol;
        private final FeedQuery query;
        private final Principal principal;

        Admitted(Optional<String> subprotocol, FeedQuery query, Principal principal) {
            this.subprotocol = subprotocol;
            this.query = query;
            this.principal = principal;
        }

        @Override
        public Optional<String> subprotocol() {
            return subprotocol;
        }

        @Override
        public FeedConnection open(ClientChannel channel) {
            TokenWatch watch = new TokenWatch(tokens, clock, channel, principal);
            try {
                FeedConnection connection = new LiveConnection(hub.connect(query, channel), channel, watch);
                watch.start();
                return connection;
            } catch (MevException e) {
                channel.close(CloseCode.TRY_AGAIN_LATER, "no room: try again later");
                return new ClosedConnection();
            }
        }
    }

    /** Between the upgrade and the hub the last place was taken. */
    private static final class ClosedConnection implements FeedConnection {
        @Override
        public void onText(String message) {}

        @Override
        public void onBinary() {}

        @Override
        public void onWritable() {}

        @Override
        public void onClosed() {}
    }
}
