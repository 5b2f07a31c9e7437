package dev.mevsdk.cli;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.codec.BatchCodec;
import dev.mevsdk.core.codec.EventJson;
import dev.mevsdk.core.codec.FeedLine;
import dev.mevsdk.proto.Batch;
import java.nio.charset.StandardCharsets;

/** What a connection to the feed hands on, in order. */
sealed interface FeedFrame {
    /**
     * A frame of the feed.
     *
     * @param chained whether it tells which window came before it, so that a hole shows
     */
    record Events(Batch batch, boolean chained) implements FeedFrame {}

    /**
     * The connection ended.
     *
     * @param code of the close frame; {@link #BROKEN} when there was none
     */
    record Ended(int code, String reason) implements FeedFrame {
        static final int BROKEN = 1006;
    }

    /** @throws MevException BAD_INPUT when it is no batch */
    static FeedFrame binary(byte[] frame) {
        Batch batch = BatchCodec.decode(frame);
        return new Events(batch, !batch.hasNotice() && batch.getPrevSeq() != batch.getLastSeq());
    }

    /** @throws MevException BAD_INPUT when a line is none */
    static FeedFrame text(String lines) {
        Batch.Builder batch = Batch.newBuilder();
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> add(batch, line));
        return new Events(batch.build(), false);
    }

    private static void add(Batch.Builder batch, String line) {
        FeedLine read = EventJson.parse(line.getBytes(StandardCharsets.UTF_8));
        batch.setEpoch(read.epoch().isEmpty() ? batch.getEpoch() : read.epoch());
        var event = read.event();
        if (event != null) {
            batch.addItems(event);
        }
        var notice = read.notice();
        if (notice != null) {
            batch.setNotice(notice);
        }
    }
}
