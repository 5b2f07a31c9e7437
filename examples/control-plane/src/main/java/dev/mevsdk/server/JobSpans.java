package dev.mevsdk.server;

import dev.mevsdk.core.context.CallContext;
import dev.mevsdk.jobs.JobRequest;
import dev.mevsdk.jobs.WorkerObserver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Each run of a job as a span below the call that asked for the job. */
final class JobSpans implements WorkerObserver {
    private final Tracing tracing;
    private final WorkerObserver next;
    private final Map<String, Span> running = new ConcurrentHashMap<>();

    JobSpans(Tracing tracing, WorkerObserver next) {
        this.tracing = tracing;
        this.next = next;
    }

    @Override
    public void onTaken(String jobId, int attempt) {
        next.onTaken(jobId, attempt);
        Span span = tracing.span(
                        "job " + JobRequest.queueOf(jobId),
                        SpanKind.CONSUMER,
                        CallContext.current().trace())
                .setAttribute("mev.job", jobId)
                .setAttribute("mev.attempt", (long) attempt)
                .startSpan();
        running.put(jobId, span);
    }

    @Override
    public void onWaited(String jobId, Duration waited) {
        next.onWaited(jobId, waited);
    }

    @Override
    public void onEnded(String jobId, String how, Duration took) {
        next.onEnded(jobId, how, took);
        Span span = running.remove(jobId);
        if (span != null) {
            span.setAttribute("mev.outcome", how);
            if (!how.equals("done") && !how.equals("cancelled")) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }
}
