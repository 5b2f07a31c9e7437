package dev.mevsdk.core.auth.jwks;

import dev.mevsdk.core.MevException;
import java.net.URI;
import java.time.Duration;

/**
 * Where an issuer's keys are, and how they are fetched.
 *
 * @param address of the JWK set: https, or http on a loopback address
 * @param refreshAfter keys older than this are fetched anew, in the background, when next used
 * @param cooldown the least time between two fetches, whatever tokens ask for
 * @param timeout of one fetch as a whole, from connecting to the last byte
 * @param maxBytes of the answer
 */
public record JwksConfig(URI address, Duration refreshAfter, Duration cooldown, Duration timeout, int maxBytes) {
    /** 10 min. */
    public static final Duration DEFAULT_REFRESH_AFTER = Duration.ofMinutes(10);
    /** 10 s. */
    public static final Duration DEFAULT_COOLDOWN = Duration.ofSeconds(10);
    /** 3 s. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(3);
    /** 256 KiB. */
    public static final int DEFAULT_MAX_BYTES = 256 << 10;

    public JwksConfig {
        if (!isAllowed(address)) {
            throw MevException.badInput(
                    "JWKS address: must be https://..., or http:// on localhost, 127.0.0.1 or [::1]");
        }
        if (refreshAfter.isNegative() || cooldown.isNegative() || timeout.isNegative() || timeout.isZero()) {
            throw MevException.badInput("refreshAfter, cooldown: must be 0 s or more; timeout: more than 0 s");
        }
        if (maxBytes < 1) {
            throw MevException.badInput("maxBytes: must be at least 1");
        }
    }

    public static JwksConfig of(URI address) {
        return new JwksConfig(address, DEFAULT_REFRESH_AFTER, DEFAULT_COOLDOWN, DEFAULT_TIMEOUT, DEFAULT_MAX_BYTES);
    }

    /** By the literal name alone: a lookup could answer differently at the time of the fetch. */
    private static boolean isAllowed(URI address) {
        String scheme = address.getScheme();
        String host = address.getHost();
        if (scheme == null || host == null || address.getRawUserInfo() != null) {
            return false;
        }
        return scheme.equalsIgnoreCase("https")
                || (scheme.equalsIgnoreCase("http")
                        && (host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]")));
    }
}
