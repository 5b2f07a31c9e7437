package dev.mevsdk.agent;

import dev.mevsdk.proto.market.ArbCandidate;
import dev.mevsdk.proto.market.Leg;
import dev.mevsdk.proto.market.MarketEvent;
import dev.mevsdk.proto.market.SandwichCandidate;
import dev.mevsdk.proto.market.TipFloor;

final class MarketEvents {
    static final TipFloor FLOOR = TipFloor.newBuilder()
            .setP25Lamports(1_000)
            .setP50Lamports(10_000)
            .setP75Lamports(50_000)
            .setP95Lamports(1_000_000)
            .setP99Lamports(5_000_000)
            .build();

    private MarketEvents() {}

    static MarketEvent floor() {
        return MarketEvent.newBuilder().setEventId("floor").setTipFloor(FLOOR).build();
    }

    static MarketEvent arbitrage(String id) {
        return MarketEvent.newBuilder()
                .setEventId(id)
                .setSlot(7)
                .setArb(ArbCandidate.newBuilder()
                        .addLegs(leg("p1", "raydium", "SOL", "X"))
                        .addLegs(leg("p2", "orca", "X", "SOL"))
                        .setInputLamports(3_000_000_001L)
                        .setGrossLamports(20_000_000)
                        .setCostLamports(10_000)
                        .setMinLiquidityLamports(900_000_000_000L)
                        .setVolatility5SBps(1.0 / 3)
                        .setAgeSlots(1)
                        .setFlashLoan(true))
                .build();
    }

    static MarketEvent sandwich(String id, double volatility) {
        return MarketEvent.newBuilder()
                .setEventId(id)
                .setSlot(7)
                .setSandwich(SandwichCandidate.newBuilder()
                        .setVictimSignature("victim")
                        .setPool("p1")
                        .setDex("raydium")
                        .setVictimInLamports(4_000_000_000L)
                        .setVictimSlippageBps(150)
                        .setFrontrunEffectivePrice(1.0e-7 / 3)
                        .setInventoryAlignment(0.9)
                        .setGrossLamports(30_000_000)
                        .setCostLamports(10_000)
                        .setVolatility5SBps(volatility)
                        .setConfidence(0.8)
                        .setPoolLiquidityLamports(800_000_000_000L))
                .build();
    }

    private static Leg leg(String pool, String dex, String in, String out) {
        return Leg.newBuilder()
                .setPool(pool)
                .setDex(dex)
                .setInMint(in)
                .setOutMint(out)
                .build();
    }
}
