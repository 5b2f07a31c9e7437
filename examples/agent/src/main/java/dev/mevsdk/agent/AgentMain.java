package dev.mevsdk.agent;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.ReadyNotice;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.core.log.ConsoleLog;
import java.nio.file.Path;
import java.util.List;

/**
 * The command: one agent, configured by the environment (see {@link AgentConfig#from}); ends with the process. The signal
 * USR1 halts it until it is started again.
 */
public final class AgentMain {
    private static final String KILL_SIGNAL = "USR1";

    static final String HELP = """
            One agent: reads market-events, decides under the policy of its module, writes decisions. Sends no transaction.

            usage: run [--histogram FILE] [--help]
              --histogram FILE  log latencies (HdrHistogram's log format), every 30 s and at the stop

            It reads the environment, then .env in the working folder:
              KAFKA      bootstrap servers, host:port                     localhost:9092
              KAFKA_TLS  true: over TLS with the PEM files below          false
              TLS_CA     the authorities it trusts                        those of the JDK
              TLS_CERT   with TLS_KEY, the certificate it shows           none
              MODULE     arbitrage or mev                                 arbitrage
              AGENT_ID   unique in the fleet, 1 to 64 of A-Z a-z 0-9 . _ -  MODULE-1
              MODELS     root of the model registry                       none: an estimate without a model
              FEATURES   the feature set its models are trained on        default (arbitrage), pretrade (mev)
              LEASE      without a sign from Kafka it halts after this    5s
              KILL_FILE  while this file exists, nothing is emitted       none
              CONTROL_PUBLIC_KEYS  keys (folder or file) that sign commands   none: unsigned ones count
              CONTROL_SIGNED_FROM  offset from which commands must be signed  0
              LOG_FORMAT, LOG_LEVEL  text or json; info or debug              text, info

            It is halted until its module is started: POST /api/control/module/{module}:start
            The signal USR1 (kill -USR1 PID) halts it until it is started again as a process.
            Exit: 2 for a wrong setting; 143 after SIGTERM and 130 after Ctrl-C, once all has ended.
            """;

    private AgentMain() {}

    public static void main(String[] args) {
        if (List.of(args).contains("--help")) {
            System.out.print(HELP);
            return;
        }
        try {
            Settings settings = Settings.load(Path.of("."));
            ConsoleLog.configure(settings);
            start(withArguments(AgentConfig.from(settings), args));
        } catch (MevException e) {
            System.err.println("agent: " + e.getMessage());
            System.exit(2);
        }
    }

    static AgentConfig withArguments(AgentConfig config, String... args) {
        if (args.length == 0) {
            return config;
        }
        if (args.length == 2 && args[0].equals("--histogram")) {
            return config.withHistogramLog(Path.of(args[1]));
        }
        throw MevException.badInput("arguments: --histogram FILE and --help are allowed; all else is set by variables");
    }

    /** Its threads keep the process alive. */
    private static void start(AgentConfig config) {
        Agent agent = Agent.start(config);
        agent.haltOnSignal(KILL_SIGNAL);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            agent.close();
            System.out.println("agent " + config.control().agentId() + " has ended: " + agent.figures());
        }));
        System.out.println("agent " + config.control().agentId() + " ("
                + config.control().module() + ") is on " + config.kafka() + ", halted until started; kill -"
                + KILL_SIGNAL + " " + ProcessHandle.current().pid() + " halts it for good, Ctrl-C ends it");
        ReadyNotice.send();
    }
}
