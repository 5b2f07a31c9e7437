//! The decision in the nested JSON form, with the numbers it was made on. What is unknown is left out.

use crate::decision::Decision;
use crate::json_text::JsonText;
use crate::opportunity::{self, Candidate};
use crate::proto::market::{ArbCandidate, SandwichCandidate};

pub fn of(decision: &Decision) -> Vec<u8> {
    JsonText::of(|out| {
        common(out, decision);
        profit(out, decision);
        match &decision.opportunity.candidate {
            Candidate::Arbitrage(found) => arbitrage(out, decision, found),
            Candidate::Sandwich(found) => sandwich(out, decision, found),
        }
    })
}

fn common(out: &mut JsonText, decision: &Decision) {
    out.text("version", "1");
    out.whole("slot", decision.opportunity.slot as i64);
    out.text("dex", decision.opportunity.dex());
    out.text("market_event_id", &decision.opportunity.event_id);
    out.text("bundle_id", &decision.event_id());
    out.whole("tip_lamports", decision.bid.tip_lamports);
    out.object("classification", |out| out.text("type", decision.kind()));
    out.object("decision_meta", |out| {
        out.number("p_land_est", decision.bid.landing);
        out.number("quality", decision.score.quality);
        out.number("expected_lamports", decision.bid.expected_lamports);
        out.object("tip_policy", |out| {
            out.number("percentile", decision.bid.percentile);
            out.array("ladder", |out| {
                for &rung in &decision.policy.tip_ladder {
                    out.number_element(rung);
                }
            });
        });
    });
}

fn profit(out: &mut JsonText, decision: &Decision) {
    out.object("profit", |out| {
        out.number("net_sol", decision.net_sol());
        out.whole("gross_lamports", decision.opportunity.gross_lamports());
        out.whole("cost_lamports", decision.opportunity.cost_lamports());
    });
}

fn arbitrage(out: &mut JsonText, decision: &Decision, found: &ArbCandidate) {
    out.array("legs", |out| {
        for leg in &found.legs {
            out.element(|out| {
                out.text("pool", &leg.pool);
                out.text("dex", &leg.dex);
                out.text("in_mint", &leg.in_mint);
                out.text("out_mint", &leg.out_mint);
            });
        }
    });
    out.object("market", |out| {
        out.known("gross_edge_bps", opportunity::gross_edge_bps(found));
        out.known("volatility_5s_bps", found.volatility_5s_bps);
        out.whole("min_liquidity_lamports", found.min_liquidity_lamports as i64);
        out.whole("input_lamports", found.input_lamports as i64);
        out.whole("tip_floor_p50_lamports", decision.opportunity.floor.p50_lamports as i64);
    });
    out.object("structure", |out| {
        out.whole("n_legs", found.legs.len() as i64);
        out.whole("n_dexes", opportunity::dexes(found) as i64);
        out.whole("age_slots", i64::from(found.age_slots));
        out.whole("flash_loan", i64::from(found.flash_loan));
    });
}

fn sandwich(out: &mut JsonText, decision: &Decision, found: &SandwichCandidate) {
    out.text("attacker", decision.agent_id);
    out.object("bundle", |out| out.text("bundle_id", &decision.event_id()));
    out.object("frontrun", |out| out.known("effective_price", found.frontrun_effective_price));
    out.array("victims", |out| {
        out.element(|out| out.text("signature", &found.victim_signature));
    });
    out.object("market", |out| {
        out.known("volatility_5s_bps", found.volatility_5s_bps);
        out.whole("victim_slippage_bps", i64::from(found.victim_slippage_bps));
        out.whole("pool_liquidity_lamports", found.pool_liquidity_lamports as i64);
        out.whole("input_lamports", found.victim_in_lamports as i64);
        out.whole("tip_floor_p50_lamports", decision.opportunity.floor.p50_lamports as i64);
    });
    out.object("structure", |out| out.known("inventory_alignment", found.inventory_alignment));
    out.known("confidence", found.confidence);
}
