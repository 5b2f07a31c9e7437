package dev.mevsdk.feed;

import dev.mevsdk.proto.market.MarketEvent;
import dev.mevsdk.proto.market.PoolUpdate;
import dev.mevsdk.proto.market.TipFloor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The simulation, one slot a step: noise traders move prices, opportunities appear, rivals and agents bid for them, the
 * greatest tip lands. Prices, labels and outcomes follow from these rules and the seed. Not thread-safe.
 */
final class Market {
    private static final double[] TIP_SHARES = {0.3, 0.45, 0.6, 0.75, 0.9};

    private final MarketConfig config;
    private final Random random;
    private final TipHistory tips = new TipHistory();
    private final Auction auction;
    private final List<Token> tokens = new ArrayList<>();
    private final NoiseTraders traders;
    private final MarketListener listener;
    private final List<Pending> lastSlot = new ArrayList<>();
    private final List<Bid> waiting = new ArrayList<>();
    private long slot;

    /** An opportunity with the tip that a decision made on it would carry. */
    private record Pending(Opportunity opportunity, TipFloor floor, long tipLamports) {}

    Market(MarketConfig config, MarketListener listener) {
        this.config = config;
        this.random = new Random(config.seed());
        this.listener = listener;
        this.slot = config.startSlot();
        for (int t = 0; t < config.tokens(); t++) {
            tokens.add(newToken(t));
        }
        auction = new Auction(rivals(config.tokens()), tips);
        traders = new NoiseTraders(random, new SandwichRace(random, auction, tips, listener), listener);
    }

    long slot() {
        return slot;
    }

    TipFloor tipFloor() {
        return tips.floor();
    }

    /** One slot: the bids are those that arrived since the last one. */
    void step(List<Bid> bids) {
        slot++;
        List<Bid> open = new ArrayList<>(waiting);
        open.addAll(bids);
        waiting.clear();
        for (Token token : tokens) {
            token.nextSlot(random);
        }
        for (int i = 0; i < config.tradesPerSlot(); i++) {
            Token token = tokens.get(random.nextInt(tokens.size()));
            emit(MarketEvent.newBuilder().setPool(update(traders.trade(token, slot))));
        }
        traders.executeDue(slot, open);
        labelLastSlot();
        tokens.forEach(token -> token.opportunity(slot).ifPresent(found -> settle(found, open)));
        refuseOrKeep(open);
        tokens.forEach(token -> token.opportunity(slot).ifPresent(this::announce));
        emit(MarketEvent.newBuilder().setTipFloor(tips.floor()));
    }

    /** A bid for a buy that is still pending waits; one for something that is gone fails in simulation. */
    private void refuseOrKeep(List<Bid> open) {
        for (Bid bid : open) {
            if (traders.isPending(bid.target())) {
                waiting.add(bid);
            } else {
                listener.settled(BidResult.lost(bid, slot, "simulation_failure"));
            }
        }
    }

    private void settle(Opportunity opportunity, List<Bid> open) {
        String target = target(opportunity);
        List<Bid> bids =
                open.stream().filter(bid -> bid.target().equals(target)).toList();
        open.removeAll(bids);
        auction.settle(opportunity, bids).forEach(listener::settled);
    }

    private void announce(Opportunity opportunity) {
        emit(MarketEvent.newBuilder().setArb(opportunity.toProto()));
        // Decisions bid different shares of the profit, so that a tip's effect can be learned.
        double share = TIP_SHARES[(int) (slot % TIP_SHARES.length)];
        long tip = Math.max(TipHistory.MINIMUM_LAMPORTS, (long) (share * opportunity.netLamports()));
        lastSlot.add(new Pending(opportunity, tips.floor(), tip));
    }

    private void labelLastSlot() {
        for (Pending pending : lastSlot) {
            Opportunity seen = pending.opportunity();
            double profit = seen.cycle().profit(seen.inputLamports());
            long rival =
                    auction.rivalBid(seen.cycle().cheap().mint(), profit - seen.costLamports(), seen.ageSlots() + 1);
            boolean wins = pending.tipLamports() > rival;
            boolean pays = profit - seen.costLamports() - pending.tipLamports() > 0;
            listener.arbitrageLabelled(seen, pending.floor(), pending.tipLamports(), wins && pays);
        }
        lastSlot.clear();
    }

    static String target(Opportunity opportunity) {
        return opportunity.cycle().cheap().id() + ">"
                + opportunity.cycle().dear().id();
    }

    private void emit(MarketEvent.Builder event) {
        listener.event(event.setSlot(slot));
    }

    private static PoolUpdate update(Pool pool) {
        return PoolUpdate.newBuilder()
                .setPool(pool.id())
                .setDex(pool.dex())
                .setBaseMint(pool.mint())
                .setQuoteMint(Opportunity.SOL)
                .setBaseReserve((long) pool.baseReserve())
                .setQuoteReserve((long) pool.quoteReserve())
                .setFeeBps(pool.feeBps())
                .build();
    }

    /** The quicker one is, the fewer tokens it has eyes for. */
    private static List<Rival> rivals(int tokens) {
        return List.of(
                new Rival(0.35, 0, 400_000, firstMints(tokens * 5 / 8)),
                new Rival(0.55, 1, 60_000, firstMints(tokens / 2)),
                new Rival(0.75, 2, 30_000, firstMints(tokens * 3 / 4)),
                new Rival(0.9, 4, 0, firstMints(tokens)));
    }

    private static Set<String> firstMints(int count) {
        return IntStream.range(0, count).mapToObj(Market::mint).collect(Collectors.toSet());
    }

    private static String mint(int number) {
        return "SimMint" + number;
    }

    private Token newToken(int number) {
        double price = Math.exp(random.nextGaussian() * 2 - 3);
        List<Pool> pools = new ArrayList<>();
        for (String dex : config.dexes()) {
            double quote = 500e9 * Math.exp(random.nextGaussian());
            String id = "pool-" + dex + "-" + number;
            String mint = mint(number);
            pools.add(new Pool(id, dex, mint, dex.startsWith("raydium") ? 25 : 10, quote / price, quote));
        }
        return new Token(pools);
    }
}
