package dev.mevsdk.server;

import dev.mevsdk.core.context.CallContext;
import dev.mevsdk.core.context.TraceContext;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import io.javalin.http.Context;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.UUID;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.jspecify.annotations.Nullable;

/**
 * Around every request: gives it an id (the caller's, if it sent a sound one in `X-Request-Id`), binds that to the thread
 * for logs and commands, and measures it.
 */
final class RequestFilter implements Filter {
    private static final String ID = RequestFilter.class.getName() + ".id";
    private static final String ROUTE = RequestFilter.class.getName() + ".route";
    private static final String API = "/api/";
    private static final int SERVER_ERROR = 500;

    private final HttpMetrics metrics;
    private final Tracing tracing;

    RequestFilter(Telemetry telemetry) {
        this.metrics = new HttpMetrics(telemetry.registry());
        this.tracing = telemetry.tracing();
    }

    void install(ServletContextHandler context) {
        FilterHolder holder = new FilterHolder(this);
        holder.setAsyncSupported(true);
        context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
    }

    /** Names the request in answers and logs. */
    static String requestId(Context request) {
        return String.valueOf(request.req().getAttribute(ID));
    }

    /** The pattern that the request's address matched. */
    static void noteRoute(Context request, String route) {
        request.req().setAttribute(ROUTE, route);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest asked) || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
            return;
        }
        String id = idOf(asked.getHeader(CallContext.REQUEST_ID_HEADER));
        asked.setAttribute(ID, id);
        if (asked.getRequestURI().equals(RealtimeEndpoint.PATH)) {
            asked.setAttribute(ROUTE, RealtimeEndpoint.PATH);
        }
        answer.setHeader(CallContext.REQUEST_ID_HEADER, id);
        Answering answering = new Answering(asked, answer, metrics.start(), span(asked, id));
        try (CallContext.Scope bound = CallContext.NONE
                .withRequestId(id)
                .withTrace(Tracing.contextOf(answering.span()))
                .open()) {
            chain.doFilter(request, response);
        } finally {
            answering.endOnceAnswered();
        }
    }

    /** Of what is asked of the API; probes and scrapes would bury that. */
    private Span span(HttpServletRequest asked, String id) {
        if (!asked.getRequestURI().startsWith(API)) {
            return Span.getInvalid();
        }
        return tracing.span("request", SpanKind.SERVER, TraceContext.parse(asked.getHeader(TraceContext.HEADER)))
                .setAttribute("http.request.id", id)
                .startSpan();
    }

    /** What a caller sends stands in logs and headers: only a sound one is taken. */
    private static String idOf(@Nullable String sent) {
        return sent != null && CallContext.isRequestId(sent)
                ? sent
                : UUID.randomUUID().toString();
    }

    private record Answering(
            HttpServletRequest asked, HttpServletResponse answer, HttpMetrics.Running running, Span span) {
        void endOnceAnswered() {
            if (asked.isAsyncStarted()) {
                asked.getAsyncContext().addListener(new Completed(this::end));
            } else {
                end();
            }
        }

        private void end() {
            int status = answer.getStatus();
            String route = (String) asked.getAttribute(ROUTE);
            running.end(asked.getMethod(), route, status);
            span.updateName(asked.getMethod() + " " + (route == null ? "none" : route));
            span.setAttribute("http.request.method", asked.getMethod());
            span.setAttribute("http.response.status_code", (long) status);
            if (route != null) {
                span.setAttribute("http.route", route);
            }
            if (status >= SERVER_ERROR) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    private record Completed(Runnable end) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            end.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
