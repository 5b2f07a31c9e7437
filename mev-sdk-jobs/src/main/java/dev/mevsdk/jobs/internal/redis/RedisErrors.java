package dev.mevsdk.jobs.internal.redis;

import dev.mevsdk.core.MevException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What an error of the client means for the caller. */
final class RedisErrors {
    /** Errors of a server that is there but can't serve now. */
    private static final List<String> PASSING = List.of(
            "LOADING", "OOM", "READONLY", "BUSY", "MISCONF", "CLUSTERDOWN", "TRYAGAIN", "MASTERDOWN", "NOREPLICAS");

    private static final List<String> CREDENTIALS = List.of("NOAUTH", "WRONGPASS", "NOPERM", "ERR invalid password");

    private RedisErrors() {}

    static MevException translate(String name, boolean tls, Throwable error) {
        if (error instanceof MevException mev) {
            return mev;
        }
        Throwable server = find(RedisCommandExecutionException.class, error);
        String answer = server == null || server.getMessage() == null ? "" : server.getMessage();
        if (CREDENTIALS.stream().anyMatch(answer::startsWith)) {
            return MevException.fatal(name + " refuses the credentials: put user and password into REDIS", error);
        }
        if (PASSING.stream().anyMatch(answer::startsWith)) {
            return MevException.retryable(name + " can't serve now: " + firstWord(answer), error);
        }
        if (server != null) {
            return MevException.fatal(name + " refuses a command: " + answer, error);
        }
        if (find(TimeoutException.class, error) != null) {
            return MevException.retryable(name + " does not answer in time", error);
        }
        if (error instanceof RedisException || error instanceof IllegalStateException || error instanceof IOException) {
            // Often a refused certificate shows only as a connection that breaks.
            String hint = tls ? "; should it refuse TLS, check TLS_CA, TLS_CERT and TLS_KEY" : "";
            return MevException.retryable(
                    name + " is away: start it, or set REDIS to the address of one that runs" + hint, error);
        }
        return MevException.fatal("unexpected error of " + name, error);
    }

    private static @Nullable Throwable find(Class<? extends Throwable> type, Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return cause;
            }
        }
        return null;
    }

    private static String firstWord(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }
}
