package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
            if (session.console().isJson()) {
                session.console().print(answer);
                return ExitCode.OK;
            }
            Table table = new Table("JOB", "STATE", "DONE", "CREATED (UTC)", "MESSAGE");
            for (JsonNode fields : answer.path("jobs")) {
                Job job = new Job(fields);
                table.row(job.id(), job.state(), job.percent(), job.created(), job.message());
            }
            table.print(session.console());
            return ExitCode.OK;
        }
    }

    /** `mev jobs show` */
    @Command(name = "show", description = "Everything that is known of a job.")
    static final class Show extends MevCommand {
        @Parameters(paramLabel = "JOB", description = "The job's id.")
        private String jobId = "";

        @Override
        ExitCode run(Session session) {
            Job job = new Jobs(session.api()).get(jobId);
            if (session.console().isJson()) {
                session.console().print(job.fields());
                return ExitCode.OK;
            }
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
            table.print(session.console());
            return ExitCode.OK;
        }
    }

    /** `mev jobs cancel` */
    @Command(name = "cancel", description = "Ends a job.")
    static final class Cancel extends MevCommand {
        @Parameters(paramLabel = "JOB", description = "The job's id.")
        private String jobId = "";

        @Override
        ExitCode run(Session session) {
            return tell(session, new Jobs(session.api()).act(jobId, "cancel"));
        }

        static ExitCode tell(Session session, JsonNode answer) {
            if (session.console().isJson()) {
                session.console().print(answer);
            } else {
                session.console().print(Printable.of(answer.path("message").asText("done")));
            }
            return ExitCode.OK;
        }
    }

    /** `mev jobs retry` */
    @Command(name = "retry", description = "Queues a failed job again.")
    static final class Retry extends MevCommand {
        @Parameters(paramLabel = "JOB", description = "The job's id.")
        private String jobId = "";

        @Option(
                names = {"-f", "--follow"},
                description = "Follow it to its end.")
        private boolean follow;

        @Override
        ExitCode run(Session session) {
            Cancel.tell(session, new Jobs(session.api()).act(jobId, "retry"));
            if (follow) {
                JobFollower.requireDone(new JobFollower(session).follow(jobId));
            }
            return ExitCode.OK;
        }
    }
}
