package dev.mevsdk.benchmarks;

import dev.mevsdk.core.Topics;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.transport.control.AgentObserver;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlListener;
import dev.mevsdk.transport.control.KafkaControlConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import dev.mevsdk.transport.control.PolicyGate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** An agent that decides all the time; each emission is in flight until the broker has it. */
final class EmittingAgent implements AutoCloseable {
    private static final int MAX_IN_FLIGHT = 32;
    private static final long BETWEEN_DECISIONS_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final ControlChannel channel;
    private final ControlListener listener;
    private final KafkaProducer<byte[], byte[]> producer;
    private final byte[] emission;
    private final Semaphore places = new Semaphore(MAX_IN_FLIGHT);
    private final AtomicLong emitted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Thread thread = new Thread(this::run, "emitting-agent");
    private volatile boolean closed;

    EmittingAgent(String kafka, String id, String module) {
        this.channel = ControlChannel.kafka(KafkaControlConfig.of(kafka, id));
        this.listener = ControlListener.start(channel, ListenerConfig.of(id, module), AgentObserver.NONE);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "linger.ms", 0, "client.id", id + "-decisions"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.emission = Envelope.newBuilder()
                .setType(Envelope.Type.MEV)
                .setAgentId(id)
                .build()
                .toByteArray();
        thread.start();
    }

    long emitted() {
        return emitted.get();
    }

    /** Decisions that the gate did not admit. */
    long refused() {
        return refused.get();
    }

    private void run() {
        PolicyGate gate = listener.gate();
        while (!closed) {
            LockSupport.parkNanos(BETWEEN_DECISIONS_NANOS);
            // Before the admission: a kill must not wait for a place.
            if (places.tryAcquire()) {
                decide(gate);
            }
        }
    }

    private void decide(PolicyGate gate) {
        if (!gate.tryAdmit()) {
            refused.incrementAndGet();
            places.release();
        } else if (!gate.mayEmit()) {
            done(gate);
        } else {
            producer.send(new ProducerRecord<>(Topics.CONTROL_ACKS, emission), (metadata, error) -> {
                emitted.incrementAndGet();
                done(gate);
            });
        }
    }

    private void done(PolicyGate gate) {
        gate.release();
        places.release();
    }

    @Override
    public void close() {
        closed = true;
        listener.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(3));
        channel.close();
    }
}
