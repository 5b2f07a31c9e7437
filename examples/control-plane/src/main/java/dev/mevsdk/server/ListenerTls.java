package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.RenewedTls;
import dev.mevsdk.core.config.TlsConfig;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** What TLS adds to the listener. A renewed certificate serves new connections within seconds. */
final class ListenerTls {
    private ListenerTls() {}

    static SslContextFactory.Server on(Server server, TlsConfig tls) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        RenewedTls renewed = RenewedTls.watch(tls, context -> reload(factory, context));
        factory.setSslContext(renewed.context());
        factory.setNeedClientAuth(tls.ca().isPresent());
        server.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopping(LifeCycle stopping) {
                renewed.close();
            }
        });
        return factory;
    }

    static HttpConfiguration secure(HttpConfiguration http) {
        HttpConfiguration secure = new HttpConfiguration(http);
        // A proxy or a probe asks by address: whether the name is right is for the client to check.
        secure.addCustomizer(new SecureRequestCustomizer(false));
        return secure;
    }

    private static void reload(SslContextFactory.Server factory, SSLContext context) {
        try {
            factory.reload(same -> same.setSslContext(context));
        } catch (Exception e) {
            throw MevException.fatal("the listener does not take it", e);
        }
    }
}
