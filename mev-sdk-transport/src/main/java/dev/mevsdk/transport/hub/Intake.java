package dev.mevsdk.transport.hub;

import dev.mevsdk.core.MevException;
import dev.mevsdk.proto.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where publishers leave events and the sequencer takes them. A window opens with its first event and is over a fixed
 * time later; what comes in bulk is handed over before. Thread-safe.
 */
final class Intake {
    /** Publishers wait once so many events are not dispatched: the encoders are behind, not a reader. */
    static final int MAX_BACKLOG = 65_536;

    /**
     * @param windowIsOver false when the events were handed over early
     * @param isLast nothing comes after it
     */
    record Slice(List<Envelope> events, boolean windowIsOver, boolean isLast) {}

    private final HubConfig config;
    private final HubObserver observer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition space = lock.newCondition();
    private List<Envelope> events = new ArrayList<>();
    private long bytes;
    private boolean windowIsOpen;
    private long deadlineNanos;
    private boolean closed;

    Intake(HubConfig config, HubObserver observer) {
        this.config = config;
        this.observer = observer;
    }

    void publish(Envelope event) {
        int size = event.getSerializedSize();
        lock.lock();
        try {
            awaitSpace();
            if (closed) {
                throw MevException.fatal("the realtime hub is closed", null);
            }
            events.add(event);
            bytes += size;
            if (!windowIsOpen) {
                windowIsOpen = true;
                deadlineNanos = System.nanoTime() + config.window().toNanos();
                work.signal();
            } else if (isFull()) {
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitSpace() {
        if (events.size() < MAX_BACKLOG || closed) {
            return;
        }
        long since = System.nanoTime();
        while (events.size() >= MAX_BACKLOG && !closed) {
            space.awaitUninterruptibly();
        }
        observer.blocked(Duration.ofNanos(System.nanoTime() - since));
    }

    /** Blocks until there is something to dispatch. After the close: the rest. */
    Slice take() throws InterruptedException {
        lock.lock();
        try {
            while (!windowIsOpen && !closed) {
                work.await();
            }
            long left = deadlineNanos - System.nanoTime();
            while (left > 0 && !isFull() && !closed) {
                left = work.awaitNanos(left);
            }
            boolean over = left <= 0 || closed;
            windowIsOpen = !over;
            return new Slice(drain(), over, closed);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
            space.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private List<Envelope> drain() {
        List<Envelope> taken = events;
        events = new ArrayList<>(Math.min(taken.size(), config.maxEvents()));
        bytes = 0;
        observer.dispatched(taken.size());
        space.signalAll();
        return taken;
    }

    private boolean isFull() {
        return events.size() >= config.maxEvents() || bytes >= config.maxBytes();
    }
}
