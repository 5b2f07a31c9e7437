package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** `mev jobs` */
@Command(
        name = "jobs",
        description = "The queue; without a command: the newest jobs.",
        subcommands = {
            JobsCommand.ListJobs.class,
            JobsCommand.Show.class,
            JobsCommand.Cancel.class,
            JobsCommand.Retry.class
        })
final class JobsCommand extends MevCommand {
    @Override
    ExitCode run(Session session) {
        return ListJobs.list(session, "");
    }

    /** `mev jobs list` */
    @Command(name = "list", description = "Jobs, the newest first.")
    static final class ListJobs extends MevCommand {
        @Option(names = "--queue", paramLabel = "QUEUE", description = "scrape or train")
        private @Nullable String queue;

        @Option(names = "--state", paramLabel = "STATE", description = "queued, running, done or error")
        private @Nullable String state;

        @Option(
                names = "--limit",
                paramLabel = "N",
                description = "1 to 1000. Default: ${DEFAULT-VALUE}",
                defaultValue = "20")
        private int limit;

        @Override
        ExitCode run(Session session) {
            List<String> query = new ArrayList<>(List.of("limit=" + limit));
            if (queue != null) {
                query.add("queue=" + Api.part(queue));
            }
            if (state != null) {
                query.add("state=" + Api.part(state));
            }
            return list(session, "?" + String.join("&", query));
        }

        static ExitCode list(Session session, String query) {
            JsonNode answer = new Jobs(session.api()).list(query);
            session.console().show(answer, () -> table(answer).print(session.console()));
            return ExitCode.OK;
        }

        private static Table table(JsonNode answer) {
            Table table = new Table("JOB", "STATE", "DONE", "CREATED (UTC)", "MESSAGE");
            for (JsonNode fields : answer.path("jobs")) {
                Job job = new Job(fields);
                table.row(job.id(), job.state(), job.percent(), job.created(), job.message());
            }
            return table;
        }
    }

    /** `mev jobs show` */
    @Command(name = "show", description = "Everything that is known of a job.")
    static final class Show extends MevCommand {
        @Mixin
        private JobId job = new JobId();

        @Override
        ExitCode run(Session session) {
            Job found = new Jobs(session.api()).get(job.text());
            session.console().show(found.fields(), () -> table(found).print(session.console()));
            return ExitCode.OK;
        }

        private static Table table(Job job) {
            Table table = new Table("FIELD", "VALUE");
            job.fields()
                    .fields()
                    .forEachRemaining(field -> table.row(
                            field.getKey(),
                            switch (field.getKey()) {
                                case "ts" -> job.changed();
                                case "created" -> job.created();
                                default -> field.getValue().asText();
                            }));
            return table;
        }
    }

    /** `mev jobs cancel` */
    @Command(name = "cancel", description = "Ends a job.")
    static final class Cancel extends MevCommand {
        @Mixin
        private JobId job = new JobId();

        @Override
        ExitCode run(Session session) {
            return tell(session, new Jobs(session.api()).act(job.text(), "cancel"));
        }

        static ExitCode tell(Session session, JsonNode answer) {
            String told = answer.path("message").asText("done");
            session.console().show(answer, () -> session.console().print(Printable.of(told)));
            return ExitCode.OK;
        }
    }

    /** `mev jobs retry` */
    @Command(name = "retry", description = "Queues a failed job again.")
    static final class Retry extends MevCommand {
        @Mixin
        private JobId job = new JobId();

        @Option(
                names = {"-f", "--follow"},
                description = "Follow it to its end.")
        private boolean follow;

        @Override
        ExitCode run(Session session) {
            Cancel.tell(session, new Jobs(session.api()).act(job.text(), "retry"));
            if (follow) {
                JobFollower.requireDone(new JobFollower(session).follow(job.text()));
            }
            return ExitCode.OK;
        }
    }
}
