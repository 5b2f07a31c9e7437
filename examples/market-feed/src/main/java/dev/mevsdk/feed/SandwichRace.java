package dev.mevsdk.feed;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Who trades around a pending buy: the greatest tip of rivals and agents, or nobody. */
final class SandwichRace {
    /** Share of sandwichers who split their two legs over two wallets, to be harder to see. */
    private static final double TWO_WALLETS = 0.3;

    /** Share of other sellers who sell just what somebody bought: it was theirs. */
    private static final double SELLS_ALL = 0.1;

    private final Random random;
    private final Auction auction;
    private final TipHistory tips;
    private final MarketListener listener;

    SandwichRace(Random random, Auction auction, TipHistory tips, MarketListener listener) {
        this.random = random;
        this.auction = auction;
        this.tips = tips;
        this.listener = listener;
    }

    void execute(PendingBuy buy, long slot, List<Bid> open) {
        Sandwich room = buy.now();
        List<Bid> bids = open.stream()
                .filter(bid -> bid.target().equals(room.victimSignature()))
                .toList();
        open.removeAll(bids);
        double net = buy.seen() ? room.grossLamports() - room.costLamports() : 0;
        long rival = auction.rivalBid(buy.pool().mint(), net, 1);
        Optional<Bid> winner = net <= 0
                ? Optional.empty()
                : bids.stream()
                        .filter(bid -> bid.tipLamports() >= TipHistory.MINIMUM_LAMPORTS && bid.tipLamports() > rival)
                        .max(Comparator.comparingLong(Bid::tipLamports));
        boolean sandwiched = winner.isPresent() || rival > 0;
        double gained = trade(buy, room, sandwiched, slot);
        if (sandwiched) {
            tips.landed(winner.map(Bid::tipLamports).orElse(rival));
        }
        for (Bid bid : bids) {
            boolean won = winner.isPresent() && winner.get() == bid;
            listener.settled(
                    won
                            ? new BidResult(bid, slot, true, "", (long) gained)
                            : BidResult.lost(bid, slot, net <= 0 ? "simulation_failure" : "auction_bid"));
        }
    }

    /** Front leg, victim, back leg; without a sandwicher the legs are other people's trades. Returns lamports gained. */
    private double trade(PendingBuy buy, Sandwich room, boolean sandwiched, long slot) {
        Pool pool = buy.pool();
        double frontLamports = sandwiched ? room.frontrunLamports() : room.victimLamports() * random.nextDouble();
        String front = wallet();
        String back = sandwiched && random.nextDouble() >= TWO_WALLETS ? front : wallet();
        double tokens = pool.buy(frontLamports);
        pool.buy(room.victimLamports());
        // Somebody else's sale mostly has a size of its own.
        boolean all = sandwiched || random.nextDouble() < SELLS_ALL;
        double sold = all ? tokens : tokens * Math.exp(random.nextGaussian() * 0.7);
        double received = pool.sell(sold);
        listener.pairObserved(
                new ObservedPair(
                        slot,
                        pool.copy(),
                        new ObservedPair.Trade(front, frontLamports, tokens),
                        new ObservedPair.Trade(back, received, sold),
                        room.victimSignature(),
                        room.victimLamports(),
                        room.slippageBps(),
                        buy.token().volatilityBps(),
                        sandwiched),
                tips.floor());
        return received - frontLamports;
    }

    private String wallet() {
        return "sim-wallet-" + random.nextInt(5_000);
    }
}
