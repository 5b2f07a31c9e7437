package dev.mevsdk.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** `mev logs` */
@Command(name = "logs", description = "The log of a job.")
final class LogsCommand extends MevCommand {
    @Mixin
    private JobId job = new JobId();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the job ends; the exit code is the job's.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "The newest lines, 1 to 1000. Default: ${DEFAULT-VALUE}",
            defaultValue = "200")
    private int lines;

    @Override
    ExitCode run(Session session) {
        if (lines < 1 || lines > Jobs.MOST_LINES) {
            throw Failure.usage("--lines: 1 to " + Jobs.MOST_LINES);
        }
        Jobs jobs = new Jobs(session.api());
        Console console = session.console();
        if (!follow) {
            jobs.logs(job.text(), lines).forEach(line -> print(console, line));
            return ExitCode.OK;
        }
        try (Interruption ignored = Interruption.then(() -> console.say("The job goes on."))) {
            return follow(jobs, console);
        }
    }

    private ExitCode follow(Jobs jobs, Console console) {
        LogTail tail = new LogTail();
        List<String> first = jobs.logs(job.text(), Jobs.MOST_LINES);
        tail.next(first);
        first.subList(Math.max(0, first.size() - lines), first.size()).forEach(line -> print(console, line));
        while (true) {
            // Asked first: what is logged before the end is then seen for certain.
            Job now = jobs.get(job.text());
            LogTail.News news = tail.next(jobs.logs(job.text(), Jobs.MOST_LINES));
            if (news.lost()) {
                console.warn("lines were dropped from the log before they could be read");
            }
            news.lines().forEach(line -> print(console, line));
            if (now.isEnded()) {
                JobFollower.requireDone(now);
                return ExitCode.OK;
            }
            JobFollower.pause();
        }
    }

    private void print(Console console, String line) {
        console.show(
                Json.object().put("job_id", job.text()).put("line", line), () -> console.print(Printable.of(line)));
    }
}
