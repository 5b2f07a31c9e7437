package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.Envelope;
import org.junit.jupiter.api.Test;

class EventTextTest {
    @Test
    void unsignedNumbersAreNeverNegative() {
        ArbOpportunity arb = ArbOpportunity.newBuilder().setSlot(-1).build();
        BundleOutcome outcome = BundleOutcome.newBuilder().setTipLamports(-2).build();
        assertThat(EventText.line(Envelope.newBuilder().setArb(arb).build(), "e"))
                .contains("slot=18446744073709551615 ");
        assertThat(EventText.line(Envelope.newBuilder().setOutcome(outcome).build(), "e"))
                .contains("tip=18446744073709551614 lamports");
    }
}
