package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.core.log.ConsoleLog;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouseAudit;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlKeys;
import dev.mevsdk.transport.control.ControlVerifier;
import dev.mevsdk.transport.control.KafkaControlConfig;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks the control log, apart from any server. Exit code 0: good, 1: something fails, 2: could not be checked. */
public final class ControlVerifyMain {
    private static final String HELP = """
            Checks the control log: every record there and signed, snapshots, acks and audit rows of the same history,
            and a row for each record.

              examples/control-plane/verify [--no-audit] [--seen HASH]...

            --no-audit   leaves ClickHouse's table control_audit out
            --seen HASH  of an earlier run, any module's: fails when the log has it no more
            --help       this text

            Reads KAFKA, CLICKHOUSE_HOST, CLICKHOUSE_PORT, CLICKHOUSE_DB, CLICKHOUSE_USER, CLICKHOUSE_PASSWORD,
            CONTROL_PUBLIC_KEYS and CONTROL_SIGNED_FROM from the environment, then from .env.
            Without CONTROL_PUBLIC_KEYS the hash chain alone is checked.
            Exit code 0: good; 1: something fails, the first failure of each module is named; 2: could not be checked.
            What a good answer does not prove is printed with it.
            """;

    private static final String LENGTH = "; its newest records may have been removed together with all that was said of"
            + " them; keep the hashes above elsewhere and give them with --seen";

    /** @param auditWait for the rows of the newest records; null for the default */
    record Options(
            boolean withAudit, Set<String> seen, @Nullable Duration auditWait) {
        static final Options DEFAULT = new Options(true, Set.of(), null);

        static Options parse(List<String> args) {
            boolean withAudit = true;
            Set<String> seen = new HashSet<>();
            Iterator<String> next = args.iterator();
            while (next.hasNext()) {
                String option = next.next();
                if (option.equals("--no-audit")) {
                    withAudit = false;
                } else if (option.equals("--seen") && next.hasNext()) {
                    seen.add(next.next());
                } else {
                    throw MevException.badInput("unknown option; allowed: --no-audit, --seen HASH, --help");
                }
            }
            return new Options(withAudit, seen, null);
        }
    }

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
        try {
            Options options = Options.parse(args);
            Settings settings = Settings.load(Path.of(""));
            ConsoleLog.configure(settings);
            return verify(settings, ServerConfig.Backends.of(settings), options, out);
        } catch (MevException e) {
            err.println("verify: " + e.getMessage());
            return 2;
        }
    }

    /** Prints a line per module, and what they prove; returns the exit code. */
    static int verify(Settings settings, ServerConfig.Backends backends, Options options, PrintStream out) {
        ControlKeys keys = ControlKeys.from(settings);
        try (ControlChannel channel = ControlChannel.kafka(KafkaControlConfig.of(backends.kafka(), "control-verify"));
                ClickHouse clickHouse = ClickHouse.open(backends.clickHouse())) {
            ClickHouseAudit audit = options.withAudit() ? new ClickHouseAudit(clickHouse) : null;
            ControlVerifier verifier = ControlVerifier.of(channel, keys, audit).withSeen(options.seen());
            List<ControlVerifier.Finding> findings = options.auditWait() == null
                    ? verifier.verify()
                    : verifier.withAuditWait(options.auditWait()).verify();
            findings.forEach(finding -> out.printf(
                    "%-9s  records=%d  version=%d  hash=%s  %s%n",
                    finding.module(),
                    finding.records(),
                    finding.policyVersion(),
                    finding.hash(),
                    finding.problem() == null ? "OK" : "FAILS at " + finding.problem()));
            say(options, keys != ControlKeys.NONE, findings, out);
            return isGood(findings) ? 0 : 1;
        }
    }

    private static boolean isGood(List<ControlVerifier.Finding> findings) {
        return findings.stream().allMatch(ControlVerifier.Finding::isGood);
    }

    /** Package-private for the test: each word of it has to be true. */
    static void say(Options options, boolean signed, List<ControlVerifier.Finding> findings, PrintStream out) {
        String before = modules(findings, true);
        String never = modules(findings, false);
        if (isGood(findings)) {
            out.println("proven: "
                    + (options.withAudit()
                            ? "no record is missing or changed; snapshots and acks are of this history; the audit has the"
                                    + " row of each record, the newest too, which agrees (its dt, refusal and policy_json are not compared)"
                            : "the log agrees with the snapshots and acks that are there")
                    + (signed ? "; each record is signed where that is required" : "")
                    + (before.isEmpty() ? "" : "; it goes on from the hashes given: " + before));
        }
        if (!signed) {
            out.println("not proven: who wrote the records (CONTROL_PUBLIC_KEYS is not set)");
        }
        if (!options.withAudit()) {
            out.println("not proven: the audit, nor that no record is missing or changed (--no-audit)");
        }
        if (!before.isEmpty()) {
            out.println("not proven: that the log was never longer after the hashes given: " + before + LENGTH);
        }
        if (!never.isEmpty()) {
            out.println("not proven: that the log was never longer: " + never + LENGTH);
        }
    }

    private static String modules(List<ControlVerifier.Finding> findings, boolean seen) {
        return findings.stream()
                .filter(finding -> (finding.seen() > 0) == seen)
                .map(ControlVerifier.Finding::module)
                .collect(Collectors.joining(", "));
    }
}
