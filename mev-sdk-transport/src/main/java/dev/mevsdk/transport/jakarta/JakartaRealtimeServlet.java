package dev.mevsdk.transport.jakarta;

import dev.mevsdk.transport.hub.Admission;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import dev.mevsdk.transport.hub.UpgradeRequest;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves the feed at the path it is mapped to, {@link RealtimeEndpoint#PATH}; allow asynchronous requests. With Spring
 * Boot:
 *
 * <pre>{@code
 * @Bean
 * ServletRegistrationBean<JakartaRealtimeServlet> feed(RealtimeEndpoint endpoint) {
 *     return new ServletRegistrationBean<>(new JakartaRealtimeServlet(endpoint), RealtimeEndpoint.PATH);
 * }
 * }</pre>
 *
 * The token is checked on the request's thread before the upgrade; frames are sent on one thread of the servlet's own,
 * one in flight per client. A text frame is encoded again for each client, since the API takes characters only: where
 * many clients read JSON, serve them by the Netty listener.
 */
public final class JakartaRealtimeServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String CONTAINER = "jakarta.websocket.server.ServerContainer";
    private static final int UPGRADE_REQUIRED = 426;

    private final transient RealtimeEndpoint endpoint;
    private transient @Nullable Lane lane;

    public JakartaRealtimeServlet(RealtimeEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** @throws ServletException when the container has no WebSocket support, or it is switched off */
    @Override
    public void init() throws ServletException {
        if (!(getServletContext().getAttribute(CONTAINER) instanceof ServerContainer)) {
            throw new ServletException("this container has no Jakarta WebSocket: add it, such as tomcat-embed-websocket"
                    + " (with Spring Boot: spring-boot-starter-websocket)");
        }
        lane = new Lane();
    }

    @Override
    public void destroy() {
        Lane ours = lane;
        if (ours != null) {
            ours.close();
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Admission admission =
                endpoint.admit(UpgradeRequest.of(request.getQueryString(), name -> header(request, name)));
        if (admission instanceof Admission.Refused refused) {
            refuse(response, refused);
        } else if (admission instanceof Admission.Admitted admitted) {
            upgrade(request, response, admitted);
        }
    }

    private void upgrade(HttpServletRequest request, HttpServletResponse response, Admission.Admitted admitted)
            throws ServletException, IOException {
        String wanted = header(request, "Upgrade");
        Lane ours = lane;
        if (wanted == null || !wanted.equalsIgnoreCase("websocket") || ours == null) {
            refuse(
                    response,
                    new Admission.Refused(
                            UPGRADE_REQUIRED,
                            "Upgrade required",
                            "This address is a WebSocket: connect with an upgrade request"));
            return;
        }
        JakartaClientChannel channel = new JakartaClientChannel(admitted, ours, endpoint.maxMessageBytes());
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(
                        JakartaClientChannel.class, RealtimeEndpoint.PATH)
                .configurator(new OneConnection(channel, admitted.subprotocol()))
                .build();
        try {
            ServerContainer container = (ServerContainer) getServletContext().getAttribute(CONTAINER);
            container.upgradeHttpToWebSocket(request, response, config, Map.of());
        } catch (DeploymentException e) {
            throw new ServletException("the container refused the feed's endpoint", e);
        }
    }

    private static void refuse(HttpServletResponse response, Admission.Refused refused) throws IOException {
        response.setStatus(refused.status());
        response.setContentType(Admission.Refused.CONTENT_TYPE);
        response.getOutputStream().write(refused.problemJson().getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String header(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        return values.isEmpty() ? null : String.join(",", values);
    }
}
