package dev.mevsdk.transport.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {
    @ParameterizedTest
    @CsvSource({"0, 2", "125, 2", "126, 4", "65535, 4", "65536, 10"})
    void headerHasTheLengthFormThatFits(int payloadBytes, int headerBytes) {
        Frame frame = Frame.ofBinary(new byte[payloadBytes]);

        assertThat(frame.framedBytes()).isEqualTo(payloadBytes + headerBytes);
        assertThat(frame.payload().remaining()).isEqualTo(payloadBytes);
        ByteBuffer header = frame.framed();
        assertThat(header.get() & 0xFF).isEqualTo(0x82);
        long length = header.get();
        length = length == 126 ? header.getShort() & 0xFFFF : length == 127 ? header.getLong() : length;
        assertThat(length).isEqualTo(payloadBytes);
    }

    @Test
    void releasingOnceTooOftenIsAnError() {
        Frame frame = Frame.ofText("x");
        frame.release();

        assertThat(frame.tryRetain()).isFalse();
        assertThatThrownBy(frame::release).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyFrameIsGivenBack_whenClientsReadStallLeaveAndTheHubCloses() {
        CohortHub hub = new CohortHub(SampleFeed.QUICK.withEarlyFlush(10, 1 << 20), HubObserver.NONE);
        List<InMemoryClient> clients = new ArrayList<>();
        IntStream.range(0, 10).forEach(i -> clients.add(InMemoryClient.connect(hub, FeedQuery.PROTO)));
        clients.get(1).stall();
        DeferringChannel deferring = new DeferringChannel();
        hub.connect(FeedQuery.PROTO, deferring);
        SampleFeed.publishArbs(hub, 0, 3_000);
        await().until(() -> clients.get(0).events().size() == 3_000);
        clients.get(2).close();

        hub.close();

        assertThat(hub.framesHeld())
                .as("held by the channel that has not completed")
                .isPositive();
        deferring.completeAll();
        assertThat(hub.framesHeld()).isZero();
    }

    /** Accepts everything and completes nothing until told to. */
    private static final class DeferringChannel implements ClientChannel {
        private final Executor lane = new SerialExecutor(Runnable::run);
        private final ConcurrentLinkedQueue<Runnable> completions = new ConcurrentLinkedQueue<>();

        @Override
        public SendResult send(Frame frame, Completion completion) {
            completions.add(() -> completion.done(frame, true));
            return SendResult.ACCEPTED;
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public Executor lane() {
            return lane;
        }

        void completeAll() {
            for (Runnable next = completions.poll(); next != null; next = completions.poll()) {
                next.run();
            }
        }
    }
}
