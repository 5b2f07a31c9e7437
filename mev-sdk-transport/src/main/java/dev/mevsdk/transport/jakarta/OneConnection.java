package dev.mevsdk.transport.jakarta;

import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Optional;

/** What the container asks about one upgrade, which was decided on already. */
final class OneConnection extends ServerEndpointConfig.Configurator {
    private final JakartaClientChannel channel;
    private final Optional<String> subprotocol;

    OneConnection(JakartaClientChannel channel, Optional<String> subprotocol) {
        this.channel = channel;
        this.subprotocol = subprotocol;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
        return type.cast(channel);
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return subprotocol.orElse("");
    }

    /** None: windows are compressed once for all, not once more for each client. */
    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return List.of();
    }

    @Override
    public boolean checkOrigin(String origin) {
        return true;
    }
}
