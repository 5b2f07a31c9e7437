//! How good an opportunity is.

use crate::numbers;
use crate::opportunity::Opportunity;

/// What an agent says of decisions that no model has scored.
pub const HEURISTIC: &str = "heuristic-1";

/// `quality` is 0..1: the probability that it is what it seems; `model_version` is what said so.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    pub quality: f64,
    pub model_version: String,
}

pub trait Scoring {
    fn score(&mut self, opportunity: &Opportunity) -> Score;
}

/// The estimate in use before there is a model. A sandwich candidate brings its own confidence. A cyclic arbitrage is as
/// good as its edge is wide against the price's movement: edge / (edge + volatility), both in bps; one half when the
/// volatility is unknown. A guess that orders opportunities, not a calibrated probability.
pub struct Heuristic;

impl Scoring for Heuristic {
    fn score(&mut self, opportunity: &Opportunity) -> Score {
        let confidence = opportunity.input("confidence");
        let quality =
            if confidence.is_nan() { edge_over_movement(opportunity) } else { clamp(confidence) };
        Score { quality, model_version: HEURISTIC.to_owned() }
    }
}

fn edge_over_movement(opportunity: &Opportunity) -> f64 {
    let edge = numbers::max(0.0, opportunity.input("market.gross_edge_bps"));
    let volatility = opportunity.input("market.volatility_5s_bps");
    let quality = edge / (edge + volatility);
    if quality.is_nan() { 0.5 } else { clamp(quality) }
}

fn clamp(value: f64) -> f64 {
    numbers::max(0.0, numbers::min(1.0, value))
}
