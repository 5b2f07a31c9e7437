package dev.mevsdk.transport.hub;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.Principal;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends a connection with its token, unless the client brings a new one in time. Thread-safe. */
final class TokenWatch {
    private final TokenVerifier tokens;
    private final ScheduledExecutorService clock;
    private final ClientChannel channel;
    private Principal principal;
    private @Nullable Future<?> expiry;
    private boolean checking;
    private boolean stopped;

    TokenWatch(TokenVerifier tokens, ScheduledExecutorService clock, ClientChannel channel, Principal principal) {
        this.tokens = tokens;
        this.clock = clock;
        this.channel = channel;
        this.principal = principal;
    }

    synchronized void start() {
        if (stopped) {
            return;
        }
        if (expiry != null) {
            expiry.cancel(false);
        }
        long left = Duration.between(Instant.now(), principal.expiresAt()).toMillis();
        try {
            expiry = clock.schedule(this::expire, Math.max(0, left), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            channel.close(CloseCode.GOING_AWAY, "the server is going away");
        }
    }

    synchronized void stop() {
        stopped = true;
        if (expiry != null) {
            expiry.cancel(false);
        }
    }

    /** False when the one before is still being checked: a client has no reason to hurry so. */
    synchronized boolean refresh(String token) {
        if (checking) {
            return false;
        }
        checking = true;
        try {
            clock.execute(() -> check(token));
        } catch (RejectedExecutionException e) {
            channel.close(CloseCode.GOING_AWAY, "the server is going away");
        }
        return true;
    }

    private void check(String token) {
        try {
            Principal renewed = tokens.verify(token);
            if (!renewed.has(Role.VIEWER) || !isSameSubject(renewed)) {
                reject("the new token is for someone else, or has no role here");
                return;
            }
            accept(renewed);
        } catch (MevException e) {
            reject("the new token was rejected");
        }
    }

    private synchronized boolean isSameSubject(Principal renewed) {
        return renewed.subject().equals(principal.subject());
    }

    private synchronized void accept(Principal renewed) {
        checking = false;
        principal = renewed;
        start();
    }

    private void expire() {
        reject("the token expired: reconnect with a new one");
    }

    private void reject(String reason) {
        stop();
        channel.close(CloseCode.TOKEN_EXPIRED, reason);
    }
}
