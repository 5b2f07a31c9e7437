//! One record of `control-commands`, in the form of schema 1.

use crate::json::{self, Fields, Json};

pub const SCHEMA_VERSION: i64 = 1;
const MAX_EV_MIN_SOL: f64 = 1_000_000.0;
const MAX_RUNGS: usize = 16;
/// In place of a kill's request id that can't be read.
const UNNAMED_KILL: &str = "kill-without-id";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Start,
    Stop,
    Restart,
    Throttle,
    Policy,
    Kill,
}

/// What is not given keeps its value in the policy.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Args {
    pub throttle_pct: Option<u32>,
    pub ev_min: Option<f64>,
    pub tip_ladder: Option<Vec<f64>>,
    pub kill: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    pub module: String,
    pub action: Action,
    pub args: Args,
    pub request_id: String,
    pub expected_version: Option<i64>,
}

impl Command {
    /// Fields it does not know are ignored; the error names the field. A kill is read even when its other fields make no
    /// sense, and a stop of a later schema is one: nothing may keep them from being obeyed.
    pub fn parse(record: &[u8]) -> Result<Command, String> {
        let fields = json::object(record)?;
        let module = required(text(&fields, "module")?, "module")?;
        if !is_module(&module) {
            return Err("module: allowed: arbitrage, mev".to_owned());
        }
        if is_kill(&fields) {
            return Ok(kill(module, &fields));
        }
        let action = action(&required(text(&fields, "action")?, "action")?)?;
        whole(&fields, "ts")?;
        text(&fields, "issuer")?;
        let schema = whole(&fields, "schema_version")?.unwrap_or(SCHEMA_VERSION);
        let request_id = required(text(&fields, "request_id")?, "request_id")?;
        if !is_request_id(&request_id) {
            return Err("request_id: 1..128 characters".to_owned());
        }
        let args = args(child(&fields, "args")?)?;
        check(action, &args, schema)?;
        let expected_version = whole(&fields, "expected_version")?;
        Ok(Command { module, action, args, request_id, expected_version })
    }

    /// The action, or the argument `kill:true`.
    pub fn kills(&self) -> bool {
        self.action == Action::Kill || self.args.kill
    }
}

/// The action `kill`, or the argument `kill:true` with any other.
fn is_kill(fields: &Fields) -> bool {
    let scope = || child(fields, "scope").ok().flatten().is_some_and(says_kill);
    matches!(fields.get("action"), Some(Json::Text(name)) if name == "kill")
        || says_kill(fields)
        || scope()
}

fn says_kill(fields: &Fields) -> bool {
    let args = child(fields, "args").ok().flatten();
    args.is_some_and(|args| args.get("kill") == Some(&Json::Bool(true)))
}

/// What can't be read of it is passed over. Values go with another action's `kill:true` alone, and all of them or none;
/// an expected version, when it is one, holds.
fn kill(module: String, fields: &Fields) -> Command {
    let kill = says_kill(fields);
    let named = text(fields, "action").ok().flatten().and_then(|name| action(&name).ok());
    let action = named.filter(|_| kill).unwrap_or(Action::Kill);
    let given = match action {
        Action::Kill => None,
        _ => child(fields, "args").and_then(args).ok(),
    };
    let id = text(fields, "request_id").ok().flatten().filter(|id| is_request_id(id));
    Command {
        module,
        action,
        args: given.unwrap_or(Args { kill, ..Args::default() }),
        request_id: id.unwrap_or_else(|| UNNAMED_KILL.to_owned()),
        expected_version: whole(fields, "expected_version").ok().flatten().filter(|v| *v >= 0),
    }
}

fn is_request_id(text: &str) -> bool {
    (1..=128).contains(&text.encode_utf16().count())
}

/// 1..128 printable characters: the control plane passes over an agent of any other name.
pub fn is_agent_id(text: &str) -> bool {
    let plain = text.replace(['"', '\'', '\\'], "-");
    // Of the rest, `Debug` escapes what can't be printed.
    !text.trim().is_empty()
        && text.encode_utf16().count() <= 128
        && format!("{plain:?}") == format!("\"{plain}\"")
}

pub fn is_module(name: &str) -> bool {
    name == "arbitrage" || name == "mev"
}

/// The known module that an otherwise unreadable record names.
pub fn module_of(record: &[u8]) -> Option<String> {
    match json::object(record).ok()?.remove("module") {
        Some(Json::Text(name)) if is_module(&name) => Some(name),
        _ => None,
    }
}

fn action(name: &str) -> Result<Action, String> {
    match name {
        "start" => Ok(Action::Start),
        "stop" => Ok(Action::Stop),
        "restart" => Ok(Action::Restart),
        "throttle" => Ok(Action::Throttle),
        "policy" => Ok(Action::Policy),
        "kill" => Ok(Action::Kill),
        _ => {
            Err("action: unknown; allowed: start, stop, restart, throttle, policy, kill".to_owned())
        }
    }
}

fn args(fields: Option<&Fields>) -> Result<Args, String> {
    let none = Fields::new();
    let fields = fields.unwrap_or(&none);
    let kill = match fields.get("kill") {
        None | Some(Json::Null) => false,
        Some(Json::Bool(true)) => true,
        _ => return Err("kill: only true is allowed; the action start lifts a kill".to_owned()),
    };
    let throttle_pct = match whole(fields, "throttle_pct")? {
        None => None,
        Some(percent @ 0..=100) => Some(percent as u32),
        Some(_) => return Err("throttle_pct: 0..100 (percent)".to_owned()),
    };
    let ev_min = number(fields, "ev_min")?;
    if ev_min.is_some_and(|sol| !(0.0..=MAX_EV_MIN_SOL).contains(&sol)) {
        return Err("ev_min: 0..1000000 (SOL)".to_owned());
    }
    Ok(Args { throttle_pct, ev_min, tip_ladder: ladder(fields)?, kill })
}

fn ladder(fields: &Fields) -> Result<Option<Vec<f64>>, String> {
    let wrong =
        || "tip_ladder: 1..16 percentiles of the tip floor, each 0..1, ascending".to_owned();
    let items = match fields.get("tip_ladder") {
        None | Some(Json::Null) => return Ok(None),
        Some(Json::List(items)) => items,
        Some(_) => return Err(wrong()),
    };
    let mut rungs: Vec<f64> = Vec::new();
    for item in items {
        let Json::Number(text) = item else { return Err(wrong()) };
        let rung: f64 = text.parse().map_err(|_| wrong())?;
        if !(0.0..=1.0).contains(&rung) || rungs.last().is_some_and(|below| rung <= *below) {
            return Err(wrong());
        }
        rungs.push(rung);
    }
    if (1..=MAX_RUNGS).contains(&rungs.len()) { Ok(Some(rungs)) } else { Err(wrong()) }
}

fn check(action: Action, args: &Args, schema: i64) -> Result<(), String> {
    let sets = args.throttle_pct.is_some() || args.ev_min.is_some() || args.tip_ladder.is_some();
    match action {
        Action::Kill | Action::Stop => Ok(()),
        _ if schema > SCHEMA_VERSION => Err(format!("schema_version: at most {SCHEMA_VERSION}")),
        Action::Throttle if args.throttle_pct.is_none() => {
            Err("throttle_pct: required by the action throttle, 0..100 (percent)".to_owned())
        }
        Action::Policy if !sets => {
            Err("policy: one of throttle_pct, ev_min, tip_ladder is required".to_owned())
        }
        _ => Ok(()),
    }
}

fn required<T>(value: Option<T>, field: &str) -> Result<T, String> {
    value.ok_or_else(|| format!("{field}: required"))
}

fn text(fields: &Fields, field: &str) -> Result<Option<String>, String> {
    match fields.get(field) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Text(text)) => Ok(Some(text.clone())),
        Some(_) => Err(format!("{field}: text is required")),
    }
}

fn number(fields: &Fields, field: &str) -> Result<Option<f64>, String> {
    let wrong = || format!("{field}: a number is required");
    match fields.get(field) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Number(text)) => text.parse().map(Some).map_err(|_| wrong()),
        Some(_) => Err(wrong()),
    }
}

/// Accepts 50 and 50.0, as the original did.
fn whole(fields: &Fields, field: &str) -> Result<Option<i64>, String> {
    let Some(value) = number(fields, field)? else { return Ok(None) };
    if let Some(Json::Number(text)) = fields.get(field)
        && let Ok(exact) = text.parse()
    {
        return Ok(Some(exact));
    }
    if value.fract() == 0.0 && value.abs() < 9.2e18 {
        Ok(Some(value as i64))
    } else {
        Err(format!("{field}: a whole number is required"))
    }
}

fn child<'a>(fields: &'a Fields, field: &str) -> Result<Option<&'a Fields>, String> {
    match fields.get(field) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Object(child)) => Ok(Some(child)),
        Some(_) => Err(format!("{field}: an object is required")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agents_id_is_printable() {
        let long = "x".repeat(128);
        for id in ["mev-1", "é世😀 'a\"b\\", &long] {
            assert!(is_agent_id(id), "{id}");
        }
        let too_long = "x".repeat(129);
        for id in [
            "",
            " ",
            "a\n",
            "a\u{1b}[2J",
            "a\u{200b}",
            "a\u{202e}",
            "a\u{2028}",
            "\u{e000}",
            &too_long,
        ] {
            assert!(!is_agent_id(id), "{id:?}");
        }
    }
}
