package dev.mevsdk.transport.jetty;

import dev.mevsdk.transport.hub.Admission;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import dev.mevsdk.transport.hub.UpgradeRequest;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeRequest;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.jspecify.annotations.Nullable;

/**
 * Serves the feed at the path it is mapped to. With Javalin:
 *
 * <pre>{@code
 * config.jetty.modifyServletContextHandler(context -> context.addServlet(
 *         new ServletHolder(new JettyRealtimeServlet(endpoint)), RealtimeEndpoint.PATH));
 * }</pre>
 *
 * The token is checked on the request's thread before the upgrade; frames are sent on one thread of the servlet's own,
 * one in flight per client.
 */
public final class JettyRealtimeServlet extends JettyWebSocketServlet {
    private static final long serialVersionUID = 1L;
    private static final String ADMITTED = JettyRealtimeServlet.class.getName() + ".admitted";
    private static final String WEBSOCKET = "websocket";
    /** 16 MiB: no window is larger. */
    private static final long MAX_FRAME_BYTES = 16 << 20;

    private static final Duration PING_INTERVAL = Duration.ofSeconds(20);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

    private final transient RealtimeEndpoint endpoint;
    private final transient Set<JettyClientChannel> open = ConcurrentHashMap.newKeySet();
    private transient @Nullable ScheduledExecutorService lane;

    public JettyRealtimeServlet(RealtimeEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void init() throws ServletException {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "mev-realtime-jetty");
            thread.setDaemon(true);
            return thread;
        });
        started.scheduleAtFixedRate(
                () -> open.forEach(JettyClientChannel::ping),
                PING_INTERVAL.toMillis(),
                PING_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
        lane = started;
        super.init();
    }

    @Override
    public void destroy() {
        super.destroy();
        if (lane != null) {
            lane.shutdown();
        }
    }

    @Override
    protected void configure(JettyWebSocketServletFactory factory) {
        factory.setMaxTextMessageSize(endpoint.maxMessageBytes());
        factory.setMaxBinaryMessageSize(endpoint.maxMessageBytes());
        // Holds in both directions. What comes in is handed on in pieces and counted against the limits above.
        factory.setMaxFrameSize(MAX_FRAME_BYTES);
        factory.setAutoFragment(true);
        factory.setIdleTimeout(IDLE_TIMEOUT);
        factory.setCreator(this::create);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Admission admission =
                endpoint.admit(UpgradeRequest.of(request.getQueryString(), name -> header(request, name)));
        if (admission instanceof Admission.Refused refused) {
            refuse(response, refused);
        } else if (!WEBSOCKET.equalsIgnoreCase(request.getHeader("Upgrade"))) {
            response.setHeader("Upgrade", WEBSOCKET);
            response.setHeader("Sec-WebSocket-Version", "13");
            refuse(response, Admission.Refused.UPGRADE_REQUIRED);
        } else {
            request.setAttribute(ADMITTED, admission);
            super.service(request, response);
        }
    }

    private static void refuse(HttpServletResponse response, Admission.Refused refused) throws IOException {
        response.setStatus(refused.status());
        response.setContentType(Admission.Refused.CONTENT_TYPE);
        response.getOutputStream().write(refused.problemJson().getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable Object create(JettyServerUpgradeRequest request, JettyServerUpgradeResponse response) {
        Object admission = request.getHttpServletRequest().getAttribute(ADMITTED);
        ScheduledExecutorService sending = lane;
        if (!(admission instanceof Admission.Admitted admitted) || sending == null) {
            return null;
        }
        admitted.subprotocol().ifPresent(response::setAcceptedSubProtocol);
        return new JettyClientChannel(admitted, sending, open);
    }

    private static @Nullable String header(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        return values.isEmpty() ? null : String.join(",", values);
    }
}
