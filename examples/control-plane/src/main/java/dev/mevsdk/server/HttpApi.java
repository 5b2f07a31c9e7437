package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import dev.mevsdk.transport.jetty.JettyRealtimeServlet;
import io.javalin.Javalin;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** The one listener: REST, the feed's WebSocket, the page. */
final class HttpApi implements AutoCloseable {
    private final Javalin javalin;

    private HttpApi(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * @param feed empty for a process without one, which has no page either
     * @param routes adds what is under `/api`
     */
    static HttpApi start(
            ServerConfig config,
            RequestFilter requests,
            Authorization authorization,
            Optional<RealtimeEndpoint> feed,
            Consumer<Routes> routes) {
        Javalin javalin = Javalin.create(http -> {
            http.startup.showJavalinBanner = false;
            // Bodies are read, and limited, by RequestBody.
            http.http.maxRequestSize = Long.MAX_VALUE;
            http.http.prefer405over404 = true;
            http.jetty.modifyServer(server -> {
                server.setErrorHandler(new ServerErrors());
                server.setHandler(new ControlLane(authorization));
            });
            http.jetty.addConnector((server, jetty) -> HttpListener.on(server, jetty, config));
            http.jetty.modifyServletContextHandler(context -> {
                requests.install(context);
                SecurityHeaders.install(context);
                context.setErrorHandler(new ServerErrors());
                feed.ifPresent(endpoint -> context.addServlet(
                        new ServletHolder(new JettyRealtimeServlet(endpoint)), RealtimeEndpoint.PATH));
            });
            http.jetty.modifyHttpConfiguration(HttpListener::limit);
            ProblemAnswers.install(http.routes);
            if (feed.isPresent()) {
                PageRoutes.add(http);
                DocsPage.add(http);
            }
            routes.accept(new Routes(http.routes, authorization));
        });
        try {
            return new HttpApi(javalin.start());
        } catch (RuntimeException e) {
            javalin.stop();
            throw MevException.fatal(
                    "cannot listen on " + config.host() + ":" + config.port() + ": set PORT to a free one", e);
        }
    }

    int port() {
        return javalin.port();
    }

    /** `GET /api/jobs` and so on, as they were added. */
    Set<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint.method.name() + " " + handler.endpoint.path)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
