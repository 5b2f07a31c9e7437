package dev.mevsdk.transport.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {
    private final CountingObserver observer = new CountingObserver();

    @Test
    void whatWaitsForAThreadIsTold_untilItsTurnComes() {
        Queue<Runnable> thread = new ArrayDeque<>();
        SerialExecutor order = new SerialExecutor(thread::add, observer);
        int[] leftAtTheFirst = new int[1];
        order.execute(() -> leftAtTheFirst[0] = observer.queued());
        order.execute(() -> {});
        order.execute(() -> {});
        assertThat(observer.queued()).isEqualTo(3);
        assertThat(thread).hasSize(1);

        Objects.requireNonNull(thread.poll()).run();

        assertThat(leftAtTheFirst[0]).isEqualTo(2);
        assertThat(observer.queued()).isZero();
    }

    @Test
    void nothingWaitsOnceTheThreadsAreShutDown() {
        SerialExecutor order = new SerialExecutor(
                task -> {
                    throw new RejectedExecutionException();
                },
                observer);
        order.execute(() -> {});
        order.execute(() -> {});
        assertThat(observer.queued()).isZero();
    }

    @Test
    void taskThatRunsOutOfMemoryDoesNotHoldUpThoseBehindIt() {
        SerialExecutor order = new SerialExecutor(Runnable::run, observer);
        List<String> ran = new ArrayList<>();
        order.execute(() -> {
            order.execute(() -> ran.add("queued behind it"));
            throw new OutOfMemoryError("direct buffers");
        });
        order.execute(() -> ran.add("later"));
        assertThat(ran).containsExactly("queued behind it", "later");
    }
}
