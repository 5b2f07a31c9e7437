package dev.mevsdk.core.auth.jwks;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.KeySource;
import dev.mevsdk.core.auth.TokenRejectedException;
import dev.mevsdk.core.auth.TokenRejectedException.Reason;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's keys from its JWKS address, cached. A token with an unknown key has them fetched anew (rotation), but not
 * more often than the cooldown. While the address is away, the keys known so far stay good. Thread-safe; a call blocks
 * for at most the configured timeout, and only when it has no key to go on with: keys at hand that are too old are
 * fetched anew in the background, and one that the issuer withdrew counts until that is done.
 */
public final class JwksKeys implements KeySource {
    private static final System.Logger LOG = System.getLogger(JwksKeys.class.getName());

    private record Cached(List<Jwk> keys, long fetchedAtNanos) {}

    private final JwksConfig config;
    private final JwksFetch fetch;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Cached cached;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile @Nullable Long lastTryNanos;

    private JwksKeys(JwksConfig config) {
        this.config = config;
        this.fetch = new JwksFetch(config);
    }

    /** Fetches nothing yet: an issuer that is away must not keep a server from starting. */
    public static JwksKeys at(JwksConfig config) {
        return new JwksKeys(config);
    }

    @Override
    public PublicKey find(String algorithm, @Nullable String keyId) {
        Cached known = cached;
        Optional<PublicKey> key = known == null ? Optional.empty() : Jwk.find(known.keys, algorithm, keyId);
        if (known == null || key.isEmpty()) {
            refresh();
            return of(cached, algorithm, keyId);
        }
        if (isOlder(known.fetchedAtNanos, config.refreshAfter()) && isDue()) {
            refreshInBackground();
        }
        return key.get();
    }

    /** However old they are: whoever decides by it asks {@link #find} as well. */
    @Override
    public PublicKey findNow(String algorithm, @Nullable String keyId) {
        return of(cached, algorithm, keyId);
    }

    private static PublicKey of(@Nullable Cached known, String algorithm, @Nullable String keyId) {
        if (known == null) {
            throw new TokenRejectedException(Reason.KEYS_UNAVAILABLE);
        }
        return Jwk.find(known.keys, algorithm, keyId).orElseThrow(() -> new TokenRejectedException(Reason.UNKNOWN_KEY));
    }

    /** Whoever has a key must not wait for an issuer that hangs: an admin's kill may hang on it. */
    private void refreshInBackground() {
        if (!refreshing.compareAndSet(false, true)) {
            return;
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        refresh();
                    } finally {
                        refreshing.set(false);
                    }
                },
                "mev-jwks");
        thread.setDaemon(true);
        thread.start();
    }

    /** One thread fetches; others wait for it. */
    private void refresh() {
        try {
            if (!fetching.tryLock(config.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            if (isDue()) {
                fetchNow();
            }
        } finally {
            fetching.unlock();
        }
    }

    private boolean isDue() {
        Long last = lastTryNanos;
        return last == null || isOlder(last, config.cooldown());
    }

    private void fetchNow() {
        try {
            List<Jwk> keys = Jwk.parseSet(fetch.get());
            cached = new Cached(keys, System.nanoTime());
        } catch (MevException e) {
            LOG.log(System.Logger.Level.WARNING, "jwks fetch failed host={0} reason={1}", host(), e.getMessage());
        } finally {
            lastTryNanos = System.nanoTime();
        }
    }

    private String host() {
        return config.address().getHost();
    }

    private static boolean isOlder(long sinceNanos, Duration age) {
        return System.nanoTime() - sinceNanos >= age.toNanos();
    }
}
