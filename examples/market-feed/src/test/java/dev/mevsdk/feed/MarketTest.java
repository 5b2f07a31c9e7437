package dev.mevsdk.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.proto.market.MarketEvent;
import dev.mevsdk.proto.market.TipFloor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketTest {
    /** Everything that a run showed. */
    private static final class Record implements MarketListener {
        final List<MarketEvent> events = new ArrayList<>();
        final List<Boolean> arbitrageLabels = new ArrayList<>();
        final List<Boolean> pairLabels = new ArrayList<>();
        final List<BidResult> results = new ArrayList<>();

        @Override
        public void event(MarketEvent.Builder event) {
            events.add(event.build());
        }

        @Override
        public void settled(BidResult result) {
            results.add(result);
        }

        @Override
        public void arbitrageLabelled(Opportunity o, TipFloor floor, long tip, boolean profitable) {
            arbitrageLabels.add(profitable);
        }

        @Override
        public void pairObserved(ObservedPair pair, TipFloor floor) {
            pairLabels.add(pair.sandwich());
        }
    }

    private static Record run(long seed, int slots) {
        Record record = new Record();
        Market market = new Market(MarketConfig.ofSeed(seed), record);
        for (int i = 0; i < slots; i++) {
            market.step(List.of());
        }
        return record;
    }

    @Test
    void equalSeedsGiveEqualMarkets() {
        assertThat(run(7, 500).events).isEqualTo(run(7, 500).events).isNotEqualTo(run(8, 500).events);
    }

    @Test
    void bothClassesOfBothLabelsOccur() {
        Record record = run(1, 5_000);
        long profitable = record.arbitrageLabels.stream().filter(x -> x).count();
        long sandwiches = record.pairLabels.stream().filter(x -> x).count();
        System.out.printf(
                "arbitrage labels %d of %d, sandwich labels %d of %d, events %d%n",
                profitable, record.arbitrageLabels.size(), sandwiches, record.pairLabels.size(), record.events.size());
        assertThat((double) profitable / record.arbitrageLabels.size()).isBetween(0.05, 0.95);
        assertThat((double) sandwiches / record.pairLabels.size()).isBetween(0.05, 0.95);
    }

    @Test
    void everyBidIsSettledOnce_andAGenerousOneLands() {
        Record record = new Record();
        Market market = new Market(MarketConfig.ofSeed(3), record);
        List<Bid> sent = new ArrayList<>();
        List<Bid> bids = List.of();
        for (int i = 0; i < 2_000; i++) {
            int seen = record.events.size();
            market.step(bids);
            bids = record.events.subList(seen, record.events.size()).stream()
                    .filter(e -> e.hasArb())
                    .map(e -> new Bid(
                            "b" + sent.size() + "-" + e.getSlot()
                                    + e.getArb().getLegs(0).getPool(),
                            e.getArb().getLegs(0).getPool() + ">"
                                    + e.getArb().getLegs(1).getPool(),
                            (long) (e.getArb().getGrossLamports() * 0.95),
                            e.getArb().getInputLamports(),
                            "arbitrage",
                            "bidder-1"))
                    .toList();
            sent.addAll(bids);
        }
        market.step(bids);
        assertThat(record.results).hasSize(sent.size());
        assertThat(record.results).anyMatch(BidResult::landed);
        assertThat(record.results).filteredOn(r -> !r.landed()).allMatch(r -> !r.reason()
                .isEmpty());
    }

    @Test
    void theClosedFormFindsTheBestInput() {
        Cycle cycle = new Cycle(new Pool("a", "x", "m", 25, 1e12, 500e9), new Pool("b", "y", "m", 10, 1e12, 520e9));
        double best = cycle.bestInput();
        assertThat(cycle.profit(best)).isPositive();
        assertThat(cycle.profit(best))
                .isGreaterThan(cycle.profit(best * 0.98))
                .isGreaterThan(cycle.profit(best * 1.02));
    }
}
