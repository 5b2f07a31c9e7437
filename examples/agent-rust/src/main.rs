//! The command: length-delimited `MarketEvent`s from the standard input, length-delimited `Envelope`s to the standard
//! output, figures and problems to the standard error.

#![forbid(unsafe_code)]

use std::io::{self, BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use mev_agent::command::is_agent_id;
use mev_agent::core::Core;
use mev_agent::features::FeatureSet;
use mev_agent::frames;
use mev_agent::log::CommandFile;
use mev_agent::model::ModelScoring;
use mev_agent::policy::{History, Policy, State};
use mev_agent::proto::market::MarketEvent;
use prost::Message;

const HELP: &str = "\
The core of an agent: market events in, decisions out. Sends no transaction.

usage: mev-agent --commands FILE [--module arbitrage|mev] [--agent-id ID] [--models DIR] [--kill-file FILE] [--clock NS]
  --commands FILE   records of control-commands, one a line from offset 0; followed while it grows. It is halted without
  --module NAME     arbitrage (default) or mev
  --agent-id ID     unique in the fleet; default MODULE-rust-1
  --models DIR      root of the model registry; without it, and until a model is active, an estimate without a model
  --kill-file FILE  while this file exists, nothing is emitted
  --clock NS        ns since the epoch for every decision, so that runs can be compared; default: the clock

stdin: market.MarketEvent, stdout: realtime.Envelope, each behind its length (protobuf's delimited form).
Exit: 0 at the end of the input, 1 when a stream breaks, 2 for a wrong option.";

const MODEL_CHECK: Duration = Duration::from_secs(2);

#[derive(Default)]
struct Options {
    commands: PathBuf,
    module: String,
    agent_id: String,
    models: Option<PathBuf>,
    kill_file: Option<PathBuf>,
    clock: Option<i64>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help") {
        println!("{HELP}");
        return ExitCode::SUCCESS;
    }
    match options(&arguments) {
        Err(problem) => {
            eprintln!("agent: {problem}; --help lists all");
            ExitCode::from(2)
        }
        Ok(options) => match run(options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(e) => {
                eprintln!("agent: the stream broke: {e}");
                ExitCode::FAILURE
            }
        },
    }
}

fn options(arguments: &[String]) -> Result<Options, String> {
    let mut options = Options { module: "arbitrage".to_owned(), ..Options::default() };
    for pair in arguments.chunks(2) {
        let [name, value] = pair else { return Err(format!("{}: a value is needed", pair[0])) };
        match name.as_str() {
            "--commands" => options.commands = value.into(),
            "--module" if FeatureSet::of(value).is_some() => options.module = value.clone(),
            "--module" => return Err("--module: must be arbitrage or mev".to_owned()),
            "--agent-id" if is_agent_id(value) => options.agent_id = value.clone(),
            "--agent-id" => return Err("--agent-id: 1..128 printable characters".to_owned()),
            "--models" => options.models = Some(value.into()),
            "--kill-file" => options.kill_file = Some(value.into()),
            "--clock" => options.clock = Some(value.parse().map_err(|_| "--clock: must be ns")?),
            _ => return Err(format!("{name}: unknown, or its value is empty")),
        }
    }
    if options.commands.as_os_str().is_empty() {
        return Err("--commands: required".to_owned());
    }
    if options.agent_id.is_empty() {
        options.agent_id = format!("{}-rust-1", options.module);
    }
    Ok(options)
}

fn run(options: Options) -> io::Result<()> {
    let features = FeatureSet::of(&options.module).expect("checked with the options");
    let folder = options.models.as_deref().unwrap_or("/nonexistent".as_ref()).join(&options.module);
    let mut core = Core::new(&options.agent_id, ModelScoring::new(folder, features));
    let mut control = Control::of(&options);
    let mut input = BufReader::new(io::stdin().lock());
    let mut output = io::stdout().lock();
    let mut next_check = Instant::now();
    while let Some(message) = frames::read(&mut input)? {
        let Ok(event) = MarketEvent::decode(message.as_slice()) else {
            core.figures.unreadable += 1;
            continue;
        };
        if Instant::now() >= next_check {
            core.scoring().refresh();
            next_check = Instant::now() + MODEL_CHECK;
        }
        let policy = control.policy();
        let now = options.clock.unwrap_or_else(now_ns);
        if let Some(record) = core.on(event, &policy, now) {
            frames::write(&mut output, &record)?;
            output.flush()?;
        }
    }
    let policy = control.policy();
    let hash: String = policy.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    eprintln!("agent: {:?}", core.figures);
    eprintln!("agent: policy version {} hash {hash}", policy.version);
    Ok(())
}

/// What is asked before each decision.
struct Control {
    commands: CommandFile,
    kill_file: Option<PathBuf>,
    halted: Policy,
    problem: String,
}

impl Control {
    fn of(options: &Options) -> Control {
        Control {
            commands: CommandFile::new(options.commands.clone(), &options.module),
            kill_file: options.kill_file.clone(),
            halted: History::empty(&options.module).policy().clone(),
            problem: String::new(),
        }
    }

    /// What can't be told halts; the reason is said once.
    fn policy(&mut self) -> Policy {
        let mut policy = match self.commands.history() {
            Ok(history) => {
                self.problem.clear();
                history.policy().clone()
            }
            Err(e) => {
                if self.problem != e.to_string() {
                    self.problem = e.to_string();
                    eprintln!("agent: halted: the command log can't be read: {e}");
                }
                self.halted.clone()
            }
        };
        if self.kill_file.as_ref().is_some_and(|file| !matches!(file.try_exists(), Ok(false))) {
            policy.state = State::Killed;
        }
        policy
    }
}

fn now_ns() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
}
