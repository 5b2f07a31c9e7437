package dev.mevsdk.agent;

import dev.mevsdk.proto.market.ArbCandidate;
import dev.mevsdk.proto.market.Leg;
import dev.mevsdk.proto.market.MarketEvent;
import dev.mevsdk.proto.market.SandwichCandidate;
import dev.mevsdk.proto.market.TipFloor;
import java.util.function.ToDoubleFunction;

/**
 * A candidate with the tip floor of its moment. As a function it answers the keys of feature sets, with the same
 * numbers that {@link DecisionJson} writes, so that training sees what the agent saw.
 */
sealed interface Opportunity extends ToDoubleFunction<String> {
    MarketEvent event();

    TipFloor floor();

    /** Quoted output minus input. */
    long grossLamports();

    /** Network and loan fees, without the tip. */
    long costLamports();

    /** Slots since it appeared. */
    long ageSlots();

    String dex();

    record Arbitrage(MarketEvent event, TipFloor floor, ArbCandidate candidate) implements Opportunity {
        @Override
        public long grossLamports() {
            return candidate.getGrossLamports();
        }

        @Override
        public long costLamports() {
            return candidate.getCostLamports();
        }

        @Override
        public long ageSlots() {
            return Integer.toUnsignedLong(candidate.getAgeSlots());
        }

        @Override
        public String dex() {
            return candidate.getLegsCount() == 0 ? "" : candidate.getLegs(0).getDex();
        }

        double grossEdgeBps() {
            return (double) grossLamports() / candidate.getInputLamports() * 10_000;
        }

        long dexes() {
            return candidate.getLegsList().stream().map(Leg::getDex).distinct().count();
        }

        @Override
        public double applyAsDouble(String key) {
            return switch (key) {
                case "market.gross_edge_bps" -> finite(grossEdgeBps());
                case "market.volatility_5s_bps" -> finite(candidate.getVolatility5SBps());
                case "market.min_liquidity_lamports" -> candidate.getMinLiquidityLamports();
                case "market.input_lamports" -> candidate.getInputLamports();
                case "market.tip_floor_p50_lamports" -> floor.getP50Lamports();
                case "legs.length" -> candidate.getLegsCount();
                case "structure.n_dexes" -> dexes();
                case "structure.age_slots" -> ageSlots();
                case "structure.flash_loan" -> candidate.getFlashLoan() ? 1 : 0;
                default -> Double.NaN;
            };
        }
    }

    record Sandwich(MarketEvent event, TipFloor floor, SandwichCandidate candidate) implements Opportunity {
        @Override
        public long grossLamports() {
            return candidate.getGrossLamports();
        }

        @Override
        public long costLamports() {
            return candidate.getCostLamports();
        }

        @Override
        public long ageSlots() {
            return 0;
        }

        @Override
        public String dex() {
            return candidate.getDex();
        }

        long slippageBps() {
            return Integer.toUnsignedLong(candidate.getVictimSlippageBps());
        }

        @Override
        public double applyAsDouble(String key) {
            return switch (key) {
                case "frontrun.effective_price" -> finite(candidate.getFrontrunEffectivePrice());
                case "market.volatility_5s_bps" -> finite(candidate.getVolatility5SBps());
                case "market.victim_slippage_bps" -> slippageBps();
                case "market.pool_liquidity_lamports" -> candidate.getPoolLiquidityLamports();
                case "market.input_lamports" -> candidate.getVictimInLamports();
                case "market.tip_floor_p50_lamports" -> floor.getP50Lamports();
                case "structure.inventory_alignment" -> finite(candidate.getInventoryAlignment());
                case "confidence" -> finite(candidate.getConfidence());
                default -> Double.NaN;
            };
        }
    }

    /** What JSON can't say is absent there, and so it is here. */
    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.NaN;
    }
}
