package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import org.junit.jupiter.api.Test;

class ReadinessTest {
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
