package dev.mevsdk.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.proto.market.MarketEvent;
import dev.mevsdk.proto.market.TipFloor;
import dev.mevsdk.transport.control.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionCoreTest {
    private final AgentFigures figures = new AgentFigures();
    private final DecisionCore core = new DecisionCore("agent-1", new HeuristicScoring(), figures);

    @Test
    void nothingIsDecidedBeforeATipFloorIsKnown_andOnlyTheOwnModulesEvents() {
        Policy policy = Policy.initial("arbitrage");
        assertThat(core.opportunity(MarketEvents.arbitrage("e1"), policy)).isNull();
        core.opportunity(MarketEvents.floor(), policy);
        assertThat(core.opportunity(MarketEvents.arbitrage("e1"), policy)).isNotNull();
        assertThat(core.opportunity(MarketEvents.sandwich("e2", 5), policy)).isNull();
        assertThat(core.opportunity(MarketEvents.sandwich("e2", 5), Policy.initial("mev")))
                .isNotNull();
    }

    @Test
    void restartDropsTheTipFloor_butNotOneThatComesAfterIt() {
        core.opportunity(MarketEvents.floor(), generation(0));
        assertThat(core.opportunity(MarketEvents.arbitrage("e1"), generation(1)))
                .isNull();
        core.opportunity(MarketEvents.floor(), generation(2));
        assertThat(core.opportunity(MarketEvents.arbitrage("e1"), generation(2)))
                .isNotNull();
    }

    @Test
    void damagedTipFloorIsCountedAndTheOneBeforeItStays() {
        Policy policy = Policy.initial("arbitrage");
        core.opportunity(MarketEvents.floor(), policy);
        TipFloor falling = MarketEvents.FLOOR.toBuilder().setP50Lamports(1).build();
        core.opportunity(MarketEvent.newBuilder().setTipFloor(falling).build(), policy);
        Opportunity opportunity = core.opportunity(MarketEvents.arbitrage("e1"), policy);
        assertThat(opportunity).isNotNull();
        assertThat(opportunity.floor()).isEqualTo(MarketEvents.FLOOR);
        assertThat(figures.unreadable.sum()).isEqualTo(1);
    }

    @Test
    void sequenceRisesWithWhatIsEmitted_notWithWhatIsDecided() {
        Policy policy = Policy.initial("arbitrage");
        core.opportunity(MarketEvents.floor(), policy);
        Opportunity opportunity = core.opportunity(MarketEvents.arbitrage("e1"), policy);
        assertThat(opportunity).isNotNull();
        Decision first = core.decide(opportunity, policy);
        Decision again = core.decide(opportunity, policy);
        assertThat(first).isNotNull().isEqualTo(again);
        core.emitted(first);
        Decision second = core.decide(opportunity, policy);
        assertThat(second).isNotNull();
        assertThat(List.of(first.sequence(), second.sequence())).containsExactly(1L, 2L);
    }

    private static Policy generation(long generation) {
        return new Policy(
                "arbitrage", Policy.State.RUNNING, 0, 0, List.of(0.5), generation, generation, Policy.EMPTY_HASH);
    }
}
