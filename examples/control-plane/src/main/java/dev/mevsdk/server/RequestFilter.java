package dev.mevsdk.server;

import dev.mevsdk.core.context.CallContext;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
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

    private final HttpMetrics metrics;

    RequestFilter(MeterRegistry registry) {
        this.metrics = new HttpMetrics(registry);
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
        answer.setHeader(CallContext.REQUEST_ID_HEADER, id);
        HttpMetrics.Running running = metrics.start();
        try (CallContext.Scope bound = CallContext.NONE.withRequestId(id).open()) {
            chain.doFilter(request, response);
        } finally {
            end(asked, answer, running);
        }
    }

    /** What a caller sends stands in logs and headers: only a sound one is taken. */
    private static String idOf(@Nullable String sent) {
        return sent != null && CallContext.isRequestId(sent)
                ? sent
                : UUID.randomUUID().toString();
    }

    private static void end(HttpServletRequest asked, HttpServletResponse answer, HttpMetrics.Running running) {
        Runnable end = () -> running.end(asked.getMethod(), (String) asked.getAttribute(ROUTE), answer.getStatus());
        if (asked.isAsyncStarted()) {
            asked.getAsyncContext().addListener(new Completed(end));
        } else {
            end.run();
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
