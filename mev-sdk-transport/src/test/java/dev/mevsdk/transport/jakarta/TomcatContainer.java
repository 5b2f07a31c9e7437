package dev.mevsdk.transport.jakarta;

import dev.mevsdk.transport.hub.RealtimeEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsContextListener;

/** Tomcat with its own Jakarta WebSocket. */
final class TomcatContainer implements AutoCloseable {
    private final Tomcat tomcat = new Tomcat();
    private final Path folder;

    TomcatContainer(RealtimeEndpoint endpoint) throws Exception {
        folder = Files.createTempDirectory("mev-tomcat");
        tomcat.setBaseDir(folder.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("socket.txBufSize", "16384");
        Context context = tomcat.addContext("", folder.toString());
        context.addApplicationListener(WsContextListener.class.getName());
        Tomcat.addServlet(context, "feed", new JakartaRealtimeServlet(endpoint)).setAsyncSupported(true);
        context.addServletMappingDecoded(RealtimeEndpoint.PATH, "feed");
        tomcat.start();
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
