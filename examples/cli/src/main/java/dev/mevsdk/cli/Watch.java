package dev.mevsdk.cli;

import dev.mevsdk.core.codec.EventJson;
import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.Notice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads the feed, over as many connections as it takes, and writes it out. One thread. */
final class Watch {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Session session;
    private final Console console;
    private final WatchOptions options;
    private final CursorFile cursor;
    private final StreamCheck check;
    private final Reconnects reconnects;
    private final long deadline;
    private long written;
    private boolean gaps;
    private boolean welcomed;

    /** @param start to go on behind; NONE for what comes from now on */
    Watch(Session session, WatchOptions options, CursorFile cursor, Position start) {
        this.session = session;
        this.console = session.console();
        this.options = options;
        this.cursor = cursor;
        this.check = new StreamCheck(start);
        this.reconnects = new Reconnects(session, options);
        this.deadline = System.nanoTime() + options.limit().toNanos();
    }

    /** OK, or GAP when any event was missed. */
    ExitCode run() {
        try (Interruption ignored = Interruption.then(this::sayGoodbye)) {
            FeedConnection connection = reconnects.first(check.position());
            while (true) {
                FeedFrame.@Nullable Ended ended = read(connection);
                connection.close();
                if (ended == null) {
                    break;
                }
                connection = reconnects.again(ended, check.position());
                check.reconnected();
            }
        } finally {
            cursor.store();
        }
        return gaps ? ExitCode.GAP : ExitCode.OK;
    }

    private void sayGoodbye() {
        cursor.store();
        Position position = check.position();
        if (!position.isNone()) {
            console.say("Go on from here: mev watch --since " + position + ", and the options of this run");
        }
    }

    /** Until the connection ends; null when this command has had what it wanted. */
    private FeedFrame.@Nullable Ended read(FeedConnection connection) {
        while (!isOver()) {
            FeedFrame frame = connection.next(Math.max(1, Math.min(POLL_NANOS, deadline - System.nanoTime())));
            if (frame instanceof FeedFrame.Ended ended) {
                return ended;
            }
            if (frame instanceof FeedFrame.Events events) {
                show(events);
            }
        }
        return null;
    }

    private boolean isOver() {
        return written >= options.count() || System.nanoTime() - deadline >= 0 || (gaps && options.failOnGap());
    }

    private void show(FeedFrame.Events frame) {
        Position before = check.position();
        StreamCheck.News news = check.read(frame);
        Batch batch = frame.batch();
        if (batch.hasNotice()) {
            tell(batch.getNotice(), batch.getEpoch());
        }
        if (!news.gap().isEmpty()) {
            gaps = true;
            console.warn("gap: " + Printable.of(news.gap()));
        }
        if (options.snapshot() && !news.snapshot().isEmpty() && !welcomed) {
            welcomed = true;
            news.snapshot().forEach(event -> write(event, batch.getEpoch()));
        }
        Position last = writeFresh(news.fresh(), batch.getEpoch(), before);
        console.flush();
        cursor.passed(isOver() ? last : check.position());
    }

    /** Where the last one that was written stands: with a count, the rest of a frame is left for the next run. */
    private Position writeFresh(List<Envelope> events, String epoch, Position before) {
        Position last = before;
        for (Envelope event : events) {
            if (written >= options.count()) {
                break;
            }
            write(event, epoch);
            written++;
            last = new Position(epoch, event.getHubSeq());
        }
        return last;
    }

    private void write(Envelope event, String epoch) {
        if (console.isJson()) {
            byte[] line = EventJson.line(event, epoch);
            if (line.length > 0) {
                byte[] id = ("{\"id\":\"" + new Position(epoch, event.getHubSeq()) + "\",")
                        .getBytes(StandardCharsets.UTF_8);
                console.write(id);
                console.write(java.util.Arrays.copyOfRange(line, 1, line.length));
            }
        } else {
            console.write((EventText.line(event, epoch) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void tell(Notice notice, String epoch) {
        reconnects.told(notice);
        if (console.isJson()) {
            console.write(EventJson.lines(
                    Batch.newBuilder().setEpoch(epoch).setNotice(notice).build()));
        } else if (notice.getKind() == Notice.Kind.RESUMED && notice.getRecovered()) {
            console.say("resumed behind " + epoch + ":" + notice.getFromSeq() + ", nothing was missed");
        } else if (notice.getKind() == Notice.Kind.GOING_AWAY) {
            console.say("the server is going away");
        }
    }
}
