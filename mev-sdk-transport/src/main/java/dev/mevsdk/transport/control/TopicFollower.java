package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread that reads one topic for as long as it lives: over outages, and from the beginning again when the log
 * was replaced.
 */
final class TopicFollower implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TopicFollower.class.getName());
    private static final long RETRY_MILLIS = 250;
    private static final long JOIN_MILLIS = 10_000;

    /** What to do with the topic; called by the follower's thread alone. All but visit may throw RETRYABLE. */
    interface Visitor {
        /** Before the first record, and again when the log was lost: sets the reader to where to begin. */
        void begin(LogReader reader);

        void visit(Incoming record);

        /** After each poll, whether or not it brought records. */
        default void tick(LogReader reader) {}

        /** False while more records than have been dealt with would be too many. */
        default boolean wantsMore() {
            return true;
        }

        default Duration pollTimeout() {
            return Duration.ofMillis(100);
        }

        /** What was read so far belongs to a log that is gone. */
        default void lost() {}
    }

    private final String name;
    private final Supplier<LogReader> readers;
    private final Visitor visitor;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable LogReader reader;
    private boolean begun;
    private boolean away;

    TopicFollower(String name, Supplier<LogReader> readers, Visitor visitor) {
        this.name = name;
        this.readers = readers;
        this.visitor = visitor;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                step();
            }
        } finally {
            closeReader();
        }
    }

    private void step() {
        try {
            follow();
            away = false;
        } catch (LogLostException e) {
            LOG.log(Level.ERROR, "{0}: {1}", name, e.getMessage());
            visitor.lost();
            begun = false;
            pause();
        } catch (MevException e) {
            if (!away) {
                LOG.log(Level.WARNING, "{0}: {1}; trying again", name, e.getMessage());
                away = true;
            }
            pause();
        } catch (RuntimeException | Error e) {
            // Records may have been passed over: only reading them again mends that.
            LOG.log(Level.ERROR, "{0}: unexpected {1}; reading again", name, e.toString());
            visitor.lost();
            begun = false;
            pause();
        }
    }

    private void follow() {
        LogReader open = reader;
        if (open == null) {
            open = readers.get();
            reader = open;
        }
        if (!begun) {
            visitor.begin(open);
            begun = true;
        }
        List<Incoming> records = visitor.wantsMore() ? open.poll(visitor.pollTimeout()) : List.of();
        for (Incoming record : records) {
            visitor.visit(record);
        }
        visitor.tick(open);
    }

    private void pause() {
        try {
            // Ends early when it is closed meanwhile.
            if (closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.log(Level.DEBUG, "{0}: closed", name);
            }
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    private void closeReader() {
        if (reader != null) {
            reader.close();
        }
    }

    /** Returns once the thread has ended; called by that thread itself, it ends soon after. */
    @Override
    public void close() {
        closed.countDown();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
