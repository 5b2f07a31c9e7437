package dev.mevsdk.ml.features;

import static dev.mevsdk.ml.features.Expression.column;
import static dev.mevsdk.ml.features.Expression.input;
import static dev.mevsdk.ml.features.Expression.length;
import static dev.mevsdk.ml.features.Feature.after;
import static dev.mevsdk.ml.features.Feature.before;

import dev.mevsdk.core.MevException;
import java.util.ArrayList;
import java.util.List;

/** Feature sets by module and name. Immutable. */
public final class FeatureSets {
    private static final FeatureSets STANDARD =
            new FeatureSets(List.of(mevDefault(), mevPreTrade(), arbitrageDefault(), arbitrageDetection()));

    private final List<FeatureSet> sets;

    private FeatureSets(List<FeatureSet> sets) {
        this.sets = List.copyOf(sets);
    }

    /** `mev/default`, `mev/pretrade`, `arbitrage/default`, `arbitrage/detection`. */
    public static FeatureSets standard() {
        return STANDARD;
    }

    /** These and one more; a set of the same module and name is replaced. */
    public FeatureSets with(FeatureSet set) {
        List<FeatureSet> all = new ArrayList<>(sets);
        all.removeIf(s -> s.id().equals(set.id()));
        all.add(set);
        return new FeatureSets(all);
    }

    public List<FeatureSet> all() {
        return sets;
    }

    /** @throws MevException BAD_INPUT for an unknown module or name, with those there are */
    public FeatureSet find(String module, String name) {
        List<FeatureSet> ofModule =
                sets.stream().filter(s -> s.module().equals(module)).toList();
        if (ofModule.isEmpty()) {
            throw MevException.badInput("module must be one of "
                    + sets.stream().map(FeatureSet::module).distinct().sorted().toList());
        }
        return ofModule.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> MevException.badInput("features must be one of "
                        + ofModule.stream().map(FeatureSet::name).sorted().toList() + " for module " + module));
    }

    /** The original's five. `br_px` and the alignment are known only once the back-run is there: for detection. */
    private static FeatureSet mevDefault() {
        return new FeatureSet(
                "mev",
                "default",
                Cutoff.POST_TRADE,
                "mev_sandwich",
                "label_is_sandwich",
                List.of(
                        before("fr_px", input("frontrun", "effective_price")),
                        after("br_px", input("backrun", "effective_price")),
                        before("vol5", input("market", "volatility_5s_bps")),
                        after("inv_al", input("structure", "inventory_alignment")),
                        before("confidence", column("confidence"))));
    }

    /** What is known before the trade; prices only as a magnitude that hides the quote's orientation. */
    private static FeatureSet mevPreTrade() {
        Expression slippage = input("market", "victim_slippage_bps");
        Expression volatility = input("market", "volatility_5s_bps");
        return new FeatureSet(
                "mev",
                "pretrade",
                Cutoff.PRE_TRADE,
                "mev_sandwich",
                "label_is_sandwich",
                List.of(
                        before(
                                "abs_log_fr_px",
                                input("frontrun", "effective_price").absLog()),
                        before("vol5", volatility),
                        before("slippage_bps", slippage),
                        before("slippage_over_vol", slippage.over(volatility)),
                        before(
                                "log_liquidity",
                                input("market", "pool_liquidity_lamports").log1p()),
                        before("confidence", column("confidence"))));
    }

    private static FeatureSet arbitrageDefault() {
        return new FeatureSet(
                "arbitrage", "default", Cutoff.PRE_TRADE, "arbitrage", "label_profitable", arbitrageColumns());
    }

    /** With what the trade brought and cost: to tell good from bad trades afterwards. */
    private static FeatureSet arbitrageDetection() {
        Expression cost = input("profit", "cost_lamports");
        Expression gross = input("profit", "gross_lamports");
        List<Feature> columns = new ArrayList<>(arbitrageColumns());
        columns.add(after("log_cost", cost.log1p()));
        columns.add(after("cost_over_gross", cost.over(gross)));
        columns.add(after("net_sol", input("profit", "net_sol")));
        return new FeatureSet("arbitrage", "detection", Cutoff.POST_TRADE, "arbitrage", "label_profitable", columns);
    }

    private static List<Feature> arbitrageColumns() {
        Expression edge = input("market", "gross_edge_bps");
        Expression volatility = input("market", "volatility_5s_bps");
        Expression liquidity = input("market", "min_liquidity_lamports");
        Expression size = input("market", "input_lamports");
        return List.of(
                before("gross_edge_bps", edge),
                before("vol5", volatility),
                before("edge_over_vol", edge.over(volatility)),
                before("log_liquidity", liquidity.log1p()),
                before("log_input", size.log1p()),
                before("input_over_liquidity", size.over(liquidity)),
                before(
                        "log_tip_floor",
                        input("market", "tip_floor_p50_lamports").log1p()),
                before("log_gas_price", input("market", "gas_price_wei").log1p()),
                before("n_legs", length("legs")),
                before("n_dexes", input("structure", "n_dexes")),
                before("age_slots", input("structure", "age_slots")),
                before("flash_loan", input("structure", "flash_loan")));
    }
}
