package dev.mevsdk.transport.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.Notice;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client may rely on, over any server and in memory. */
public abstract class FeedContract {
    private static final int EVENTS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A client as the test sees it. */
    public interface Client extends AutoCloseable {
        List<Batch> batches();

        OptionalInt closeCode();

        @Override
        void close() throws Exception;
    }

    private final Hub hub = Hub.create(SampleFeed.QUICK);

    protected abstract void start(Hub served) throws Exception;

    protected abstract Client connect(FeedQuery query) throws Exception;

    protected abstract void stop() throws Exception;

    @BeforeEach
    void startServer() throws Exception {
        start(hub);
    }

    @AfterEach
    void stopServer() throws Exception {
        hub.close();
        stop();
    }

    @ParameterizedTest
    @EnumSource(FeedMode.class)
    void nothingIsLostWhileTheClientKeepsUp(FeedMode mode) throws Exception {
        FeedQuery query = mode == FeedMode.PROTO ? FeedQuery.PROTO : FeedQuery.JSON;
        try (Client client = connect(query)) {
            await().until(() -> !client.batches().isEmpty());

            for (int number = 0; number < EVENTS; number++) {
                hub.publish(SampleFeed.arb(number));
                if (number % 5 == 0) {
                    LockSupport.parkNanos(1_000_000);
                }
            }

            await().atMost(PATIENCE).until(() -> events(client).size() == EVENTS);
            assertThat(events(client))
                    .extracting(Envelope::getEventId)
                    .isEqualTo(
                            IntStream.range(0, EVENTS).mapToObj(n -> "arb-" + n).toList());
            assertThat(notices(client)).extracting(Notice::getKind).containsExactly(Notice.Kind.WELCOME);
        }
    }

    @Test
    void resumesWhereItLeft() throws Exception {
        long seen;
        try (Client before = connect(FeedQuery.PROTO)) {
            await().until(() -> !before.batches().isEmpty());
            SampleFeed.publishArbs(hub, 0, 50);
            await().until(() -> events(before).size() == 50);
            seen = before.batches().get(before.batches().size() - 1).getLastSeq();
        }
        SampleFeed.publishArbs(hub, 50, 80);

        try (Client after = connect(FeedQuery.PROTO.withSince(new FeedPosition(hub.epoch(), seen)))) {
            await().until(() -> events(after).size() == 30);
            assertThat(events(after).get(0).getEventId()).isEqualTo("arb-50");
            assertThat(notices(after).get(1).getRecovered()).isTrue();
        }
    }

    @Test
    void isSentAwayWithANotice() throws Exception {
        try (Client client = connect(FeedQuery.JSON)) {
            await().until(() -> !client.batches().isEmpty());

            hub.close();

            await().untilAsserted(() -> assertThat(client.closeCode()).hasValue(CloseCode.GOING_AWAY));
            assertThat(notices(client)).last().extracting(Notice::getKind).isEqualTo(Notice.Kind.GOING_AWAY);
        }
    }

    private static List<Envelope> events(Client client) {
        return client.batches().stream()
                .flatMap(batch -> batch.getItemsList().stream())
                .toList();
    }

    private static List<Notice> notices(Client client) {
        return client.batches().stream()
                .filter(Batch::hasNotice)
                .map(Batch::getNotice)
                .toList();
    }
}
