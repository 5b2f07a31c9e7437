package dev.mevsdk.architecture;

import dev.mevsdk.core.codec.BatchCodec;
import dev.mevsdk.core.codec.EventJson;
import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MetricsUpdate;
import java.util.Arrays;
import java.util.Objects;

/** Reads and writes both forms of the feed and does nothing else, for a class path of its own. */
public final class CodecsOnlyMain {
    static final String DONE = "both forms came back";

    private CodecsOnlyMain() {}

    public static void main(String[] args) {
        Envelope event = Envelope.newBuilder()
                .setType(Envelope.Type.METRICS)
                .setEventId("light")
                .setMetrics(MetricsUpdate.newBuilder().setPnl1H(1.5))
                .build();
        Batch batch = Batch.newBuilder().addItems(event).setEpoch("e").build();
        try (BatchCodec codec = BatchCodec.create()) {
            byte[] line = EventJson.line(event, "e");
            boolean same = BatchCodec.decode(BatchCodec.encode(batch)).equals(batch)
                    && BatchCodec.decode(codec.encodeCompressed(batch)).equals(batch)
                    && Arrays.equals(
                            line,
                            EventJson.line(
                                    Objects.requireNonNull(EventJson.parse(line).event()), "e"));
            System.out.println(same ? DONE : "something was lost");
        }
    }
}
