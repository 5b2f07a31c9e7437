package dev.mevsdk.jobs.internal.redis;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.JobEvent;
import dev.mevsdk.jobs.JobSubscription;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Follows the event streams of all queues on a thread and a connection of its own. */
final class RedisSubscription implements JobSubscription, Runnable {
    private static final Logger LOG = System.getLogger(RedisSubscription.class.getName());
    private static final Duration BLOCK = Duration.ofMillis(500);

    private final RedisLink link;
    private final List<String> streams;
    private final Consumer<JobEvent> consumer;
    /** Stream to the id of the last event seen. */
    private final Map<String, String> positions = new LinkedHashMap<>();

    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this, "job-events");

    /** Notes where each stream ends now, so that nothing later is missed; if Redis is away, once it is there. */
    RedisSubscription(RedisLink link, List<String> streams, Consumer<JobEvent> consumer) {
        this.link = link;
        this.streams = List.copyOf(streams);
        this.consumer = consumer;
        try {
            findPositions();
        } catch (MevException e) {
            LOG.log(Logger.Level.WARNING, "job events begin later: {0}", e.getMessage());
        }
        thread.setDaemon(true);
        thread.start();
    }

    private void findPositions() {
        for (String stream : streams) {
            if (!positions.containsKey(stream)) {
                List<StreamMessage<String, String>> last =
                        link.call(c -> c.async().xrevrange(stream, Range.unbounded(), Limit.from(1)));
                positions.put(stream, last.isEmpty() ? "0-0" : last.get(0).getId());
            }
        }
    }

    @Override
    public void run() {
        while (stop.getCount() > 0) {
            try (StatefulRedisConnection<String, String> connection = link.dedicated()) {
                findPositions();
                follow(connection);
            } catch (MevException e) {
                LOG.log(Logger.Level.DEBUG, "job events pause: {0}", e.getMessage());
                pause();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private void follow(StatefulRedisConnection<String, String> connection) {
        XReadArgs args = XReadArgs.Builder.block(BLOCK).count(500);
        while (stop.getCount() > 0) {
            StreamOffset<String>[] from = positions.entrySet().stream()
                    .map(e -> StreamOffset.from(e.getKey(), e.getValue()))
                    .toArray(StreamOffset[]::new);
            for (StreamMessage<String, String> message :
                    link.await(connection.async().xread(args, from), BLOCK.plus(link.timeout()))) {
                positions.put(message.getStream(), message.getId());
                hand(Replies.event(message));
            }
        }
    }

    private void hand(JobEvent event) {
        if (stop.getCount() == 0) {
            return;
        }
        try {
            consumer.accept(event);
        } catch (RuntimeException e) {
            LOG.log(Logger.Level.WARNING, "a consumer of job events failed", e);
        }
    }

    private void pause() {
        try {
            boolean ended = stop.await(200, TimeUnit.MILLISECONDS);
            LOG.log(Logger.Level.TRACE, "ended: {0}", ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(BLOCK.plus(link.timeout()).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
