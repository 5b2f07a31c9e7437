//! How much to tip, and what is to be expected of it.

use crate::numbers;
use crate::opportunity::Opportunity;
use crate::proto::market::TipFloor;

/// Where Jito's tip floor is known.
const KNOWN: [f64; 5] = [0.25, 0.5, 0.75, 0.95, 0.99];
const LEFT_PER_SLOT: f64 = 0.9;
const OLDEST_SLOTS: u32 = 1_000;

/// A rung of the ladder with its tip.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bid {
    /// Of the tip floor, 0..1.
    pub percentile: f64,
    pub tip_lamports: i64,
    /// 0..1: the share of recently landed bundles that the tip outbids, less a tenth for each slot of age.
    pub landing: f64,
    /// `landing * (quality * (gross - cost - tip) - (1 - quality) * (cost + tip))`: what does not land costs nothing.
    pub expected_lamports: f64,
}

impl Bid {
    /// The rung with the highest expectation, the lowest of equals; none when none promises a profit.
    pub fn best(opportunity: &Opportunity, quality: f64, ladder: &[f64]) -> Option<Bid> {
        let mut best: Option<Bid> = None;
        for &percentile in ladder {
            let bid = Bid::at(percentile, opportunity, quality);
            if bid.expected_lamports > 0.0
                && best.is_none_or(|b| bid.expected_lamports > b.expected_lamports)
            {
                best = Some(bid);
            }
        }
        best
    }

    fn at(percentile: f64, opportunity: &Opportunity, quality: f64) -> Bid {
        let tip_lamports = tip_at(percentile, &opportunity.floor);
        let landing = outbid(percentile) * left_after(opportunity.age_slots());
        let lost = opportunity.cost_lamports() as f64 + tip_lamports as f64;
        let won = opportunity.gross_lamports() as f64 - lost;
        let expected_lamports = landing * (quality * won - (1.0 - quality) * lost);
        Bid { percentile, tip_lamports, landing, expected_lamports }
    }
}

/// What the tip outbids: beyond the first and last known point the tip stays as it is, and so does this.
fn outbid(percentile: f64) -> f64 {
    percentile.clamp(KNOWN[0], KNOWN[KNOWN.len() - 1])
}

/// By multiplication alone: power functions differ in their last bit from one library to the next.
fn left_after(slots: u32) -> f64 {
    (0..slots.min(OLDEST_SLOTS)).fold(1.0, |left, _| left * LEFT_PER_SLOT)
}

/// The tip at a percentile 0..1, lamports, linear between the five points of the floor; below the first it is the
/// first, above the last the last.
pub fn tip_at(percentile: f64, floor: &TipFloor) -> i64 {
    let lamports = points(floor);
    match KNOWN.iter().position(|known| percentile <= *known) {
        Some(0) => lamports[0],
        Some(upper) => between(percentile, &lamports, upper),
        None => lamports[KNOWN.len() - 1],
    }
}

fn between(percentile: f64, lamports: &[i64; 5], upper: usize) -> i64 {
    let share = (percentile - KNOWN[upper - 1]) / (KNOWN[upper] - KNOWN[upper - 1]);
    let step = lamports[upper].wrapping_sub(lamports[upper - 1]);
    numbers::round(lamports[upper - 1] as f64 + share * step as f64)
}

/// Whether the five points are positive and none is below the one before it.
pub fn is_floor(floor: &TipFloor) -> bool {
    let mut below = 1;
    points(floor).into_iter().all(|lamports| std::mem::replace(&mut below, lamports) <= lamports)
}

/// As Java reads them: what does not fit 63 bits is negative, and so no floor.
fn points(floor: &TipFloor) -> [i64; 5] {
    [
        floor.p25_lamports as i64,
        floor.p50_lamports as i64,
        floor.p75_lamports as i64,
        floor.p95_lamports as i64,
        floor.p99_lamports as i64,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOOR: TipFloor = TipFloor {
        p25_lamports: 1_000,
        p50_lamports: 10_000,
        p75_lamports: 50_000,
        p95_lamports: 1_000_000,
        p99_lamports: 5_000_000,
    };

    #[test]
    fn tip_is_linear_between_the_points_and_flat_beyond_them() {
        let cases =
            [(0.0, 1_000), (0.375, 5_500), (0.625, 30_000), (0.97, 3_000_000), (1.0, 5_000_000)];
        for (percentile, tip) in cases {
            assert_eq!(tip_at(percentile, &FLOOR), tip);
        }
        assert_eq!(outbid(0.0), 0.25);
        assert_eq!(outbid(1.0), 0.99);
    }

    #[test]
    fn a_floor_rises() {
        assert!(is_floor(&FLOOR));
        assert!(!is_floor(&TipFloor::default()));
        assert!(!is_floor(&TipFloor { p95_lamports: 1, ..FLOOR }));
        assert!(!is_floor(&TipFloor { p99_lamports: u64::MAX, ..FLOOR }));
    }
}
