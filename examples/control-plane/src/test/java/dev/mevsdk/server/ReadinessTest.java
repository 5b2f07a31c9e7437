package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    @Test
    void partThatHangsIsAway_andHoldsUpNoOther() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean hangs = new AtomicBoolean();
        try (Readiness readiness = new Readiness(Duration.ofMillis(50))) {
            for (int i = 0; i < 4; i++) {
                readiness.watch("hanging-" + i, () -> {
                    if (hangs.get()) {
                        end.await();
                    }
                });
            }
            await().until(readiness::isReady);
            hangs.set(true);
            await().until(() -> readiness.parts(true).get("hanging-3").detail().startsWith("no answer for"));
            assertThat(readiness.isReady()).isFalse();
            readiness.watch("another", () -> {});
            await().until(() -> readiness.parts(true).get("another").up());
        } finally {
            end.countDown();
        }
    }

    @Test
    void whyAPartIsAwayIsToldToThoseWhoMayKnow() {
        try (Readiness readiness = new Readiness()) {
            readiness.watch("kafka", () -> {
                throw MevException.retryable("no answer from kafka-1.internal:9092", null);
            });
            readiness.watch("redis", () -> {});
            await().until(() -> readiness.parts(true).get("redis").up());
            await().until(() ->
                    readiness.parts(true).get("kafka").detail().equals("no answer from kafka-1.internal:9092"));
            assertThat(readiness.parts(false))
                    .containsEntry("kafka", new Readiness.Part(false, "away"))
                    .containsEntry("redis", new Readiness.Part(true, ""));
            assertThat(readiness.isReady()).isFalse();
        }
    }
}
