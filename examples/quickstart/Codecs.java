import dev.mevsdk.core.codec.BatchCodec;
import dev.mevsdk.core.codec.EventJson;
import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.Envelope;
import java.nio.charset.StandardCharsets;

/** mev-sdk-core: one event in both forms of the feed. */
class Codecs {
    public static void main(String[] args) {
        Envelope event = Envelope.newBuilder()
                .setType(Envelope.Type.ARB)
                .setArb(ArbOpportunity.newBuilder().setSlot(250_000_000).setNetSol(0.042))
                .build();
        try (BatchCodec codec = BatchCodec.create()) {
            byte[] frame = codec.encodeCompressed(Batch.newBuilder().addItems(event).build());
            Envelope same = BatchCodec.decode(frame).getItems(0);
            System.out.println(frame.length + " bytes, slot " + same.getArb().getSlot());
        }
        System.out.print(new String(EventJson.line(event, "epoch-1"), StandardCharsets.UTF_8));
    }
}
