package dev.mevsdk.cli;

import dev.mevsdk.proto.Notice;
import java.io.IOException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Opens connections to the feed, and decides whether one that ended is opened again. One thread. */
final class Reconnects {
    /** As long as the server keeps events for those who come back. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int TOKEN_EXPIRED = 4401;
    private static final int POLICY_VIOLATION = 1008;

    private final Session session;
    private final WatchOptions options;
    private Optional<String> usedToken = Optional.empty();
    private long retryAfterMillis;

    Reconnects(Session session, WatchOptions options) {
        this.session = session;
        this.options = options;
    }

    /** What the server said about coming back. */
    void told(Notice notice) {
        if (notice.getKind() == Notice.Kind.GOING_AWAY) {
            retryAfterMillis = Integer.toUnsignedLong(notice.getRetryAfterMs());
        }
    }

    /** @throws Failure UNREACHABLE, NOT_ALLOWED or USAGE when it can't be opened */
    FeedConnection first(Position since) {
        return open(since);
    }

    /**
     * After a connection ended. Blocks, for up to two minutes while the server is away.
     *
     * @throws Failure when there is no use in coming back, or the server stays away
     */
    FeedConnection again(FeedFrame.Ended ended, Position since) {
        requireUse(ended);
        session.console()
                .say("connection ended (" + ended.code() + " " + Printable.of(ended.reason()) + "), reconnecting");
        pause(Duration.ofMillis(Math.min(retryAfterMillis, LONGEST_PAUSE.toMillis())));
        retryAfterMillis = 0;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return open(since);
            } catch (Failure failure) {
                if (failure.exit() != ExitCode.UNREACHABLE || System.nanoTime() > deadline) {
                    throw failure;
                }
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private void requireUse(FeedFrame.Ended ended) {
        boolean expired = ended.code() == TOKEN_EXPIRED;
        if (expired && session.api().token().equals(usedToken)) {
            throw new Failure(
                    ExitCode.NOT_ALLOWED,
                    "the token expired: get a new one (with --token-file a new one is taken from there)");
        }
        if (ended.code() == POLICY_VIOLATION) {
            throw Failure.failed("the server ended the connection: " + ended.reason());
        }
        if (!options.reconnect() && !expired) {
            throw new Failure(
                    ExitCode.UNREACHABLE, "the connection ended (" + ended.code() + " " + ended.reason() + ")");
        }
    }

    private FeedConnection open(Position since) {
        String query = options.query() + (since.isNone() ? "" : "&since=" + Api.part(since.toString()));
        FeedConnection connection = new FeedConnection();
        usedToken = session.api().token();
        WebSocket.Builder builder = session.api().http().newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
        usedToken.ifPresent(token -> builder.header("Authorization", "Bearer " + token));
        try {
            builder.buildAsync(session.api().feed(query), connection).join();
            return connection;
        } catch (CompletionException e) {
            throw refused(e.getCause());
        } catch (IllegalArgumentException e) {
            throw Failure.usage("the token holds characters that no token has");
        }
    }

    private Failure refused(@Nullable Throwable cause) {
        if (cause instanceof WebSocketHandshakeException handshake && handshake.getResponse() != null) {
            int status = handshake.getResponse().statusCode();
            return status == 503
                    ? new Failure(ExitCode.UNREACHABLE, "the server has no room for another reader now")
                    : Problems.failure(status, reason(status));
        }
        return session.api().unreachable(cause instanceof IOException io ? io : new IOException(cause));
    }

    /** The handshake's answer comes without its body. */
    private static byte[] reason(int status) {
        String text =
                switch (status) {
                    case 401 -> "the token is missing, expired or refused";
                    case 403 -> "the feed needs the role viewer";
                    case 400 -> "the server does not know a filter or the position";
                    default -> "the server refused the feed with " + status;
                };
        return Json.object().put("detail", text).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.INTERRUPTED, "interrupted");
        }
    }
}
