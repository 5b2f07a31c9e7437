package dev.mevsdk.jobs.internal.redis;

import dev.mevsdk.jobs.internal.LeaseStore.WakeSignal;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Blocks on a queue's marker, on a connection of its own. Used by one thread; closed by any. */
final class RedisWake implements WakeSignal {
    private final RedisLink link;
    private final String key;
    private volatile @Nullable StatefulRedisConnection<String, String> connection;

    private volatile @Nullable Future<?> waiting;

    RedisWake(RedisLink link, String key) {
        this.link = link;
        this.key = key;
    }

    @Override
    public void await(Duration max) {
        StatefulRedisConnection<String, String> current = connection;
        if (current == null) {
            current = link.dedicated();
            connection = current;
        }
        double seconds = Math.max(1, max.toMillis()) / 1000.0;
        // A cancelled command is not replayed after a reconnect: it can't swallow a marker nobody waits for.
        Future<?> marker = current.async().blpop(seconds, key);
        waiting = marker;
        link.await(marker, max.plus(link.timeout()));
    }

    @Override
    public void close() {
        StatefulRedisConnection<String, String> current = connection;
        Future<?> marker = waiting;
        if (marker != null) {
            marker.cancel(true);
        }
        if (current != null) {
            current.closeAsync();
        }
    }
}
