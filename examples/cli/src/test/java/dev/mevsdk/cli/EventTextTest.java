package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MetricsUpdate;
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

    @Test
    void staleFiguresSayWhoseTheyAreAndWhy_inOneLine() {
        MetricsUpdate.Builder metrics = MetricsUpdate.newBuilder().setPnl1H(1.5);
        assertThat(line(metrics)).endsWith("pnl_1h=1.500000 SOL");
        assertThat(line(metrics.setStale(true))).endsWith(" SOL STALE");
        assertThat(line(metrics.setMessage("clickhouse: no answer in 1 s;\nis it up?")))
                .endsWith(" SOL STALE: clickhouse: no answer in 1 s; is it up?");
    }

    private static String line(MetricsUpdate.Builder metrics) {
        return EventText.line(Envelope.newBuilder().setMetrics(metrics).build(), "e");
    }
}
