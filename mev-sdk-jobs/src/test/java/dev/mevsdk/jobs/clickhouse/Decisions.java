package dev.mevsdk.jobs.clickhouse;

import com.google.protobuf.ByteString;
import dev.mevsdk.core.event.SourcedEvent;
import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MevOpportunity;
import java.util.List;
import java.util.stream.LongStream;

/** Events of a log: the record at an offset is always the same. */
final class Decisions {
    static final String SANDWICHES = "sandwich-decisions";
    private static final long START_NANOS = 1_724_241_600_000_000_000L;

    private Decisions() {}

    static SourcedEvent at(int partition, long offset) {
        long nanos = START_NANOS + offset * 7_000_000L;
        Envelope.Builder event = Envelope.newBuilder().setEmittedAtNs(nanos).setEventId(partition + ":" + offset);
        switch ((int) (offset % 3)) {
            case 0 ->
                event.setType(Envelope.Type.MEV)
                        .setMev(MevOpportunity.newBuilder().setSlot(offset).setAttacker("a" + offset));
            case 1 ->
                event.setType(Envelope.Type.ARB)
                        .setArb(ArbOpportunity.newBuilder().setSlot(offset).setNetSol(0.25));
            default ->
                event.setType(Envelope.Type.OUTCOME)
                        .setOutcome(BundleOutcome.newBuilder().setBundleId("b" + offset));
        }
        return new SourcedEvent(SANDWICHES, partition, offset, nanos / 1_000_000, event.build());
    }

    static List<SourcedEvent> range(int partition, long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(offset -> at(partition, offset))
                .toList();
    }

    static SourcedEvent mevWithRaw(long offset, String raw) {
        MevOpportunity mev = MevOpportunity.newBuilder()
                .setSlot(-1L)
                .setNetSol(1.5)
                .addTipLadder(0.5)
                .setRaw(ByteString.copyFromUtf8(raw))
                .build();
        return new SourcedEvent(
                SANDWICHES,
                0,
                offset,
                1_724_241_600_000L,
                Envelope.newBuilder().setMev(mev).build());
    }
}
