package dev.mevsdk.jobs.clickhouse;

import com.clickhouse.client.api.ConnectionInitiationException;
import com.clickhouse.client.api.ServerException;
import dev.mevsdk.core.MevException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of each failure whose fault it is and what to do. */
final class ServerErrors {
    /** Time, memory, connections, parts, keeper, disk: may pass. */
    private static final Set<Integer> PASSING =
            Set.of(159, 160, 173, 202, 203, 209, 210, 236, 241, 242, 243, 252, 285, 319, 394, 425, 439, 999);
    /** User, password and access. */
    private static final Set<Integer> ACCESS = Set.of(192, 193, 194, 195, 497, 516);

    private static final int MAX_MESSAGE = 500;

    private final String address;
    private final boolean tls;

    ServerErrors(ClickHouseConfig config) {
        this.address = config.host() + ":" + config.port();
        this.tls = config.tls().isPresent();
    }

    MevException translate(Exception error) {
        if (error instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (error instanceof MevException known) {
            return known;
        }
        ServerException refused = find(ServerException.class, error);
        if (refused != null) {
            return ofCode(refused.getCode(), String.valueOf(refused.getMessage()), error);
        }
        // Often a refused certificate shows only as a connection that breaks.
        String hint = tls ? "; should it refuse TLS, check TLS_CA, TLS_CERT and TLS_KEY" : "";
        return MevException.retryable(
                "ClickHouse at " + address + " does not answer, or broke off: " + reason(error) + hint, error);
    }

    MevException ofCode(int code, String message, @Nullable Exception cause) {
        String text = "ClickHouse at " + address + ": " + shortened(message);
        if (PASSING.contains(code)) {
            return MevException.retryable(text, cause);
        }
        if (ACCESS.contains(code)) {
            return MevException.fatal(text + " - check user, password and grants", cause);
        }
        return new MevException(MevException.Category.BAD_INPUT, text, cause);
    }

    /** A pooled connection that the server closed while it was idle: nothing was done, asking again is safe. */
    static boolean isStaleConnection(Exception error) {
        return find(ConnectionInitiationException.class, error) != null
                && reason(error).contains("NoHttpResponse");
    }

    private static String reason(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }

    private static String shortened(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "...";
    }

    private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (type.isInstance(e)) {
                return type.cast(e);
            }
        }
        return null;
    }
}
