package dev.mevsdk.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Follows a job to its end. Blocks; a server that is away for a while is waited for. */
final class JobFollower {
    private static final Duration POLL = Duration.ofMillis(300);
    /** A restart of the server takes less. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Session session;
    private final Jobs jobs;
    private long awaySince;

    JobFollower(Session session) {
        this.session = session;
        this.jobs = new Jobs(session.api());
    }

    /** The job as it ended. With `--json` a line on standard output for each change. */
    Job follow(String jobId) {
        Console console = session.console();
        try (Progress progress = console.isJson() ? new ProgressJson() : Progress.on(console, kind(jobId));
                Interruption ignored = Interruption.then(() -> {
                    progress.close();
                    console.say("The job goes on. Follow it again: mev logs -f " + jobId + "; end it: mev jobs cancel "
                            + jobId);
                })) {
            String last = "";
            while (true) {
                Job job = get(jobId);
                String now = job.state() + job.progress() + job.message();
                if (console.isJson() && !now.equals(last)) {
                    console.print(job.fields());
                }
                last = now;
                progress.update(job.progress(), job.state().equals("running") ? job.message() : job.state());
                if (job.isEnded()) {
                    return job;
                }
                pause();
            }
        }
    }

    /** @throws Failure with what went wrong when it did not end well */
    static Job requireDone(Job job) {
        if (!job.isDone()) {
            String why = job.reason().isEmpty() ? job.message() : job.reason() + ": " + job.message();
            throw Failure.failed("job " + job.id() + " ended in an error: " + why);
        }
        return job;
    }

    private Job get(String jobId) {
        while (true) {
            try {
                Job job = jobs.get(jobId);
                awaySince = 0;
                return job;
            } catch (Failure failure) {
                if (failure.exit() != ExitCode.UNREACHABLE || isPatienceOver()) {
                    throw failure;
                }
                pause();
            }
        }
    }

    private boolean isPatienceOver() {
        awaySince = awaySince == 0 ? System.nanoTime() : awaySince;
        return System.nanoTime() - awaySince > PATIENCE.toNanos();
    }

    private static String kind(String jobId) {
        return jobId.substring(0, Math.max(0, jobId.indexOf('-')));
    }

    static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.INTERRUPTED, "interrupted");
        }
    }

    /** Nothing beside the documents. */
    private static final class ProgressJson implements Progress {
        @Override
        public void update(double fraction, String message) {}

        @Override
        public void close() {}
    }
}
