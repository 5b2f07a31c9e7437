//! The feature sets that are known before the trade, with the same floats as the training's.

use crate::opportunity::Opportunity;

/// A column's formula over the inputs of an opportunity. Only operations that IEEE 754 rounds exactly, and the natural
/// logarithm in the form that Java's StrictMath has too.
enum Formula {
    Input(&'static str),
    Log1p(&'static str),
    AbsLog(&'static str),
    Ratio(&'static str, &'static str),
}

use Formula::{AbsLog, Input, Log1p, Ratio};

/// The columns a model of a module sees, in the order it sees them.
pub struct FeatureSet {
    /// `{module}/{name}`, as manifests have it.
    pub id: &'static str,
    columns: &'static [(&'static str, Formula)],
}

const EDGE: &str = "market.gross_edge_bps";
const VOLATILITY: &str = "market.volatility_5s_bps";
const LIQUIDITY: &str = "market.min_liquidity_lamports";
const SIZE: &str = "market.input_lamports";
const SLIPPAGE: &str = "market.victim_slippage_bps";

const ARBITRAGE: FeatureSet = FeatureSet {
    id: "arbitrage/default",
    columns: &[
        ("gross_edge_bps", Input(EDGE)),
        ("vol5", Input(VOLATILITY)),
        ("edge_over_vol", Ratio(EDGE, VOLATILITY)),
        ("log_liquidity", Log1p(LIQUIDITY)),
        ("log_input", Log1p(SIZE)),
        ("input_over_liquidity", Ratio(SIZE, LIQUIDITY)),
        ("log_tip_floor", Log1p("market.tip_floor_p50_lamports")),
        ("log_gas_price", Log1p("market.gas_price_wei")),
        ("n_legs", Input("legs.length")),
        ("n_dexes", Input("structure.n_dexes")),
        ("age_slots", Input("structure.age_slots")),
        ("flash_loan", Input("structure.flash_loan")),
    ],
};

const MEV: FeatureSet = FeatureSet {
    id: "mev/pretrade",
    columns: &[
        ("abs_log_fr_px", AbsLog("frontrun.effective_price")),
        ("vol5", Input(VOLATILITY)),
        ("slippage_bps", Input(SLIPPAGE)),
        ("slippage_over_vol", Ratio(SLIPPAGE, VOLATILITY)),
        ("log_liquidity", Log1p("market.pool_liquidity_lamports")),
        ("confidence", Input("confidence")),
    ],
};

impl FeatureSet {
    /// Of the module `arbitrage` or `mev`.
    pub fn of(module: &str) -> Option<&'static FeatureSet> {
        match module {
            "arbitrage" => Some(&ARBITRAGE),
            "mev" => Some(&MEV),
            _ => None,
        }
    }

    pub fn len(&self) -> usize {
        self.columns.len()
    }

    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    pub fn columns(&self) -> Vec<&'static str> {
        self.columns.iter().map(|(name, _)| *name).collect()
    }

    /// One row; NaN for what is absent, infinite or too large.
    pub fn vector(&self, opportunity: &Opportunity) -> Vec<f32> {
        self.columns.iter().map(|(_, formula)| narrowed(formula.value(opportunity))).collect()
    }
}

impl Formula {
    fn value(&self, of: &Opportunity) -> f64 {
        match self {
            Input(key) => of.input(key),
            Log1p(key) => libm::log(1.0 + of.input(key)),
            AbsLog(key) => libm::log(of.input(key)).abs(),
            Ratio(dividend, divisor) => of.input(dividend) / of.input(divisor),
        }
    }
}

fn narrowed(value: f64) -> f32 {
    let narrow = value as f32;
    if narrow.is_finite() { narrow } else { f32::NAN }
}
