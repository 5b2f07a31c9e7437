//! What an agent decided, and on what.

use prost::Message;

use crate::bid::Bid;
use crate::decision_json;
use crate::opportunity::{Candidate, Opportunity};
use crate::policy::Policy;
use crate::proto::realtime::envelope::{Payload, Type};
use crate::proto::realtime::{ArbOpportunity, Envelope, MevOpportunity};
use crate::scoring::Score;

pub const LAMPORTS_PER_SOL: f64 = 1e9;
const FORM: &str = "1";

pub struct Decision<'a> {
    pub agent_id: &'a str,
    /// Per agent, rising by one.
    pub sequence: u64,
    pub opportunity: Opportunity,
    pub score: Score,
    pub bid: Bid,
    pub policy: &'a Policy,
}

impl Decision<'_> {
    /// The same for the same agent and market event: a repeated decision is recognised.
    pub fn event_id(&self) -> String {
        format!("{}:{}", self.agent_id, self.opportunity.event_id)
    }

    /// Profit if it lands and is what it seems: gross less costs and tip.
    pub fn net_lamports(&self) -> i64 {
        let gross = self.opportunity.gross_lamports();
        gross.wrapping_sub(self.opportunity.cost_lamports()).wrapping_sub(self.bid.tip_lamports)
    }

    pub fn net_sol(&self) -> f64 {
        self.net_lamports() as f64 / LAMPORTS_PER_SOL
    }

    pub fn kind(&self) -> &'static str {
        match self.opportunity.candidate {
            Candidate::Arbitrage(_) => "cyclic_arbitrage",
            Candidate::Sandwich(_) => "sandwich",
        }
    }

    /// The value of a record for the decision topics; `emitted_at_ns` is ns since the epoch.
    pub fn to_bytes(&self, emitted_at_ns: i64) -> Vec<u8> {
        let (kind, payload) = match self.opportunity.candidate {
            Candidate::Arbitrage(_) => (Type::Arb, Payload::Arb(self.arbitrage())),
            Candidate::Sandwich(_) => (Type::Mev, Payload::Mev(self.sandwich())),
        };
        let envelope = Envelope {
            r#type: kind.into(),
            payload: Some(payload),
            event_id: self.event_id(),
            emitted_at_ns,
            agent_id: self.agent_id.to_owned(),
            sequence: self.sequence,
            model_version: self.score.model_version.clone(),
            policy_version: self.policy.version,
            module: self.policy.module.clone(),
            hub_seq: 0,
        };
        envelope.encode_to_vec()
    }

    fn arbitrage(&self) -> ArbOpportunity {
        ArbOpportunity {
            version: FORM.to_owned(),
            slot: self.opportunity.slot,
            net_sol: self.net_sol(),
            net_lamports: self.net_lamports(),
            classification: self.kind().to_owned(),
            p_land_est: self.bid.landing,
            tip_ladder: self.policy.tip_ladder.clone(),
            dex: self.opportunity.dex().to_owned(),
            raw: decision_json::of(self),
            ..ArbOpportunity::default()
        }
    }

    fn sandwich(&self) -> MevOpportunity {
        MevOpportunity {
            version: FORM.to_owned(),
            slot: self.opportunity.slot,
            attacker: self.agent_id.to_owned(),
            net_sol: self.net_sol(),
            net_lamports: self.net_lamports(),
            r#type: self.kind().to_owned(),
            p_land_est: self.bid.landing,
            tip_ladder: self.policy.tip_ladder.clone(),
            bundle_id: self.event_id(),
            dex: self.opportunity.dex().to_owned(),
            raw: decision_json::of(self),
        }
    }
}
