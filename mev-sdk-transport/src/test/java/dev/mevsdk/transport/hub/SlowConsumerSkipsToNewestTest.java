package dev.mevsdk.transport.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.codec.EventKind;
import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.Notice;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlowConsumerSkipsToNewestTest {
    private static final FeedFilter ARB_ONLY = new FeedFilter(Set.of(EventKind.ARB), Set.of());

    private final CountingObserver observer = new CountingObserver();
    private final Hub hub = Hub.create(SampleFeed.QUICK.withMaxLagWindows(4).withEarlyFlush(10, 1 << 20), observer);

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(FeedMode.class)
    void isToldTheExactCountOfMatchingEventsItMissed_andHoldsUpNobody(FeedMode mode) {
        FeedQuery query = (mode == FeedMode.PROTO ? FeedQuery.PROTO : FeedQuery.JSON).withFilter(ARB_ONLY);
        InMemoryClient healthy = InMemoryClient.connect(hub, query);
        InMemoryClient slow = InMemoryClient.connect(hub, query);
        publishMixed(0, 100);
        await().until(() -> arbs(slow) == 100 && arbs(healthy) == 100);

        slow.stall();
        for (int window = 10; window < 100; window++) {
            int published = (window + 1) * 10;
            publishMixed(published - 10, published);
            await().pollInterval(Duration.ofMillis(1)).until(() -> arbs(healthy) == published);
        }
        slow.proceed();
        await().until(() ->
                slow.events().stream().anyMatch(event -> event.getEventId().equals("arb-999")));
        publishMixed(1_000, 1_050);

        await().until(() -> arbs(healthy) == 1_050
                && slow.events().stream().anyMatch(event -> event.getEventId().equals("arb-1049")));
        List<Notice> lagged = slow.notices().stream()
                .filter(notice -> notice.getKind() == Notice.Kind.LAGGED)
                .toList();
        assertThat(lagged).hasSize(1);
        assertThat(arbs(slow) + lagged.get(0).getMissed()).isEqualTo(1_050);
        assertThat(observer.missedEvents()).isEqualTo(lagged.get(0).getMissed()).isPositive();
        assertThat(slow.events()).extracting(Envelope::getHubSeq).isSorted().doesNotHaveDuplicates();
        if (mode == FeedMode.PROTO) {
            assertChainGoesOnAfterTheNotice(slow.batches());
        }
    }

    private static void assertChainGoesOnAfterTheNotice(List<Batch> batches) {
        long last = 0;
        for (Batch batch : batches) {
            if (batch.hasNotice()) {
                last = batch.getNotice().getToSeq();
            } else {
                assertThat(batch.getPrevSeq()).isEqualTo(last);
                last = batch.getLastSeq();
            }
        }
    }

    /** Twice as many events as the filter lets through. */
    private void publishMixed(int from, int to) {
        for (int number = from; number < to; number++) {
            hub.publish(SampleFeed.arb(number));
            hub.publish(SampleFeed.mev(number));
        }
    }

    private static long arbs(InMemoryClient client) {
        return client.events().stream().filter(Envelope::hasArb).count();
    }
}
