package dev.mevsdk.server;

import dev.mevsdk.core.config.Settings;
import dev.mevsdk.core.context.TraceContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.util.Optional;

/** Where the server's spans go. A trace that a caller began is handed on even while no span is recorded here. */
public final class Tracing implements AutoCloseable {
    /** Records nothing. */
    public static final Tracing OFF = new Tracing(OpenTelemetry.noop(), () -> {});

    private static final String SCOPE = "dev.mevsdk";
    private static final String DEFAULT_SERVICE = "mev-control-plane";
    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

    private final Tracer tracer;
    private final Runnable end;

    private Tracing(OpenTelemetry telemetry, Runnable end) {
        this.tracer = telemetry.getTracer(SCOPE);
        this.end = end;
    }

    /** With a set-up of the caller's own, which the caller closes. */
    public static Tracing with(OpenTelemetry telemetry) {
        return new Tracing(telemetry, () -> {});
    }

    /**
     * By OTLP over HTTP to `OTEL_EXPORTER_OTLP_ENDPOINT`, under the name `OTEL_SERVICE_NAME`; off without the former.
     *
     * @throws dev.mevsdk.core.MevException BAD_INPUT for an address that is none
     */
    static Tracing of(Settings settings) {
        return settings.text("OTEL_EXPORTER_OTLP_ENDPOINT")
                .map(given -> export(
                        settings.uri("OTEL_EXPORTER_OTLP_ENDPOINT", "", "http", "https"),
                        settings.text("OTEL_SERVICE_NAME", DEFAULT_SERVICE)))
                .orElse(OFF);
    }

    private static Tracing export(URI collector, String service) {
        String base = collector.toString();
        String address = (base.endsWith("/") ? base : base + "/") + "v1/traces";
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().toBuilder()
                        .put(SERVICE_NAME, service)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(address)
                                .build())
                        .build())
                .build();
        OpenTelemetrySdk sdk =
                OpenTelemetrySdk.builder().setTracerProvider(provider).build();
        return new Tracing(sdk, sdk::close);
    }

    /** A span below the one that the context names; the root of a new trace when it names none. */
    SpanBuilder span(String name, SpanKind kind, Optional<TraceContext> parent) {
        Context above = parent.map(place -> Context.root().with(Span.wrap(remote(place))))
                .orElseGet(Context::root);
        return tracer.spanBuilder(name).setSpanKind(kind).setParent(above);
    }

    private static SpanContext remote(TraceContext place) {
        return SpanContext.createFromRemoteParent(
                place.traceId(),
                place.spanId(),
                place.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    /** What goes out with whatever the span causes. */
    static Optional<TraceContext> contextOf(Span span) {
        SpanContext place = span.getSpanContext();
        return place.isValid()
                ? Optional.of(new TraceContext(place.getTraceId(), place.getSpanId(), place.isSampled()))
                : Optional.empty();
    }

    /** Sends what was not sent yet. */
    @Override
    public void close() {
        end.run();
    }
}
