//! The policy of a module as a pure fold over the records of `control-commands`: the same states, version and hash as
//! the control plane's. A kill is sticky: only a later start lifts it.

use std::collections::VecDeque;

use sha2::{Digest, Sha256};

use crate::command::{self, Action, Command};

const REMEMBERED_REQUESTS: usize = 64;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Running,
    Stopped,
    Killed,
}

/// What a module has to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    pub module: String,
    pub state: State,
    /// Percent of the opportunities left out.
    pub throttle_pct: u32,
    /// Least expected profit after costs that is worth a decision, SOL.
    pub ev_min: f64,
    /// Percentiles of the tip floor, ascending.
    pub tip_ladder: Vec<f64>,
    /// Raised by each restart.
    pub generation: u64,
    /// Offset of the last accepted command, plus one.
    pub version: u64,
    /// SHA-256 chained over the bytes of all records of the module, refused ones too.
    pub hash: [u8; 32],
}

/// A module's policy, and what folding needs to go on.
#[derive(Debug, Clone)]
pub struct History {
    policy: Policy,
    recent_requests: VecDeque<String>,
}

/// What folding a record did.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    Accepted,
    /// The policy is as before; why.
    Refused(String),
    /// A request id that was accepted before.
    Duplicate,
    /// For another module.
    Foreign,
}

impl History {
    /// Before any command: stopped.
    pub fn empty(module: &str) -> History {
        let policy = Policy {
            module: module.to_owned(),
            state: State::Stopped,
            throttle_pct: 0,
            ev_min: 0.0,
            tip_ladder: vec![0.5],
            generation: 0,
            version: 0,
            hash: [0; 32],
        };
        History { policy, recent_requests: VecDeque::new() }
    }

    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Never fails on account of the record's bytes. One whose module can't be told belongs to every module.
    pub fn fold(&mut self, record: &[u8], offset: u64) -> Verdict {
        let command = match Command::parse(record) {
            Ok(command) => command,
            Err(reason) => {
                let foreign = command::module_of(record).is_some_and(|m| m != self.policy.module);
                if foreign {
                    return Verdict::Foreign;
                }
                self.chain(record);
                return Verdict::Refused(reason);
            }
        };
        if command.module != self.policy.module {
            return Verdict::Foreign;
        }
        self.chain(record);
        if !command.kills() && self.recent_requests.contains(&command.request_id) {
            return Verdict::Duplicate;
        }
        let version = self.policy.version;
        if command.expected_version.is_some_and(|expected| expected != version as i64) {
            return Verdict::Refused(format!("expected_version: the current one is {version}"));
        }
        self.accept(command, offset);
        Verdict::Accepted
    }

    fn accept(&mut self, command: Command, offset: u64) {
        let policy = &mut self.policy;
        policy.state = state_after(policy.state, &command);
        policy.generation += u64::from(command.action == Action::Restart);
        policy.version = offset + 1;
        policy.throttle_pct = command.args.throttle_pct.unwrap_or(policy.throttle_pct);
        policy.ev_min = command.args.ev_min.unwrap_or(policy.ev_min);
        if let Some(ladder) = command.args.tip_ladder {
            policy.tip_ladder = ladder;
        }
        self.recent_requests.push_back(command.request_id);
        if self.recent_requests.len() > REMEMBERED_REQUESTS {
            self.recent_requests.pop_front();
        }
    }

    fn chain(&mut self, record: &[u8]) {
        let sha = Sha256::new().chain_update(self.policy.hash).chain_update(record);
        self.policy.hash = sha.finalize().into();
    }
}

fn state_after(state: State, command: &Command) -> State {
    if command.kills() {
        return State::Killed;
    }
    match command.action {
        Action::Start => State::Running,
        Action::Stop if state != State::Killed => State::Stopped,
        Action::Restart if state != State::Killed => State::Running,
        _ => state,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(history: &mut History, offset: u64, action: &str, args: &str) -> Verdict {
        let record = format!(
            r#"{{"ts":1,"module":"mev","action":"{action}","args":{args},"request_id":"r{offset}"}}"#
        );
        history.fold(record.as_bytes(), offset)
    }

    #[test]
    fn a_kill_is_lifted_by_a_start_alone() {
        let mut history = History::empty("mev");
        let states = [
            ("start", State::Running),
            ("kill", State::Killed),
            ("stop", State::Killed),
            ("restart", State::Killed),
            ("start", State::Running),
            ("stop", State::Stopped),
            ("restart", State::Running),
        ];
        for (offset, (action, state)) in states.into_iter().enumerate() {
            assert_eq!(fold(&mut history, offset as u64, action, "{}"), Verdict::Accepted);
            assert_eq!(history.policy().state, state, "{action}");
        }
        assert_eq!(fold(&mut history, 7, "policy", r#"{"kill":true}"#), Verdict::Accepted);
        assert_eq!(history.policy().state, State::Killed);
        assert_eq!((history.policy().version, history.policy().generation), (8, 2));
    }

    #[test]
    fn a_kill_with_senseless_arguments_counts_and_other_commands_with_such_do_not() {
        let mut history = History::empty("mev");
        fold(&mut history, 0, "start", "{}");
        assert!(matches!(fold(&mut history, 1, "policy", r#"{"ev_min":-1}"#), Verdict::Refused(_)));
        assert!(matches!(fold(&mut history, 2, "policy", "{}"), Verdict::Refused(_)));
        assert_eq!(history.policy().version, 1);
        assert_eq!(fold(&mut history, 3, "kill", r#"{"ev_min":-1}"#), Verdict::Accepted);
        assert_eq!(history.policy().state, State::Killed);
    }

    #[test]
    fn a_kill_is_obeyed_whatever_its_other_fields_say() {
        let kills = [
            r#""action":"kill","args":"x","ts":"now","issuer":7,"request_id":[]"#,
            r#""action":"kill","args":{"kill":false},"expected_version":-1,"schema_version":"two""#,
            r#""action":"kill","ts":1e99999999999,"expected_version":"x","reason":{},"scope":7"#,
            r#""action":"dance","args":{"kill":true}"#,
            r#""action":"start","args":{"kill":true,"ev_min":-1},"schema_version":99"#,
            r#""action":"start","scope":{"args":{"kill":true}}"#,
        ];
        for fields in kills {
            let mut history = History::empty("mev");
            fold(&mut history, 0, "start", "{}");
            let record = format!("{{\"module\":\"mev\",{fields}}}");
            assert_eq!(history.fold(record.as_bytes(), 1), Verdict::Accepted, "{fields}");
            assert_eq!(history.policy().state, State::Killed, "{fields}");
        }
        let mut history = History::empty("mev");
        fold(&mut history, 0, "start", "{}");
        let stale = br#"{"module":"mev","action":"kill","expected_version":77}"#;
        assert!(matches!(history.fold(stale, 1), Verdict::Refused(_)));
    }

    #[test]
    fn a_stop_of_a_later_schema_stops_and_a_start_of_one_does_not_start() {
        let mut history = History::empty("mev");
        fold(&mut history, 0, "start", "{}");
        let stop = br#"{"module":"mev","action":"stop","request_id":"s","schema_version":2}"#;
        assert_eq!(history.fold(stop, 1), Verdict::Accepted);
        let start = br#"{"module":"mev","action":"start","request_id":"t","schema_version":2}"#;
        assert!(matches!(history.fold(start, 2), Verdict::Refused(_)));
        assert_eq!(history.policy().state, State::Stopped);
    }
}
