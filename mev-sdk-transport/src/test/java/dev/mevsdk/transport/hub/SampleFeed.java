package dev.mevsdk.transport.hub;

import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MetricsUpdate;
import dev.mevsdk.proto.MevOpportunity;
import java.time.Duration;
import java.util.stream.IntStream;

/** Events and configurations for tests of the feed. */
public final class SampleFeed {
    /** Windows short enough for tests, and no time spent on saying goodbye. */
    public static final HubConfig QUICK =
            HubConfig.DEFAULT.withWindow(Duration.ofMillis(5)).withGoingAwaySpread(Duration.ZERO);

    private SampleFeed() {}

    public static Envelope arb(int number) {
        return Envelope.newBuilder()
                .setType(Envelope.Type.ARB)
                .setEventId("arb-" + number)
                .setArb(ArbOpportunity.newBuilder().setSlot(number).setNetSol(0.01))
                .build();
    }

    public static Envelope mev(int number) {
        return Envelope.newBuilder()
                .setType(Envelope.Type.MEV)
                .setEventId("mev-" + number)
                .setMev(MevOpportunity.newBuilder().setSlot(number))
                .build();
    }

    public static Envelope metrics(String agent, double p50) {
        return Envelope.newBuilder()
                .setType(Envelope.Type.METRICS)
                .setAgentId(agent)
                .setMetrics(MetricsUpdate.newBuilder().setHotpathP50(p50))
                .build();
    }

    public static void publishArbs(Hub hub, int from, int to) {
        IntStream.range(from, to).forEach(number -> hub.publish(arb(number)));
    }
}
