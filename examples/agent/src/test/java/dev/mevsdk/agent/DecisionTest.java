package dev.mevsdk.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.ml.features.DecisionInputs;
import dev.mevsdk.ml.features.FeatureSets;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.transport.control.Policy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private final Scoring scoring = new HeuristicScoring();

    @Test
    void trainingReadsTheNumbersTheAgentDecidedOn() {
        List<Opportunity> opportunities = List.of(arbitrage(), sandwich(12.5), sandwich(Double.NaN));
        for (Opportunity opportunity : opportunities) {
            String module = opportunity instanceof Opportunity.Sandwich ? "mev" : "arbitrage";
            String set = module.equals("mev") ? "pretrade" : "default";
            String raw = new String(DecisionJson.of(decision(opportunity, module)), StandardCharsets.UTF_8);
            var features = FeatureSets.standard().find(module, set);
            assertThat(features.vector(DecisionInputs.parse(raw))).containsExactly(features.vector(opportunity));
        }
    }

    @Test
    void envelopeSaysWhoDecidedAndWithWhat() {
        Envelope event = decision(sandwich(5), "mev").toEnvelope(123);
        assertThat(event.getEventId()).isEqualTo("agent-1:e1");
        assertThat(event.getModelVersion()).isEqualTo("heuristic-1");
        assertThat(event.getSequence()).isEqualTo(3);
        assertThat(event.getEmittedAtNs()).isEqualTo(123);
        assertThat(event.getMev().getBundleId()).isEqualTo("agent-1:e1");
        assertThat(event.getMev().getNetLamports()).isEqualTo(30_000_000 - 10_000 - 10_000);
        assertThat(event.getMev().getTipLadderList()).containsExactly(0.5);
    }

    @Test
    void throttleLeavesOutItsShare_alwaysTheSame_andMoreIncludesLess() {
        int left = 0;
        for (int i = 0; i < 10_000; i++) {
            String id = "event-" + i;
            left += Throttle.leavesOut(id, 30) ? 1 : 0;
            assertThat(Throttle.leavesOut(id, 0)).isFalse();
            assertThat(Throttle.leavesOut(id, 100)).isTrue();
            assertThat(!Throttle.leavesOut(id, 30) || Throttle.leavesOut(id, 60))
                    .isTrue();
        }
        assertThat(left).isBetween(2_700, 3_300);
    }

    private Decision decision(Opportunity opportunity, String module) {
        Scoring.Score score = scoring.score(opportunity);
        Policy policy = Policy.initial(module);
        Bid bid = Bid.best(opportunity, score.quality(), policy.tipLadder());
        assertThat(bid).isNotNull();
        return new Decision("agent-1", 3, opportunity, score, bid, policy);
    }

    private static Opportunity arbitrage() {
        var event = MarketEvents.arbitrage("e1");
        return new Opportunity.Arbitrage(event, MarketEvents.FLOOR, event.getArb());
    }

    private static Opportunity sandwich(double volatility) {
        var event = MarketEvents.sandwich("e1", volatility);
        return new Opportunity.Sandwich(event, MarketEvents.FLOOR, event.getSandwich());
    }
}
