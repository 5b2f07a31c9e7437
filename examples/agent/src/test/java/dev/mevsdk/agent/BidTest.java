package dev.mevsdk.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mevsdk.proto.market.MarketEvent;
import dev.mevsdk.proto.market.TipFloor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BidTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1000",
        "0.25, 1000",
        "0.375, 5500",
        "0.5, 10000",
        "0.625, 30000",
        "0.75, 50000",
        "0.85, 525000",
        "0.95, 1000000",
        "0.97, 3000000",
        "0.99, 5000000",
        "1, 5000000"
    })
    void tipIsTheFloorAtThePercentile_linearBetweenItsPoints_flatBeyondThem(double percentile, long lamports) {
        assertThat(Bid.tipAt(percentile, MarketEvents.FLOOR)).isEqualTo(lamports);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.25", "0.1, 0.25", "0.25, 0.25", "0.6, 0.6", "0.99, 0.99", "1, 0.99"})
    void landingIsWhatTheTipOutbids_soItIsFlatWhereTheTipIs(double percentile, double landing) {
        assertThat(bid(percentile, 0).landing()).isEqualTo(landing);
    }

    @Test
    void landingLosesATenthPerSlot_andNothingIsLeftOfWhatIsTooOldToCount() {
        assertThat(bid(0.5, 1).landing()).isEqualTo(0.45);
        assertThat(bid(0.5, 10).landing()).isCloseTo(0.5 * Math.pow(0.9, 10), within(1e-15));
        // As large as the field allows: a negative number where its sign bit is not taken for one of its digits.
        assertThat(bid(0.5, 0xFFFF_FFFF).landing()).isLessThan(1e-40);
    }

    @Test
    void rungWithTheHighestExpectationIsBid_theLowestOfEquals_andNoneWhenAllLose() {
        Bid best = Bid.best(arbitrage(1), 0.9, List.of(0.25, 0.75, 0.99));
        assertThat(best).isNotNull();
        assertThat(best.percentile()).isEqualTo(0.75);
        Bid lowest = Bid.best(arbitrage(0), 0.9, List.of(0.1, 0.2, 0.25));
        assertThat(lowest).isNotNull();
        assertThat(lowest.percentile()).isEqualTo(0.1);
        assertThat(Bid.best(arbitrage(0), 0, List.of(0.25, 0.75))).isNull();
        assertThat(Bid.best(arbitrage(0), Double.NaN, List.of(0.25, 0.75))).isNull();
    }

    @Test
    void expectationWeighsGainAgainstCostsAndTip_andABundleThatDoesNotLandIsFree() {
        Bid bid = bid(0.5, 0);
        double gain = 20_000_000 - 10_000 - 10_000;
        assertThat(bid.expectedLamports()).isCloseTo(0.5 * (0.9 * gain - 0.1 * 20_000), within(1e-6));
    }

    @Test
    void floorThatFallsOrIsEmptyIsNone() {
        assertThat(Bid.isFloor(MarketEvents.FLOOR)).isTrue();
        assertThat(Bid.isFloor(TipFloor.getDefaultInstance())).isFalse();
        assertThat(Bid.isFloor(MarketEvents.FLOOR.toBuilder().setP95Lamports(1).build()))
                .isFalse();
        assertThat(Bid.isFloor(MarketEvents.FLOOR.toBuilder().setP99Lamports(-1).build()))
                .isFalse();
    }

    private static Bid bid(double percentile, int ageSlots) {
        Bid bid = Bid.best(arbitrage(ageSlots), 0.9, List.of(percentile));
        assertThat(bid).isNotNull();
        return bid;
    }

    private static Opportunity arbitrage(int ageSlots) {
        MarketEvent.Builder event = MarketEvents.arbitrage("e1").toBuilder();
        event.getArbBuilder().setAgeSlots(ageSlots);
        MarketEvent built = event.build();
        return new Opportunity.Arbitrage(built, MarketEvents.FLOOR, built.getArb());
    }
}
