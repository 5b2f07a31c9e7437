package dev.mevsdk.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.embedded.EmbeddedKafka;
import org.junit.jupiter.api.Test;

/** The long suite's proof, in short: what a kill promises holds on a real broker, in the broker's own order. */
class KillLoadIT {
    private static final int KILLS = 100;

    @Test
    void nothingIsEmittedBetweenAnAppliedKillAndTheNextStart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.create()) {
            kafka.start();
            try (KillLoad load = new KillLoad(kafka.address(), 2)) {
                for (int i = 0; i < KILLS; i++) {
                    load.startAndKill();
                }
                assertThat(load.emitted()).isGreaterThan(KILLS);
                assertThat(load.emittedAfterApplied()).isZero();
            }
        }
    }
}
