package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TopicFollowerTest {
    private final InMemoryControlChannel memory = new InMemoryControlChannel();

    @Test
    void errorInARecordIsNoEnd_itIsReadAgain() {
        List<Long> read = new CopyOnWriteArrayList<>();
        AtomicBoolean failed = new AtomicBoolean();
        TopicFollower.Visitor visitor = new TopicFollower.Visitor() {
            @Override
            public void begin(LogReader reader) {
                reader.seek(0);
            }

            @Override
            public void visit(ControlChannel.Incoming record) {
                if (failed.compareAndSet(false, true)) {
                    throw new OutOfMemoryError("a record");
                }
                read.add(record.offset());
            }
        };
        memory.append(ControlChannel.Outgoing.json(Topics.CONTROL_COMMANDS, "mev", new byte[] {1}))
                .join();
        try (TopicFollower follower =
                new TopicFollower("test", () -> memory.reader(Topics.CONTROL_COMMANDS), visitor)) {
            follower.start();
            await().until(() -> read.size() == 1);
            assertThat(read).containsExactly(0L);
        }
    }
}
