package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.proto.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many threads decide while a module is started and killed over and over; emissions and acks share one log. */
class KillStressTest {
    private static final int THREADS = 8;
    private static final int KILLS = 60;
    private static final String EMISSIONS = Topics.CONTROL_ACKS;

    private final InMemoryControlChannel channel = new InMemoryControlChannel();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicLong emitted = new AtomicLong();

    @Test
    void nothingIsEmittedBetweenAnAppliedKillAndTheNextStart() throws Exception {
        try (ControlListener listener =
                ControlListener.start(channel, ListenerConfig.of("agent", "mev"), AgentObserver.NONE)) {
            List<Thread> deciders = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(() -> decide(listener.gate()));
                thread.start();
                deciders.add(thread);
            }
            for (int i = 0; i < KILLS; i++) {
                command("start", i);
                long target = emitted.get() + 50;
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> emitted.get() > target);
                command("kill", i);
                String id = "kill-" + i;
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> applied(id));
            }
            running.set(false);
            for (Thread thread : deciders) {
                thread.join();
            }
        }
        assertThat(emissionsWhileKilled()).isZero();
    }

    /** An emission is a record on the topic of the acks, so that the log itself says which came first. */
    private void decide(PolicyGate gate) {
        byte[] emission =
                Envelope.newBuilder().setType(Envelope.Type.MEV).build().toByteArray();
        while (running.get()) {
            if (!gate.tryAdmit()) {
                Thread.onSpinWait();
                continue;
            }
            try {
                if (gate.mayEmit()) {
                    // Lets a kill come between the check and the emission.
                    Thread.yield();
                    channel.append(new ControlChannel.Outgoing(EMISSIONS, "agent", emission, true));
                    emitted.incrementAndGet();
                }
            } finally {
                gate.release();
            }
        }
    }

    private void command(String action, int i) {
        byte[] record = ("{\"module\":\"mev\",\"action\":\"" + action + "\",\"request_id\":\"" + action + "-" + i
                        + "\"}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        channel.append(ControlChannel.Outgoing.json(Topics.CONTROL_COMMANDS, "mev", record));
    }

    private boolean applied(String requestId) {
        List<ControlChannel.Incoming> log = channel.records(Topics.CONTROL_ACKS);
        return log.subList(Math.max(0, log.size() - 2000), log.size()).stream().anyMatch(record -> {
            ControlAck ack = parse(record).getAck();
            return ack.getStatus() == ControlAck.Status.APPLIED
                    && ack.getRequestId().equals(requestId);
        });
    }

    private int emissionsWhileKilled() {
        boolean killed = false;
        int emissions = 0;
        for (ControlChannel.Incoming record : channel.records(Topics.CONTROL_ACKS)) {
            Envelope event = parse(record);
            if (event.getType() == Envelope.Type.MEV) {
                emissions += killed ? 1 : 0;
            } else if (event.getAck().getRequestId().startsWith("start")) {
                killed = false;
            } else if (event.getAck().getStatus() == ControlAck.Status.APPLIED) {
                killed = true;
            }
        }
        return emissions;
    }

    private static Envelope parse(ControlChannel.Incoming record) {
        try {
            return Envelope.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
