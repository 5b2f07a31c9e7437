package dev.mevsdk.transport.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {
    @Test
    void taskThatRunsOutOfMemoryDoesNotHoldUpThoseBehindIt() {
        SerialExecutor order = new SerialExecutor(Runnable::run);
        List<String> ran = new ArrayList<>();
        order.execute(() -> {
            order.execute(() -> ran.add("queued behind it"));
            throw new OutOfMemoryError("direct buffers");
        });
        order.execute(() -> ran.add("later"));
        assertThat(ran).containsExactly("queued behind it", "later");
    }
}
