//! From market events to decisions under a policy. No clock, no input, no output.

use crate::bid::{self, Bid};
use crate::decision::{Decision, LAMPORTS_PER_SOL};
use crate::opportunity::{Candidate, Opportunity};
use crate::policy::{Policy, State};
use crate::proto::market::market_event::Payload;
use crate::proto::market::{MarketEvent, TipFloor};
use crate::scoring::Scoring;
use crate::throttle;

/// What became of the events since the start.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    pub seen: u64,
    pub halted: u64,
    pub throttled: u64,
    pub below_ev_min: u64,
    pub emitted: u64,
    pub unreadable: u64,
}

/// One agent. The same events, policies and model give the same decisions.
pub struct Core<S> {
    agent_id: String,
    scoring: S,
    floor: Option<TipFloor>,
    generation: u64,
    sequence: u64,
    pub figures: Figures,
}

impl<S: Scoring> Core<S> {
    pub fn new(agent_id: &str, scoring: S) -> Core<S> {
        Core {
            agent_id: agent_id.to_owned(),
            scoring,
            floor: None,
            generation: 0,
            sequence: 0,
            figures: Figures::default(),
        }
    }

    pub fn scoring(&mut self) -> &mut S {
        &mut self.scoring
    }

    /// The decision's record, or none: the event is of another kind, no tip floor is known yet, the policy does not run,
    /// leaves it out, or too little is to be expected.
    pub fn on(&mut self, event: MarketEvent, policy: &Policy, now_ns: i64) -> Option<Vec<u8>> {
        let opportunity = self.opportunity(event, policy)?;
        self.figures.seen += 1;
        if policy.state != State::Running {
            self.figures.halted += 1;
            return None;
        }
        let decision = self.decide(opportunity, policy)?;
        let record = Decision { agent_id: &self.agent_id, ..decision }.to_bytes(now_ns);
        self.sequence += 1;
        self.figures.emitted += 1;
        Some(record)
    }

    fn opportunity(&mut self, event: MarketEvent, policy: &Policy) -> Option<Opportunity> {
        // A restart command drops what was cached.
        if policy.generation != self.generation {
            self.generation = policy.generation;
            self.floor = None;
        }
        if let Some(Payload::TipFloor(next)) = event.payload {
            self.take(next);
            return None;
        }
        let floor = self.floor?;
        let candidate = match (policy.module.as_str(), event.payload.clone()?) {
            ("arbitrage", Payload::Arb(found)) => Candidate::Arbitrage(found),
            ("mev", Payload::Sandwich(found)) => Candidate::Sandwich(found),
            _ => return None,
        };
        Some(Opportunity::new(&event, floor, candidate))
    }

    /// A floor that does not rise from percentile to percentile is damaged: the one before it stays.
    fn take(&mut self, next: TipFloor) {
        if bid::is_floor(&next) {
            self.floor = Some(next);
        } else {
            self.figures.unreadable += 1;
        }
    }

    fn decide<'a>(&mut self, opportunity: Opportunity, policy: &'a Policy) -> Option<Decision<'a>> {
        if throttle::leaves_out(&opportunity.event_id, policy.throttle_pct) {
            self.figures.throttled += 1;
            return None;
        }
        let score = self.scoring.score(&opportunity);
        let bid = Bid::best(&opportunity, score.quality, &policy.tip_ladder)
            .filter(|bid| bid.expected_lamports / LAMPORTS_PER_SOL >= policy.ev_min);
        let Some(bid) = bid else {
            self.figures.below_ev_min += 1;
            return None;
        };
        Some(Decision {
            agent_id: "",
            sequence: self.sequence + 1,
            opportunity,
            score,
            bid,
            policy,
        })
    }
}
