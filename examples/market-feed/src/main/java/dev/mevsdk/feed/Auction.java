package dev.mevsdk.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The block engine's choice between the bundles that want the same opportunity: the greatest tip lands. */
final class Auction {
    private final List<Rival> rivals;
    private final TipHistory tips;

    Auction(List<Rival> rivals, TipHistory tips) {
        this.rivals = List.copyOf(rivals);
        this.tips = tips;
    }

    /** The greatest tip of a rival for a trade of that token. */
    long rivalBid(String mint, double netLamports, int ageSlots) {
        return rivals.stream()
                .filter(rival -> rival.follows(mint))
                .mapToLong(rival -> rival.bid(netLamports, ageSlots))
                .max()
                .orElse(0);
    }

    /** Settles one arbitrage: at most one bundle trades the cycle. */
    List<BidResult> settle(Opportunity opportunity, List<Bid> bids) {
        String mint = opportunity.cycle().cheap().mint();
        long rival = rivalBid(mint, opportunity.netLamports(), opportunity.ageSlots());
        Optional<Bid> winner = bids.stream()
                .filter(bid -> bid.tipLamports() >= TipHistory.MINIMUM_LAMPORTS && bid.tipLamports() > rival)
                .max(Comparator.comparingLong(Bid::tipLamports));
        List<BidResult> results = new ArrayList<>();
        winner.ifPresent(bid -> results.add(execute(opportunity, bid)));
        for (Bid bid : bids) {
            if (winner.isEmpty() || bid != winner.get()) {
                results.add(BidResult.lost(bid, opportunity.slot(), "auction_bid"));
            }
        }
        if (winner.isEmpty() && rival > 0) {
            opportunity.cycle().execute(opportunity.inputLamports());
            tips.landed(rival);
        }
        return results;
    }

    /** An atomic bundle that would lose money fails in simulation and doesn't land. */
    private BidResult execute(Opportunity opportunity, Bid bid) {
        double profit = opportunity.cycle().profit(bid.inputLamports());
        if (profit < bid.tipLamports()) {
            return BidResult.lost(bid, opportunity.slot(), "simulation_failure");
        }
        opportunity.cycle().execute(bid.inputLamports());
        tips.landed(bid.tipLamports());
        return new BidResult(bid, opportunity.slot(), true, "", (long) profit);
    }
}
