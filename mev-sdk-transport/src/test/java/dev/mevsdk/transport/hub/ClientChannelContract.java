package dev.mevsdk.transport.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.transport.hub.ProbeEndpoint.Probe;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every server adapter owes the hub. */
public abstract class ClientChannelContract {
    private static final int SMALL_BUFFER = 4096;
    /** Of 32,000 bytes: 64 MB. */
    private static final int MORE_THAN_BUFFERS_HOLD = 2_000;

    private final ProbeEndpoint endpoint = new ProbeEndpoint();
    private int port;

    /** Starts a server and returns its port. */
    protected abstract int start(RealtimeEndpoint served) throws Exception;

    protected abstract void stop() throws Exception;

    @BeforeEach
    void startServer() throws Exception {
        port = start(endpoint);
    }

    @AfterEach
    void stopServer() throws Exception {
        stop();
    }

    @Test
    void framesArriveAsTheyAreAndInOrder_eachCompletedOnce() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "")) {
            Probe probe = endpoint.next();
            AtomicInteger completed = new AtomicInteger();
            byte[] large = new byte[70_000];
            large[69_999] = 7;

            sendWhenReady(probe, Frame.ofText("ä\n"), completed);
            sendWhenReady(probe, Frame.ofBinary(new byte[] {1, 2, 3}), completed);
            sendWhenReady(probe, Frame.ofBinary(large), completed);

            assertThat(client.read().text()).isEqualTo("ä\n");
            RawWebSocket.Message binary = client.read();
            assertThat(binary.opcode()).isEqualTo(RawWebSocket.BINARY);
            assertThat(binary.payload()).containsExactly(1, 2, 3);
            assertThat(client.read().payload()).isEqualTo(large);
            await().untilAsserted(() -> assertThat(completed).hasValue(3));
        }
    }

    @Test
    void isBusyWhileTheClientDoesNotRead_andSaysWhenItIsReady() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "", SMALL_BUFFER)) {
            Probe probe = endpoint.next();
            AtomicInteger completed = new AtomicInteger();
            Frame frame = Frame.ofBinary(new byte[32_000]);
            int accepted = 0;
            while (sendUntilStuck(probe, frame, completed, accepted)) {
                accepted++;
            }
            int writableBefore = probe.timesWritable();

            for (int i = 0; i < accepted; i++) {
                assertThat(client.read().payload()).hasSize(32_000);
            }

            int all = accepted;
            await().untilAsserted(() -> assertThat(completed).hasValue(all));
            await().until(() -> probe.timesWritable() > writableBefore);
            assertThat(send(probe, Frame.ofText("again"), completed)).isEqualTo(SendResult.ACCEPTED);
            assertThat(client.read().text()).isEqualTo("again");
        }
    }

    @Test
    void closesWithCodeAndReason_andTakesNothingAfter() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "")) {
            Probe probe = endpoint.next();

            probe.channel().close(CloseCode.TOKEN_EXPIRED, "the token expired");
            RawWebSocket.Message close = client.readUntil(RawWebSocket.CLOSE);
            assertThat(close.closeCode()).isEqualTo(CloseCode.TOKEN_EXPIRED);
            client.frame(0x88, close.payload());

            assertThat(client.isEnded()).isTrue();
            await().until(probe::isClosed);
            AtomicInteger completed = new AtomicInteger();
            assertThat(send(probe, Frame.ofText("late"), completed)).isEqualTo(SendResult.CLOSED);
            assertThat(completed).hasValue(0);
        }
    }

    @Test
    void aClientThatVanishesCompletesWhatWasUnderWay() throws Exception {
        Probe probe;
        AtomicInteger completed = new AtomicInteger();
        int accepted = 0;
        try (RawWebSocket client = RawWebSocket.open(port, "", SMALL_BUFFER)) {
            probe = endpoint.next();
            Frame frame = Frame.ofBinary(new byte[32_000]);
            while (sendUntilStuck(probe, frame, completed, accepted)) {
                accepted++;
            }
        }

        int all = accepted;
        await().untilAsserted(() -> assertThat(completed).hasValue(all));
        await().until(probe::isClosed);
    }

    @Test
    void textReachesTheEndpoint_andAMessageOverTheLimitEndsTheConnectionWith1009() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "")) {
            Probe probe = endpoint.next();
            client.text("ü");
            await().untilAsserted(() -> assertThat(probe.texts()).containsExactly("ü"));

            client.text("x".repeat(1001));

            assertThat(client.readUntil(RawWebSocket.CLOSE).closeCode()).isEqualTo(CloseCode.MESSAGE_TOO_BIG);
            assertThat(probe.texts()).hasSize(1);
        }
    }

    private static void sendWhenReady(Probe probe, Frame frame, AtomicInteger completed) {
        await().until(() -> send(probe, frame, completed) == SendResult.ACCEPTED);
    }

    /** False once the channel stays busy with a frame under way; it is open, and says so. */
    private static boolean sendUntilStuck(Probe probe, Frame frame, AtomicInteger completed, int accepted)
            throws Exception {
        assertThat(accepted).as("frames taken for a client that reads none").isLessThan(MORE_THAN_BUFFERS_HOLD);
        if (sendToOpen(probe, frame, completed) == SendResult.ACCEPTED) {
            return true;
        }
        try {
            await().atMost(300, TimeUnit.MILLISECONDS).until(() -> completed.get() >= accepted);
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            return false;
        }
        return sendToOpen(probe, frame, completed) == SendResult.ACCEPTED;
    }

    private static SendResult sendToOpen(Probe probe, Frame frame, AtomicInteger completed) throws Exception {
        SendResult result = send(probe, frame, completed);
        assertThat(result).isIn(SendResult.ACCEPTED, SendResult.BUSY);
        return result;
    }

    private static SendResult send(Probe probe, Frame frame, AtomicInteger completed) throws Exception {
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        Runnable task = () -> {
            result.complete(probe.channel().send(frame, (done, sent) -> completed.incrementAndGet()));
            probe.channel().flush();
        };
        try {
            probe.channel().lane().execute(task);
        } catch (java.util.concurrent.RejectedExecutionException e) {
            throw new IOException("the lane is gone", e);
        }
        return result.get(20, TimeUnit.SECONDS);
    }
}
