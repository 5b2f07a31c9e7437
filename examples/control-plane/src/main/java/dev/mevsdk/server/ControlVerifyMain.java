package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouseAudit;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlKeys;
import dev.mevsdk.transport.control.ControlVerifier;
import dev.mevsdk.transport.control.KafkaControlConfig;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Checks the control log, apart from any server. Exit code 0: good, 1: something fails, 2: could not be checked. */
public final class ControlVerifyMain {
    private static final String HELP = """
            Checks the control log: every record there and signed, snapshots, acks and audit rows of the same history.

              examples/control-plane/verify [--no-audit]

            --no-audit   leaves ClickHouse's table control_audit out
            --help       this text

            Reads KAFKA, CLICKHOUSE_HOST, CLICKHOUSE_PORT, CLICKHOUSE_DB, CLICKHOUSE_USER, CLICKHOUSE_PASSWORD,
            CONTROL_PUBLIC_KEYS and CONTROL_SIGNED_FROM from the environment, then from .env.
            Without CONTROL_PUBLIC_KEYS the hash chain alone is checked.
            Exit code 0: good; 1: something fails, the first failure of each module is named; 2: could not be checked.
            """;
    private static final String NO_AUDIT = "--no-audit";

    private ControlVerifyMain() {}

    public static void main(String[] args) {
        ConsoleLog.configure();
        System.exit(run(List.of(args), System.out, System.err));
    }

    private static int run(List<String> args, PrintStream out, PrintStream err) {
        if (args.contains("--help")) {
            out.print(HELP);
            return 0;
        }
        if (!args.isEmpty() && !args.equals(List.of(NO_AUDIT))) {
            err.print("verify: unknown option; allowed: --no-audit, --help\n");
            return 2;
        }
        try {
            Settings settings = Settings.load(Path.of(""));
            ConsoleLog.configure(settings);
            return verify(settings, ServerConfig.Backends.of(settings), !args.contains(NO_AUDIT), out);
        } catch (MevException e) {
            err.println("verify: " + e.getMessage());
            return 2;
        }
    }

    /** Prints a line per module; returns the exit code. */
    static int verify(Settings settings, ServerConfig.Backends backends, boolean withAudit, PrintStream out) {
        ControlKeys keys = ControlKeys.from(settings);
        try (ControlChannel channel = ControlChannel.kafka(KafkaControlConfig.of(backends.kafka(), "control-verify"));
                ClickHouse clickHouse = ClickHouse.open(backends.clickHouse())) {
            ClickHouseAudit audit = withAudit ? new ClickHouseAudit(clickHouse) : null;
            List<ControlVerifier.Finding> findings =
                    ControlVerifier.of(channel, keys, audit).verify();
            findings.forEach(finding -> out.printf(
                    "%-9s  records=%d  version=%d  hash=%s  %s%n",
                    finding.module(),
                    finding.records(),
                    finding.policyVersion(),
                    finding.hash(),
                    finding.problem() == null ? "OK" : "FAILS at " + finding.problem()));
            return findings.stream().allMatch(ControlVerifier.Finding::isGood) ? 0 : 1;
        }
    }
}
