package dev.mevsdk.transport.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.proto.Envelope;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final CountingObserver observer = new CountingObserver();
    private final Intake intake = new Intake(HubConfig.DEFAULT, observer);
    private final Envelope event = SampleFeed.arb(1);

    @Test
    void publisherWithoutRoomWaits_andThatIsToldOnceItGoesOn() throws Exception {
        for (int i = 0; i < Intake.MAX_BACKLOG; i++) {
            intake.publish(event);
        }
        assertThat(observer.dispatchedEvents()).isZero();
        Thread publisher = new Thread(() -> intake.publish(event));
        publisher.start();
        await().until(() -> publisher.getState() == Thread.State.WAITING);

        assertThat(intake.take().events()).hasSize(Intake.MAX_BACKLOG);

        publisher.join();
        assertThat(observer.dispatchedEvents()).isEqualTo(Intake.MAX_BACKLOG);
        assertThat(observer.blocked()).singleElement().satisfies(waited -> assertThat(waited)
                .isPositive());
        intake.publish(event);
        assertThat(observer.blocked()).hasSize(1);
        assertThat(intake.take().events()).hasSize(2);
    }
}
