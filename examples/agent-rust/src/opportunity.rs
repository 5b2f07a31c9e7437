//! A candidate with the tip floor of its moment. Unsigned 64-bit fields are read as Java reads them, signed.

use std::collections::BTreeSet;

use crate::proto::market::{ArbCandidate, MarketEvent, SandwichCandidate, TipFloor};

pub struct Opportunity {
    pub event_id: String,
    pub slot: u64,
    pub floor: TipFloor,
    pub candidate: Candidate,
}

pub enum Candidate {
    Arbitrage(ArbCandidate),
    Sandwich(SandwichCandidate),
}

impl Opportunity {
    pub fn new(event: &MarketEvent, floor: TipFloor, candidate: Candidate) -> Opportunity {
        Opportunity { event_id: event.event_id.clone(), slot: event.slot, floor, candidate }
    }

    /// Quoted output minus input.
    pub fn gross_lamports(&self) -> i64 {
        match &self.candidate {
            Candidate::Arbitrage(found) => found.gross_lamports,
            Candidate::Sandwich(found) => found.gross_lamports,
        }
    }

    /// Network and loan fees, without the tip.
    pub fn cost_lamports(&self) -> i64 {
        match &self.candidate {
            Candidate::Arbitrage(found) => found.cost_lamports,
            Candidate::Sandwich(found) => found.cost_lamports,
        }
    }

    /// Since it appeared.
    pub fn age_slots(&self) -> u32 {
        match &self.candidate {
            Candidate::Arbitrage(found) => found.age_slots,
            Candidate::Sandwich(_) => 0,
        }
    }

    pub fn dex(&self) -> &str {
        match &self.candidate {
            Candidate::Arbitrage(found) => found.legs.first().map_or("", |leg| &leg.dex),
            Candidate::Sandwich(found) => &found.dex,
        }
    }

    /// The value of a feature's key, such as `market.volatility_5s_bps`; NaN when unknown.
    pub fn input(&self, key: &str) -> f64 {
        match &self.candidate {
            Candidate::Arbitrage(found) => self.arbitrage(found, key),
            Candidate::Sandwich(found) => self.sandwich(found, key),
        }
    }

    fn arbitrage(&self, found: &ArbCandidate, key: &str) -> f64 {
        match key {
            "market.gross_edge_bps" => finite(gross_edge_bps(found)),
            "market.volatility_5s_bps" => finite(found.volatility_5s_bps),
            "market.min_liquidity_lamports" => signed(found.min_liquidity_lamports),
            "market.input_lamports" => signed(found.input_lamports),
            "market.tip_floor_p50_lamports" => signed(self.floor.p50_lamports),
            "legs.length" => found.legs.len() as f64,
            "structure.n_dexes" => dexes(found) as f64,
            "structure.age_slots" => f64::from(found.age_slots),
            "structure.flash_loan" => f64::from(u8::from(found.flash_loan)),
            _ => f64::NAN,
        }
    }

    fn sandwich(&self, found: &SandwichCandidate, key: &str) -> f64 {
        match key {
            "frontrun.effective_price" => finite(found.frontrun_effective_price),
            "market.volatility_5s_bps" => finite(found.volatility_5s_bps),
            "market.victim_slippage_bps" => f64::from(found.victim_slippage_bps),
            "market.pool_liquidity_lamports" => signed(found.pool_liquidity_lamports),
            "market.input_lamports" => signed(found.victim_in_lamports),
            "market.tip_floor_p50_lamports" => signed(self.floor.p50_lamports),
            "structure.inventory_alignment" => finite(found.inventory_alignment),
            "confidence" => finite(found.confidence),
            _ => f64::NAN,
        }
    }
}

pub fn gross_edge_bps(found: &ArbCandidate) -> f64 {
    found.gross_lamports as f64 / signed(found.input_lamports) * 10_000.0
}

pub fn dexes(found: &ArbCandidate) -> usize {
    found.legs.iter().map(|leg| &leg.dex).collect::<BTreeSet<_>>().len()
}

fn signed(value: u64) -> f64 {
    value as i64 as f64
}

/// What JSON can't say is absent there, and so it is here.
fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { f64::NAN }
}
