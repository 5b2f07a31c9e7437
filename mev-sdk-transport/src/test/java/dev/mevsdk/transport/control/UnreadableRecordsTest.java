package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.transport.control.ControlChannel.Outgoing;
import dev.mevsdk.transport.control.ControlObserver.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class UnreadableRecordsTest {
    private static final byte[] NONSENSE = "[]".getBytes(StandardCharsets.UTF_8);

    private final InMemoryControlChannel channel = new InMemoryControlChannel();
    private final List<Unreadable> unreadable = new CopyOnWriteArrayList<>();
    private final ControlObserver observer = new ControlObserver() {
        @Override
        public void onUnreadable(Unreadable what) {
            unreadable.add(what);
        }
    };

    @Test
    void whatIsNewAndCannotBeReadIsToldOnce_andWhatComesAfterItIsRead() {
        append(Topics.AGENT_HEARTBEATS, NONSENSE);
        append(Topics.CONTROL_ACKS, NONSENSE);
        try (ControlService service =
                ControlService.open(channel, ControlServiceConfig.DEFAULT, acknowledged -> {}, observer)) {
            await().until(service::isReady);
            good(service, "before");
            append(Topics.AGENT_HEARTBEATS, NONSENSE);
            append(Topics.CONTROL_ACKS, NONSENSE);
            append(Topics.CONTROL_ACKS, new byte[] {(byte) 0xFF});
            good(service, "after");
        }
        assertThat(unreadable).containsExactlyInAnyOrder(Unreadable.HEARTBEAT, Unreadable.ACK, Unreadable.ACK);
    }

    /** A heartbeat and an ack of the agent, until both are read. */
    private void good(ControlService service, String agent) {
        append(
                Topics.AGENT_HEARTBEATS,
                Heartbeat.of(agent, "mev", Heartbeat.Standing.UNKNOWN).toJson());
        append(
                Topics.CONTROL_ACKS,
                Envelope.newBuilder()
                        .setAck(ControlAck.newBuilder()
                                .setAgentId(agent)
                                .setModule("mev")
                                .setStatus(ControlAck.Status.APPLIED))
                        .build()
                        .toByteArray());
        await().until(() -> service.status("mev").agents().stream()
                .anyMatch(one -> one.agentId().equals(agent)
                        && one.lastAck() != null
                        && !one.policyHash().isEmpty()
                        && one.haltReasons().isEmpty()
                        && one.clockSkewMillis() != null));
    }

    private void append(String topic, byte[] value) {
        channel.append(new Outgoing(topic, "key", value, false)).join();
    }
}
