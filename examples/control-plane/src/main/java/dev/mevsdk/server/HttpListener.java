package dev.mevsdk.server;

import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The listening socket, and what a single connection may cost. */
final class HttpListener {
    /** Connections at once; the feed's included. */
    static final int MAX_CONNECTIONS = 16_384;
    /** Connections that wait to be accepted: new ones find a place while others storm in. */
    static final int ACCEPT_QUEUE = 1024;
    /** Without a byte read or written, in the middle of a request. The WebSocket has a time of its own. */
    static final Duration REQUEST_IDLE_TIMEOUT = Duration.ofSeconds(10);
    /** An answer up to this many bytes is written without a thread that waits for its reader. */
    static final int ANSWER_BUFFER_BYTES = 128 << 10;

    private HttpListener() {}

    static ServerConnector on(Server server, HttpConfiguration http, ServerConfig config) {
        ServerConnector connector = config.https()
                .map(tls -> new ServerConnector(
                        server, ListenerTls.on(server, tls), new HttpConnectionFactory(ListenerTls.secure(http))))
                .orElseGet(() -> new ServerConnector(server, new HttpConnectionFactory(http)));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
        return connector;
    }

    static void limit(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setIdleTimeout(REQUEST_IDLE_TIMEOUT.toMillis());
        http.setOutputBufferSize(ANSWER_BUFFER_BYTES);
        http.setOutputAggregationSize(ANSWER_BUFFER_BYTES);
    }
}
