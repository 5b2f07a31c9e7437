package dev.mevsdk.feed;

import dev.mevsdk.proto.market.MarketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Traders who buy and sell for reasons of their own, more often towards the fair price. A large buy is pending for two
 * slots, in which others may bid to trade around it. Not thread-safe.
 */
final class NoiseTraders {
    private static final double MEAN_TRADE_LAMPORTS = 2e9;
    private static final double LARGE_TRADE_LAMPORTS = 4e9;
    /** Share of large buyers who know what a wide slippage invites. */
    private static final double CAREFUL = 0.5;
    /** Share of large buys sent past everybody's eyes, by a protected route: of careful buyers, and of the others. */
    private static final double CAREFUL_PRIVATE = 0.8;

    private static final double CARELESS_PRIVATE = 0.2;

    private static final int PENDING_SLOTS = 2;

    private final Random random;
    private final MarketListener listener;
    private final SandwichRace race;
    private final List<PendingBuy> pending = new ArrayList<>();
    private long signatures;

    NoiseTraders(Random random, SandwichRace race, MarketListener listener) {
        this.random = random;
        this.race = race;
        this.listener = listener;
    }

    /** One trade of a random size on a random pool of the token, which is returned. */
    Pool trade(Token token, long slot) {
        Pool pool = token.pool(random);
        double lamports = MEAN_TRADE_LAMPORTS * Math.exp(random.nextGaussian() - 0.5);
        double pull = Math.tanh((token.fairPrice() / pool.price() - 1) * 50);
        boolean buys = random.nextDouble() < 0.5 + 0.5 * pull;
        if (!buys) {
            pool.sell(lamports / pool.price());
        } else if (lamports > LARGE_TRADE_LAMPORTS) {
            submit(token, pool, lamports, slot);
        } else {
            pool.buy(lamports);
        }
        return pool;
    }

    /** Trades the large buys that are due, with whoever got around them. Takes their bids out of the open ones. */
    void executeDue(long slot, List<Bid> open) {
        pending.removeIf(buy -> {
            if (!buy.dueAt(slot)) {
                return false;
            }
            race.execute(buy, slot, open);
            return true;
        });
    }

    boolean isPending(String victimSignature) {
        return pending.stream().anyMatch(buy -> buy.room().victimSignature().equals(victimSignature));
    }

    private void submit(Token token, Pool pool, double lamports, long slot) {
        String victim = "sim-victim-" + slot + "-" + signatures++;
        boolean careful = random.nextDouble() < CAREFUL;
        int slippageBps = careful ? 20 + random.nextInt(130) : 50 + random.nextInt(250);
        Sandwich room = Sandwich.around(victim, pool, lamports, slippageBps, token.volatilityBps());
        boolean seen = random.nextDouble() >= (careful ? CAREFUL_PRIVATE : CARELESS_PRIVATE);
        pending.add(new PendingBuy(token, pool, room, seen, slot + PENDING_SLOTS));
        if (seen && room.grossLamports() > room.costLamports()) {
            listener.event(MarketEvent.newBuilder().setSlot(slot).setSandwich(room.toProto()));
        }
    }
}
