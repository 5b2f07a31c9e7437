package dev.mevsdk.transport.hub;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.codec.EventKind;
import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.transport.hub.HubObserver.Encoded;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubTest {
    private final CountingObserver observer = new CountingObserver();
    private final Hub hub = Hub.create(SampleFeed.QUICK.withMaxCohorts(3).withMaxClients(100), observer);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void oneEncodePerWindow_howeverManyClientsShareTheCohort() {
        List<InMemoryClient> clients = IntStream.range(0, 50)
                .mapToObj(i -> InMemoryClient.connect(hub, FeedQuery.PROTO))
                .collect(toList());

        SampleFeed.publishArbs(hub, 0, 2_000);

        clients.forEach(client -> await().until(() -> client.events().size() == 2_000));
        long windows = windowsOf(clients.get(0)).count();
        assertThat(observer.encodes(Encoded.WINDOW)).isEqualTo((int) windows);
        assertThat(observer.encodes(Encoded.NOTICE)).as("one shared welcome").isEqualTo(1);
    }

    @Test
    void windowsFormAChain_thatBeginsAtTheWelcome() {
        InMemoryClient all = InMemoryClient.connect(hub, FeedQuery.PROTO);
        InMemoryClient mevOnly = InMemoryClient.connect(
                hub, FeedQuery.PROTO.withFilter(new FeedFilter(Set.of(EventKind.MEV), Set.of())));

        for (int number = 0; number < 300; number++) {
            hub.publish(number % 10 == 0 ? SampleFeed.mev(number) : SampleFeed.arb(number));
        }

        await().until(() -> all.events().size() == 300 && mevOnly.events().size() == 30);
        for (InMemoryClient client : List.of(all, mevOnly)) {
            long[] last = {client.notices().get(0).getToSeq()};
            windowsOf(client).forEach(batch -> {
                assertThat(batch.getEpoch()).isEqualTo(hub.epoch());
                assertThat(batch.getPrevSeq()).isEqualTo(last[0]);
                last[0] = batch.getLastSeq();
            });
        }
        assertThat(mevOnly.events()).allMatch(Envelope::hasMev);
    }

    @Test
    void ofTheMetricsOfAnAgentOnlyTheNewestIsSentPerWindow() {
        Hub slowWindows = Hub.create(SampleFeed.QUICK.withWindow(Duration.ofMillis(300)));
        InMemoryClient client = InMemoryClient.connect(slowWindows, FeedQuery.PROTO);

        for (int sample = 1; sample <= 20; sample++) {
            slowWindows.publish(SampleFeed.metrics("a", sample));
            slowWindows.publish(SampleFeed.metrics("b", -sample));
        }

        await().until(() -> windowsOf(client).count() == 1);
        assertThat(client.events())
                .extracting(event -> event.getMetrics().getHotpathP50())
                .containsExactly(20.0, -20.0);
        slowWindows.close();
    }

    @Test
    void aNewClientStartsFromTheLastValueOfEachKind() {
        InMemoryClient first = InMemoryClient.connect(hub, FeedQuery.PROTO);
        SampleFeed.publishArbs(hub, 0, 10);
        hub.publish(SampleFeed.mev(77));
        await().until(() -> first.events().size() == 11);

        InMemoryClient late = InMemoryClient.connect(hub, FeedQuery.PROTO);

        await().until(() -> late.events().size() == 2);
        assertThat(late.events()).extracting(Envelope::getEventId).containsExactly("arb-9", "mev-77");
        SampleFeed.publishArbs(hub, 10, 11);
        await().until(() -> late.events().size() == 3);
        assertThat(late.events().get(2).getEventId()).isEqualTo("arb-10");
    }

    @Test
    void oneMoreCohortOrClientIsRefusedWithAReason() {
        InMemoryClient.connect(hub, FeedQuery.PROTO);
        InMemoryClient.connect(hub, FeedQuery.JSON);
        InMemoryClient.connect(hub, FeedQuery.PROTO.withCompression(FeedCompression.NONE));
        FeedQuery fourth = FeedQuery.PROTO.withCompression(FeedCompression.AUTO);

        assertThat(hub.refusal(fourth))
                .hasValueSatisfying(reason -> assertThat(reason).contains("at most 3"));
        assertThatThrownBy(() -> InMemoryClient.connect(hub, fourth))
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(MevException.Category.RETRYABLE));

        IntStream.range(3, 100).forEach(i -> InMemoryClient.connect(hub, FeedQuery.JSON));
        assertThatThrownBy(() -> InMemoryClient.connect(hub, FeedQuery.JSON)).hasMessageContaining("no room");
    }

    @Test
    void aCohortOutlivesItsLastClientForTheResumeTimeOnly() {
        HubConfig.Ring shortLived = new HubConfig.Ring(64, 1 << 20, Duration.ofMillis(50));
        CountingObserver cohorts = new CountingObserver();
        Hub brief = Hub.create(SampleFeed.QUICK.withRing(shortLived), cohorts);
        InMemoryClient.connect(brief, FeedQuery.PROTO).close();
        await().until(() -> cohorts.clients() == 0);

        await().until(() -> {
            brief.publish(SampleFeed.arb(1));
            return cohorts.cohorts() == 0;
        });
        brief.close();
    }

    @Test
    void closingSendsEveryClientAwayWithATimeToReturn() {
        InMemoryClient client = InMemoryClient.connect(hub, FeedQuery.JSON);
        SampleFeed.publishArbs(hub, 0, 5);

        hub.close();

        assertThat(client.events()).hasSize(5);
        assertThat(client.notices()).last().satisfies(notice -> assertThat(notice.getKindValue())
                .isEqualTo(4));
        assertThat(client.closeCode()).hasValue(CloseCode.GOING_AWAY);
        assertThatThrownBy(() -> hub.publish(SampleFeed.arb(1))).hasMessageContaining("closed");
    }

    private static java.util.stream.Stream<Batch> windowsOf(InMemoryClient client) {
        return client.batches().stream()
                .filter(batch -> !batch.hasNotice() && batch.getPrevSeq() != batch.getLastSeq());
    }
}
