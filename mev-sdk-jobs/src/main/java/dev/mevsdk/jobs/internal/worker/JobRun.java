package dev.mevsdk.jobs.internal.worker;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.context.CallContext;
import dev.mevsdk.jobs.JobCancelledException;
import dev.mevsdk.jobs.JobHandler;
import dev.mevsdk.jobs.JobOutcome;
import dev.mevsdk.jobs.JobRequest;
import dev.mevsdk.jobs.WorkerConfig;
import dev.mevsdk.jobs.internal.LeaseStore;
import dev.mevsdk.jobs.internal.LeaseStore.Answer;
import dev.mevsdk.jobs.internal.LeaseStore.Commit;
import dev.mevsdk.jobs.internal.LeaseStore.Failure;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Runs one job to its end: handler, staging, commit, publication. On the worker thread. */
final class JobRun {
    private static final Logger LOG = System.getLogger(JobRun.class.getName());
    private static final Duration DEFER = Duration.ofSeconds(5);

    private final LeaseStore store;
    private final WorkerConfig config;
    private final SafeObserver observer;
    private final RunContext run;

    JobRun(LeaseStore store, WorkerConfig config, SafeObserver observer, RunContext run) {
        this.store = store;
        this.config = config;
        this.observer = observer;
        this.run = run;
    }

    void execute(JobHandler handler) {
        context().run(() -> executeBound(handler));
    }

    private CallContext context() {
        CallContext asked = run.job().origin().context().withJobId(run.jobId());
        return JobRequest.moduleOf(run.jobId()).map(asked::withModule).orElse(asked);
    }

    private void executeBound(JobHandler handler) {
        long start = System.nanoTime();
        observer.taken(run.jobId(), run.attempt(), run.job().origin().waited());
        Ending ending;
        if (run.isLost()) {
            ending = Ending.LOST;
        } else if (run.job().commit().isPresent()) {
            ending = publish(run.job().commit().get());
        } else {
            ending = work(handler);
        }
        if (ending != Ending.LOST && ending != Ending.BLOCKED) {
            removeStaging();
        }
        observer.ended(run.jobId(), ending.word(), Duration.ofNanos(System.nanoTime() - start));
    }

    private Ending work(JobHandler handler) {
        JobOutcome outcome;
        try {
            outcome = handler.run(run);
        } catch (Throwable error) {
            // Errors too: a handler that meets a missing class or runs out of memory must not stop its worker.
            return failed(error);
        }
        if (outcome instanceof JobOutcome.Publish result) {
            return settle(result);
        }
        return ended(insist(() -> store.done(run.lease(), outcome.message(), "")));
    }

    private Ending settle(JobOutcome.Publish result) {
        if (!run.staging().filter(result.staged()::equals).isPresent()) {
            return report(
                    "the handler published a folder that is not its staging folder", "failed", Failure.Kind.FINAL);
        }
        try {
            DurableFolder.seal(result.staged(), result.manifest());
        } catch (IOException e) {
            return failed(e);
        }
        observer.staged(run.jobId());
        if (run.isCancelled()) {
            return failed(new JobCancelledException(run.jobId()));
        }
        Commit commit = new Commit(
                absolute(result.staged()),
                absolute(result.target()),
                result.manifest(),
                Publication.host(),
                result.message());
        return switch (insist(() -> store.commit(run.lease(), commit, config.lease()))) {
            case STORED -> {
                observer.committed(run.jobId());
                yield publish(commit);
            }
            case CANCELLED -> failed(new JobCancelledException(run.jobId()));
            case LOST -> Ending.LOST;
        };
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    private Ending publish(Commit commit) {
        Publication.Result result = Publication.rollForward(run.jobId(), commit);
        if (result instanceof Publication.Result.Published published) {
            observer.published(run.jobId());
            String manifest = published.manifest();
            return ended(insist(() -> store.done(run.lease(), commit.message(), manifest)));
        } else if (result instanceof Publication.Result.Blocked blocked) {
            report(blocked.why(), "publish_failed", Failure.Kind.FINAL);
            return Ending.BLOCKED;
        }
        insist(() -> store.fail(run.lease(), new Failure("", "", Failure.Kind.DEFER, DEFER)));
        return Ending.BLOCKED;
    }

    private Ending failed(Throwable error) {
        if (run.isStopping()) {
            return report("the worker stopped", "released", Failure.Kind.RELEASE);
        } else if (run.isLost()) {
            LOG.log(Logger.Level.WARNING, "job {0}: lease lost, the run is dropped", run.jobId());
            return Ending.LOST;
        } else if (error instanceof JobCancelledException) {
            report("cancelled", "cancelled", Failure.Kind.FINAL);
            return Ending.CANCELLED;
        }
        boolean badInput = error instanceof MevException mev && mev.category() == MevException.Category.BAD_INPUT;
        if (badInput) {
            LOG.log(Logger.Level.INFO, "job {0} refused: {1}", run.jobId(), error.getMessage());
        } else {
            LOG.log(
                    Logger.Level.WARNING,
                    "job {0} failed in attempt {1}: {2}",
                    run.jobId(),
                    run.attempt(),
                    summary(error));
            LOG.log(Logger.Level.DEBUG, () -> "job " + run.jobId() + " failed", error);
        }
        if (error instanceof MevException mev && mev.category() != MevException.Category.RETRYABLE) {
            return report(message(error), badInput ? "bad_input" : "failed", Failure.Kind.FINAL);
        }
        return report(message(error), "failed", Failure.Kind.RETRY);
    }

    /** One line; of an error that is not the SDK's own its kind and where it came from, which holds no path or secret. */
    private static String summary(Throwable error) {
        StackTraceElement[] stack = error.getStackTrace();
        return error instanceof MevException || stack.length == 0
                ? message(error)
                : error.getClass().getName() + " at " + stack[0] + "; the level DEBUG shows all of it";
    }

    /** Messages of the SDK's own errors are meant to be shown; those of others may hold paths or secrets. */
    private static String message(Throwable error) {
        String text = error instanceof MevException ? error.getMessage() : null;
        return text == null ? "unexpected " + error.getClass().getSimpleName() + ", see the worker's log" : text;
    }

    private Ending report(String message, String reason, Failure.Kind kind) {
        Duration delay = kind == Failure.Kind.RETRY
                ? Backoff.after(run.attempt(), config.backoffMin(), config.backoffMax())
                : Duration.ZERO;
        Answer answer = insist(() -> store.fail(run.lease(), new Failure(message, reason, kind, delay)));
        return answer == Answer.LOST ? Ending.LOST : Ending.FAILED;
    }

    private static Ending ended(Answer answer) {
        return switch (answer) {
            case STORED -> Ending.DONE;
            case CANCELLED -> Ending.CANCELLED;
            case LOST -> Ending.LOST;
        };
    }

    /** Repeats a call through an outage of the queue, for as long as the lease may still be ours. */
    private Answer insist(Supplier<Answer> call) {
        do {
            // The handler was told to stop by an interrupt; what it did must still be reported.
            boolean interrupted = Thread.interrupted();
            try {
                return call.get();
            } catch (MevException e) {
                LOG.log(
                        Logger.Level.DEBUG,
                        "job {0}: {1} (interrupted: {2})",
                        run.jobId(),
                        e.getMessage(),
                        interrupted);
                if (e.category() != MevException.Category.RETRYABLE) {
                    LOG.log(Logger.Level.ERROR, "job " + run.jobId() + " could not be reported", e);
                    return Answer.LOST;
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        } while (!run.isLost());
        return Answer.LOST;
    }

    private void removeStaging() {
        run.staging().ifPresent(folder -> {
            try {
                DurableFolder.delete(folder);
            } catch (IOException e) {
                LOG.log(Logger.Level.WARNING, "the staging folder of job {0} stays for the sweeper", run.jobId());
            }
        });
    }

    /** How a run ended, as this worker sees it. */
    private enum Ending {
        DONE,
        FAILED,
        CANCELLED,
        BLOCKED,
        LOST;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
