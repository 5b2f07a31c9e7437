package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.TlsConfig;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** What TLS adds to the listener. A renewed certificate serves new connections within a minute. */
final class ListenerTls {
    private static final System.Logger LOG = System.getLogger(ListenerTls.class.getName());
    private static final long RELOAD_SECONDS = 60;

    private ListenerTls() {}

    static SslContextFactory.Server on(Server server, TlsConfig tls) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(tls.context());
        factory.setNeedClientAuth(tls.ca().isPresent());
        reloadWhile(server, factory, tls);
        return factory;
    }

    static HttpConfiguration secure(HttpConfiguration http) {
        HttpConfiguration secure = new HttpConfiguration(http);
        // A proxy or a probe asks by address: whether the name is right is for the client to check.
        secure.addCustomizer(new SecureRequestCustomizer(false));
        return secure;
    }

    private static void reloadWhile(Server server, SslContextFactory.Server factory, TlsConfig tls) {
        ScheduledExecutorService reloads = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "https-certificate");
            thread.setDaemon(true);
            return thread;
        });
        reloads.scheduleWithFixedDelay(() -> reload(factory, tls), RELOAD_SECONDS, RELOAD_SECONDS, TimeUnit.SECONDS);
        server.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopping(LifeCycle stopping) {
                reloads.shutdownNow();
            }
        });
    }

    /** Half-written files are read again the next time; the old certificate serves until then. */
    static void reload(SslContextFactory.Server factory, TlsConfig tls) {
        try {
            factory.reload(same -> same.setSslContext(tls.context()));
        } catch (MevException e) {
            LOG.log(System.Logger.Level.WARNING, "the certificate stays as it was: {0}", e.getMessage());
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "the certificate stays as it was", e);
        }
    }
}
