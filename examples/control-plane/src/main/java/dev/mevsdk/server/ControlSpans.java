package dev.mevsdk.server;

import dev.mevsdk.core.context.CallContext;
import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.transport.control.CommandAction;
import dev.mevsdk.transport.control.ControlObserver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A command's way as spans: the append, and until it is in force at an agent, which itself needs no tracer. */
record ControlSpans(Tracing tracing, ControlObserver next) implements ControlObserver {
    @Override
    public void onCommand(String module, CommandAction action, Outcome outcome) {
        next.onCommand(module, action, outcome);
    }

    @Override
    public void onAppended(CommandAction action, Duration took) {
        next.onAppended(action, took);
        span("control append", SpanKind.PRODUCER, took)
                .setAttribute("mev.action", action.wireName())
                .end();
    }

    @Override
    public void onAck(ControlAck ack, Optional<CommandAction> action) {
        next.onAck(ack, action);
        if (ack.getStatus() == ControlAck.Status.APPLIED) {
            span("control applied", SpanKind.CONSUMER, Duration.of(ack.getLatencyMicros(), ChronoUnit.MICROS))
                    .setAttribute("mev.agent", ack.getAgentId())
                    .setAttribute("mev.module", ack.getModule())
                    .setAttribute("mev.request_id", ack.getRequestId())
                    .end();
        }
    }

    @Override
    public void onUnreadable(Unreadable what) {
        next.onUnreadable(what);
    }

    private Span span(String name, SpanKind kind, Duration took) {
        return tracing.span(name, kind, CallContext.current().trace())
                .setStartTimestamp(Instant.now().minus(took))
                .startSpan();
    }
}
