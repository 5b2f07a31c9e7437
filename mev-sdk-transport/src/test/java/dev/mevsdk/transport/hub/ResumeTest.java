package dev.mevsdk.transport.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.Notice;
import dev.mevsdk.transport.hub.HubObserver.Encoded;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResumeTest {
    private final CountingObserver observer = new CountingObserver();
    private final Hub hub = Hub.create(
            SampleFeed.QUICK
                    .withEarlyFlush(10, 1 << 20)
                    .withRing(new HubConfig.Ring(64, 1 << 20, Duration.ofMinutes(1))),
            observer);

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(FeedMode.class)
    void goesOnExactlyWhereTheClientLeft(FeedMode mode) {
        FeedQuery query = mode == FeedMode.PROTO ? FeedQuery.PROTO : FeedQuery.JSON;
        InMemoryClient before = InMemoryClient.connect(hub, query);
        SampleFeed.publishArbs(hub, 0, 100);
        await().until(() -> before.events().size() == 100);
        before.close();
        FeedPosition left =
                new FeedPosition(hub.epoch(), before.events().get(99).getHubSeq());

        SampleFeed.publishArbs(hub, 100, 300);
        InMemoryClient after = InMemoryClient.connect(hub, query.withSince(left));

        await().until(() -> after.events().size() == 200);
        assertThat(after.events())
                .extracting(Envelope::getEventId)
                .startsWith("arb-100")
                .endsWith("arb-299");
        assertThat(after.notices())
                .extracting(Notice::getKind)
                .containsExactly(Notice.Kind.WELCOME, Notice.Kind.RESUMED);
        assertThat(after.notices().get(1).getRecovered()).isTrue();
        assertThat(observer.resumes()).containsExactly(true);
    }

    @Test
    void getsAllThatIsKept_howeverFarBehindItIs() {
        try (Hub impatient =
                Hub.create(SampleFeed.QUICK.withMaxLagWindows(4).withEarlyFlush(10, 1 << 20), new CountingObserver())) {
            InMemoryClient reader = InMemoryClient.connect(impatient, FeedQuery.PROTO);
            for (int window = 0; window < 20; window++) {
                int published = (window + 1) * 10;
                SampleFeed.publishArbs(impatient, published - 10, published);
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> reader.events().size() == published);
            }
            FeedPosition first = new FeedPosition(impatient.epoch(), 0);

            InMemoryClient back = InMemoryClient.connect(impatient, FeedQuery.PROTO.withSince(first));

            await().until(() -> back.events().size() == 200);
            assertThat(back.notices())
                    .extracting(Notice::getKind)
                    .containsExactly(Notice.Kind.WELCOME, Notice.Kind.RESUMED);
        }
    }

    @Test
    void saysSoHonestly_whenThePositionIsTooOldOrOfAnotherEpoch() {
        InMemoryClient reader = InMemoryClient.connect(hub, FeedQuery.PROTO);
        for (int window = 0; window < 100; window++) {
            int published = (window + 1) * 10;
            SampleFeed.publishArbs(hub, published - 10, published);
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> reader.events().size() == published);
        }

        for (FeedPosition lost : List.of(new FeedPosition(hub.epoch(), 3), new FeedPosition("other", 999))) {
            InMemoryClient back = InMemoryClient.connect(hub, FeedQuery.PROTO.withSince(lost));

            await().until(() -> back.batches().size() == 3);
            Notice resumed = back.notices().get(1);
            assertThat(resumed.getKind()).isEqualTo(Notice.Kind.RESUMED);
            assertThat(resumed.getRecovered()).isFalse();
            assertThat(resumed.getFromSeq()).isEqualTo(lost.seq());
            Batch snapshot = back.batches().get(2);
            assertThat(snapshot.getItemsList()).extracting(Envelope::getEventId).containsExactly("arb-999");
        }
        assertThat(observer.resumes()).containsExactly(false, false);
    }

    @Test
    void aHerdThatReturnsCostsNoEncodeOfAnyWindow() {
        InMemoryClient reader = InMemoryClient.connect(hub, FeedQuery.PROTO);
        SampleFeed.publishArbs(hub, 0, 200);
        await().until(() -> reader.events().size() == 200);
        int windows = observer.encodes(Encoded.WINDOW);

        List<InMemoryClient> herd = IntStream.range(0, 50)
                .mapToObj(i -> InMemoryClient.connect(hub, FeedQuery.PROTO.withSince(new FeedPosition(hub.epoch(), 0))))
                .toList();

        herd.forEach(client -> await().until(() -> client.events().size() == 200));
        assertThat(observer.encodes(Encoded.WINDOW)).isEqualTo(windows);
        assertThat(observer.encodes(Encoded.SNAPSHOT)).isZero();
    }
}
