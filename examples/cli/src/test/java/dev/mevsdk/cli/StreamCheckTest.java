package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.Notice;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A reader knows what it has had, and what it has not. */
class StreamCheckTest {
    private static final String EPOCH = "e1";

    private static FeedFrame.Events window(String epoch, long prev, long last, long... events) {
        Batch.Builder batch =
                Batch.newBuilder().setEpoch(epoch).setPrevSeq(prev).setLastSeq(last);
        LongStream.of(events)
                .forEach(seq -> batch.addItems(Envelope.newBuilder().setHubSeq(seq)));
        return (FeedFrame.Events) FeedFrame.binary(batch.build().toByteArray());
    }

    private static FeedFrame.Events notice(String epoch, Notice.Builder notice) {
        Batch batch = Batch.newBuilder()
                .setEpoch(epoch)
                .setPrevSeq(notice.getToSeq())
                .setLastSeq(notice.getToSeq())
                .setNotice(notice)
                .build();
        return (FeedFrame.Events) FeedFrame.binary(batch.toByteArray());
    }

    private static FeedFrame.Events welcome(long toSeq) {
        return notice(EPOCH, Notice.newBuilder().setKind(Notice.Kind.WELCOME).setToSeq(toSeq));
    }

    private static FeedFrame.Events resumed(String epoch, boolean recovered, long toSeq) {
        return notice(
                epoch,
                Notice.newBuilder()
                        .setKind(Notice.Kind.RESUMED)
                        .setRecovered(recovered)
                        .setToSeq(toSeq));
    }

    @Test
    void lastValuesFromBeforeAreNoNews() {
        StreamCheck check = new StreamCheck(Position.NONE);
        check.read(welcome(10));
        StreamCheck.News snapshot = check.read(window(EPOCH, 10, 10, 3, 9));
        assertThat(snapshot.fresh()).isEmpty();
        assertThat(snapshot.snapshot()).hasSize(2);
        StreamCheck.News news = check.read(window(EPOCH, 10, 13, 11, 13));
        assertThat(news.fresh()).extracting(Envelope::getHubSeq).containsExactly(11L, 13L);
        assertThat(news.gap()).isEmpty();
        assertThat(check.position()).hasToString("e1:13");
    }

    @Test
    void aWindowThatNeverCameIsAGapEvenWhenNobodySaysSo() {
        StreamCheck check = new StreamCheck(Position.NONE);
        check.read(welcome(10));
        check.read(window(EPOCH, 10, 12, 11));
        assertThat(check.read(window(EPOCH, 15, 17, 16)).gap()).contains("12", "15");
        assertThat(check.read(window(EPOCH, 17, 18, 18)).gap()).isEmpty();
    }

    @Test
    void whatWasSkippedIsToldOnce() {
        StreamCheck check = new StreamCheck(Position.NONE);
        check.read(welcome(10));
        Notice.Builder lagged = Notice.newBuilder()
                .setKind(Notice.Kind.LAGGED)
                .setMissed(7)
                .setFromSeq(10)
                .setToSeq(20);
        assertThat(check.read(notice(EPOCH, lagged)).gap()).contains("7 events");
        assertThat(check.read(window(EPOCH, 20, 21, 21)).gap()).isEmpty();
    }

    @Test
    void aRecoveredStreamRepeatsNothing() {
        StreamCheck check = new StreamCheck(Position.parse("e1:12"));
        // The window that holds the position comes as a whole.
        check.read(welcome(10));
        assertThat(check.read(resumed(EPOCH, true, 10)).gap()).isEmpty();
        StreamCheck.News news = check.read(window(EPOCH, 10, 14, 11, 12, 13, 14));
        assertThat(news.fresh()).extracting(Envelope::getHubSeq).containsExactly(13L, 14L);
        assertThat(news.gap()).isEmpty();
    }

    @Test
    void aStreamThatIsNotRecoveredIsAGapAndGoesOnInTheNewEpoch() {
        StreamCheck check = new StreamCheck(Position.parse("e1:900"));
        check.read(notice("e2", Notice.newBuilder().setKind(Notice.Kind.WELCOME).setToSeq(5)));
        assertThat(check.read(resumed("e2", false, 5)).gap()).contains("e1:900", "--types");
        StreamCheck.News news = check.read(window("e2", 5, 6, 6));
        assertThat(news.fresh()).hasSize(1);
        assertThat(check.position()).hasToString("e2:6");
    }

    @Test
    void linesOfJsonAreReadAlike() {
        StreamCheck check = new StreamCheck(Position.NONE);
        check.read((FeedFrame.Events) FeedFrame.text(
                "{\"type\":\"notice\",\"epoch\":\"e1\",\"data\":{\"kind\":\"WELCOME\",\"to_seq\":4}}\n"));
        StreamCheck.News news = check.read((FeedFrame.Events)
                FeedFrame.text("{\"type\":\"metrics_update\",\"epoch\":\"e1\",\"seq\":4,\"data\":{\"pnl_1h\":1}}\n"
                        + "{\"type\":\"metrics_update\",\"epoch\":\"e1\",\"seq\":5,\"data\":{\"pnl_1h\":2}}\n"));
        assertThat(news.snapshot()).hasSize(1);
        assertThat(news.fresh()).hasSize(1);
        assertThat(check.position()).hasToString("e1:5");
    }
}
