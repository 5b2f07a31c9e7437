package dev.mevsdk.transport.control;

import dev.mevsdk.core.Topics;
import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.transport.control.ControlChannel.Outgoing;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** Acks as protobuf envelopes on {@code control-acks}; never waits for them: heartbeats tell the state as well. */
final class AckSender {
    static final long UNKNOWN_TIME = -1;

    private static final System.Logger LOG = System.getLogger(AckSender.class.getName());

    private final ControlChannel channel;
    private final String agentId;
    private long sequence;

    AckSender(ControlChannel channel, String agentId) {
        this.channel = channel;
        this.agentId = agentId;
    }

    void send(PolicyFold.Step step, ControlAck.Status status, long appendedAtMillis) {
        long nowMillis = System.currentTimeMillis();
        Policy policy = step.history().policy();
        // The policy version an ack is about is that of its command, accepted or not.
        long version =
                step.command() == null ? policy.version() : step.history().position();
        ControlAck ack = ControlAck.newBuilder()
                .setAgentId(agentId)
                .setModule(policy.module())
                .setRequestId(PolicyApplier.requestOf(step))
                .setStatus(status)
                .setReason(step.reason())
                .setPolicyVersion(version)
                .setPolicyHash(policy.hash())
                .setLatencyMicros(
                        appendedAtMillis == UNKNOWN_TIME ? 0 : Math.max(0, nowMillis - appendedAtMillis) * 1000)
                .build();
        Envelope event = Envelope.newBuilder()
                .setType(Envelope.Type.CONTROL_ACK)
                .setAck(ack)
                .setEventId(UUID.randomUUID().toString())
                .setEmittedAtNs(nowMillis * 1_000_000)
                .setAgentId(agentId)
                .setSequence(++sequence)
                .setPolicyVersion(version)
                .setModule(policy.module())
                .build();
        channel.append(new Outgoing(Topics.CONTROL_ACKS, agentId, event.toByteArray(), true))
                .whenComplete((offset, error) -> {
                    if (error != null) {
                        LOG.log(Level.WARNING, "{0}: an ack was not taken: {1}", agentId, error.getMessage());
                    }
                });
    }
}
