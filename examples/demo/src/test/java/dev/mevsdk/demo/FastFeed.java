package dev.mevsdk.demo;

import com.google.protobuf.ByteString;
import dev.mevsdk.core.Topics;
import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Far more decisions than any agent makes, at an even rate, until it is closed. */
final class FastFeed implements AutoCloseable {
    private static final int BURST_MILLIS = 10;
    /** What is no JSON is nobody's bid: the market would answer each decision, and the rate would be another. */
    private static final ByteString NO_BID = ByteString.copyFromUtf8("fast");

    private static final List<String> DEXES = List.of("raydium_v4", "orca_whirlpool", "meteora_dlmm");

    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private long sent;

    private FastFeed(String kafka) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka, "linger.ms", 5, "enable.metrics.push", false);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static FastFeed start(String kafka, int eventsPerSecond) {
        FastFeed feed = new FastFeed(kafka);
        int burst = eventsPerSecond * BURST_MILLIS / 1_000;
        feed.clock.scheduleAtFixedRate(() -> feed.send(burst), 0, BURST_MILLIS, TimeUnit.MILLISECONDS);
        return feed;
    }

    private void send(int burst) {
        for (int i = 0; i < burst; i++) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    Topics.ARBITRAGE_DECISIONS, decision(sent++).toByteArray());
            record.headers().add(Topics.CONTENT_TYPE_HEADER, Topics.PROTOBUF.getBytes(StandardCharsets.UTF_8));
            producer.send(record);
        }
    }

    private static Envelope decision(long number) {
        String dex = DEXES.get((int) (number % DEXES.size()));
        return Envelope.newBuilder()
                .setType(Envelope.Type.ARB)
                .setEventId("fast-" + number)
                .setAgentId("fast-1")
                .setModule("arbitrage")
                .setSequence(number)
                .setEmittedAtNs(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()))
                .setArb(ArbOpportunity.newBuilder()
                        .setVersion("1")
                        .setSlot(400_000_000 + number / 1_000)
                        .setTxSignature("fast-" + number)
                        .setClassification("cyclic_arbitrage")
                        .setDex(dex)
                        .setPLandEst(number % 100 / 100.0)
                        .setNetLamports(number % 1_000_000)
                        .addTipLadder(0.5)
                        .setRaw(NO_BID))
                .build();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close();
    }

    /** By hand: address of Kafka, events a second, seconds. */
    public static void main(String[] args) throws InterruptedException {
        try (FastFeed feed = start(args[0], Integer.parseInt(args[1]))) {
            TimeUnit.SECONDS.sleep(Long.parseLong(args[2]));
            System.out.println(feed.sent + " sent");
        }
    }
}
