package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `mev control` */
@Command(
        name = "control",
        description = "Policy of the agents; without a command: the status of all modules.",
        subcommands = {
            ControlCommand.Status.class,
            ControlCommand.Start.class,
            ControlCommand.Stop.class,
            ControlCommand.Restart.class,
            ControlCommand.Throttle.class,
            ControlCommand.Policy.class,
            ControlCommand.Kill.class
        })
final class ControlCommand extends MevCommand {
    @Override
    ExitCode run(Session session) {
        return new ModuleReport(session).print(ModuleName.ALL);
    }

    /** `mev control status` */
    @Command(name = "status", description = "Desired policy, and what each agent does.")
    static final class Status extends MevCommand {
        @Mixin
        private AnyModules modules = new AnyModules();

        @Override
        ExitCode run(Session session) {
            return new ModuleReport(session).print(modules.names());
        }
    }

    /** A command to a module. */
    abstract static class Act extends MevCommand {
        @Parameters(
                paramLabel = "MODULE",
                converter = ModuleName.OneOrAll.class,
                completionCandidates = ModuleName.Candidates.class,
                description = "arbitrage, mev or all")
        private String module = "";

        @Mixin
        private CommandOptions options = new CommandOptions();

        private final String action;

        Act(String action) {
            this.action = action;
        }

        @Override
        final ExitCode run(Session session) {
            ObjectNode body = options.body(module);
            arguments(body);
            confirm(session.console(), options.target(module));
            return new CommandRun(session, module, action, options).send(body);
        }

        /** Adds what this action says beyond its name. */
        void arguments(ObjectNode body) {}

        /** @throws Failure when it must not be done */
        void confirm(Console console, String target) {}
    }

    /** `mev control start` */
    @Command(name = "start", description = "Decide and emit. The only command that lifts a kill.")
    static final class Start extends Act {
        Start() {
            super("start");
        }
    }

    /** `mev control stop` */
    @Command(name = "stop", description = "Emit nothing until started again.")
    static final class Stop extends Act {
        Stop() {
            super("stop");
        }
    }

    /** `mev control restart` */
    @Command(name = "restart", description = "Drop what is cached, and go on; lifts a stop, not a kill.")
    static final class Restart extends Act {
        Restart() {
            super("restart");
        }
    }

    /** `mev control throttle` */
    @Command(name = "throttle", description = "Leave out a share of the opportunities.")
    static final class Throttle extends Act {
        @Parameters(index = "1", paramLabel = "PERCENT", description = "0 (none) to 100 (all)")
        private int percent;

        Throttle() {
            super("throttle");
        }

        @Override
        void arguments(ObjectNode body) {
            body.put("throttle_pct", percent);
        }
    }

    /** `mev control policy` */
    @Command(name = "policy", description = "Changes what is given; the rest stays.")
    static final class Policy extends Act {
        @ArgGroup(exclusive = false)
        private Values values = new Values();

        static final class Values {
            @Option(
                    names = "--throttle-pct",
                    paramLabel = "PERCENT",
                    description = "Share of opportunities to leave out.")
            private @Nullable Integer throttlePct;

            @Option(names = "--ev-min", paramLabel = "SOL", description = "Least expected profit of a decision.")
            private @Nullable Double evMin;

            @Option(
                    names = "--tip-ladder",
                    split = ",",
                    paramLabel = "PERCENTILE",
                    description = "Percentiles of the tip floor, 0..1, ascending: 0.5,0.75,0.95")
            private @Nullable List<Double> tipLadder;
        }

        Policy() {
            super("policy");
        }

        @Override
        void arguments(ObjectNode body) {
            if (values.throttlePct == null && values.evMin == null && values.tipLadder == null) {
                throw Failure.usage("name what to change: --throttle-pct, --ev-min or --tip-ladder");
            }
            if (values.throttlePct != null) {
                body.put("throttle_pct", values.throttlePct);
            }
            if (values.evMin != null) {
                body.put("ev_min", values.evMin);
            }
            if (values.tipLadder != null) {
                new ArrayList<>(values.tipLadder).forEach(body.putArray("tip_ladder")::add);
            }
        }
    }

    /** `mev control kill` */
    @Command(
            name = "kill",
            description =
                    "Emit nothing, whatever else is said, until a later start. Asks on a terminal; needs --yes elsewhere.")
    static final class Kill extends Act {
        @Option(names = "--yes", description = "Don't ask.")
        private boolean yes;

        Kill() {
            super("kill");
        }

        @Override
        void confirm(Console console, String target) {
            if (!yes) {
                Confirmation.require(console, "kill", target);
            }
        }
    }
}
