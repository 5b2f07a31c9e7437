package dev.mevsdk.benchmarks;

import dev.mevsdk.core.codec.BatchCodec;
import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.Envelope;

/** What the original did for each event and each client: a batch of one, serialized and compressed. */
final class FanoutOriginal {
    private static final int EVENTS = 20;

    private FanoutOriginal() {}

    /** CPU time for one event to that many clients, without any send. */
    static double microsPerEvent(FanoutFeed feed, int clients) {
        long sum = 0;
        long cpu = CpuTime.ofThisThreadNanos();
        try (BatchCodec codec = BatchCodec.create()) {
            for (int i = 0; i < EVENTS; i++) {
                Envelope event = feed.next();
                for (int client = 0; client < clients; client++) {
                    sum += codec.encodeCompressed(
                                    Batch.newBuilder().addItems(event).build())
                            .length;
                }
            }
        }
        if (sum == 0) {
            throw new IllegalStateException("nothing was encoded");
        }
        return (CpuTime.ofThisThreadNanos() - cpu) / 1e3 / EVENTS;
    }
}
