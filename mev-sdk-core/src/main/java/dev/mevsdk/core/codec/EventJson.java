package dev.mevsdk.core.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.mevsdk.core.MevException;
import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.Envelope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The NDJSON feed: one line per event, UTF-8, ended by a newline. Static and thread-safe; needs jackson-core only.
 *
 * <pre>{"type":"arb_opportunity","epoch":"e1","seq":7,"event_id":"...","emitted_at_ns":"1732...","agent_id":"...",
 * "sequence":3,"model_version":"...","policy_version":9,"module":"...","data":{...}}</pre>
 *
 * <ul>
 *   <li>`type` is {@link EventKind#jsonName()} or `notice`; what the envelope says of itself stands beside it, and is
 *       left out where it is empty or 0. `seq` is the position in the hub's feed ({@link Envelope#getHubSeq()}).
 *   <li>`data` has the protobuf field names. Fields of the original are always there; extensions only when they say
 *       something. Enums are names. `raw` is left out: it would double every line.
 *   <li>64-bit integers are JSON numbers (unsigned ones up to 2^64 - 1), except ns timestamps, which are strings.
 *   <li>A number that is not finite is `null`, and `null` is read as NaN.
 * </ul>
 */
public final class EventJson {
    static final String NOTICE = "notice";

    /** A line of the feed is some hundred bytes; beyond this one is refused. */
    public static final int MAX_LINE_BYTES = 1 << 20;

    private static final int BYTES_PER_EVENT_GUESS = 400;

    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(64)
                    .build())
            .build()
            .setRootValueSeparator("");

    private EventJson() {}

    /** One line; empty bytes when the envelope carries no payload this version knows. */
    public static byte[] line(Envelope event, String epoch) {
        return lines(Batch.newBuilder().setEpoch(epoch).addItems(event).build());
    }

    /** A line for each item, then one for the notice if there is one. */
    public static byte[] lines(Batch batch) {
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(BYTES_PER_EVENT_GUESS * Math.max(1, batch.getItemsCount()));
        try (JsonGenerator json = JSON.createGenerator(out)) {
            for (Envelope event : batch.getItemsList()) {
                LineWriter.writeEvent(json, event, batch.getEpoch());
            }
            if (batch.hasNotice()) {
                LineWriter.writeNotice(json, batch.getNotice(), batch.getEpoch());
            }
        } catch (IOException e) {
            throw MevException.fatal("feed line: writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /**
     * Reads one line. Unknown fields and types are passed over; numbers are taken from strings too.
     *
     * @throws MevException BAD_INPUT: the message names the field
     */
    public static FeedLine parse(byte[] line) {
        if (line.length > MAX_LINE_BYTES) {
            throw MevException.badInput("feed line: " + line.length + " bytes, allowed are " + MAX_LINE_BYTES);
        }
        return LineReader.read(line);
    }
}
