package dev.mevsdk.transport.hub;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A cohort's clients by the lane that serves them: one task per lane and window, not one per client. One thread. */
final class Lanes {
    private final Map<Executor, Lane> lanes = new IdentityHashMap<>();

    void add(Cursor cursor, Runnable start) {
        Lane lane = lanes.computeIfAbsent(cursor.channel().lane(), Lane::new);
        lane.size++;
        execute(lane.executor, () -> {
            lane.cursors.add(cursor);
            start.run();
        });
    }

    void remove(Cursor cursor) {
        Lane lane = lanes.get(cursor.channel().lane());
        if (lane != null && --lane.size == 0) {
            lanes.remove(lane.executor);
        }
    }

    void wake() {
        lanes.values().forEach(Lane::wake);
    }

    /** A lane that is shut down has no thread left to race with: the task runs here, so that clients still end. */
    static void execute(Executor lane, Runnable task) {
        try {
            lane.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    private static final class Lane {
        private final Executor executor;
        private final AtomicBoolean woken = new AtomicBoolean();
        /** Touched on the lane only. */
        private final List<Cursor> cursors = new ArrayList<>();

        private int size;

        Lane(Executor executor) {
            this.executor = executor;
        }

        void wake() {
            if (woken.compareAndSet(false, true)) {
                execute(executor, this::pump);
            }
        }

        private void pump() {
            woken.set(false);
            cursors.removeIf(cursor -> !cursor.pump());
        }
    }
}
