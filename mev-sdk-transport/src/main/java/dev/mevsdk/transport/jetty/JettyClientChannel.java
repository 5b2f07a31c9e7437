package dev.mevsdk.transport.jetty;

import dev.mevsdk.transport.hub.Admission;
import dev.mevsdk.transport.hub.ClientChannel;
import dev.mevsdk.transport.hub.Completion;
import dev.mevsdk.transport.hub.Frame;
import dev.mevsdk.transport.hub.SendResult;
import dev.mevsdk.transport.internal.OneFrameLink;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.Executor;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** A connection of a Jetty server. Its sending state belongs to the lane; Jetty calls back on threads of its own. */
public final class JettyClientChannel implements ClientChannel, Session.Listener.AutoDemanding {
    private final Admission.Admitted admitted;
    private final OneFrameLink link;
    private final Set<JettyClientChannel> open;
    private volatile @Nullable Session session;

    JettyClientChannel(Admission.Admitted admitted, Executor lane, Set<JettyClientChannel> open) {
        this.admitted = admitted;
        this.link = new OneFrameLink(lane);
        this.open = open;
    }

    @Override
    public SendResult send(Frame frame, Completion completion) {
        return link.send(frame, completion);
    }

    @Override
    public void close(int code, String reason) {
        Session target = session;
        if (target != null) {
            target.close(code, reason, Callback.NOOP);
        }
    }

    @Override
    public Executor lane() {
        return link.lane();
    }

    void ping() {
        Session target = session;
        if (target != null && target.isOpen()) {
            target.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        }
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        open.add(this);
        link.open(new JettyWire(opened), admitted, this);
    }

    @Override
    public void onWebSocketText(String message) {
        link.onText(message);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
        link.onBinary();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        // Jetty closes the session after this, with the code that fits.
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        open.remove(this);
        link.onClosed();
        callback.succeed();
    }

    private record JettyWire(Session session) implements OneFrameLink.Wire {
        @Override
        public boolean isOpen() {
            return session.isOpen();
        }

        @Override
        public void sendText(String text, OneFrameLink.Sent sent) {
            session.sendText(text, callback(sent));
        }

        @Override
        public void sendBinary(ByteBuffer payload, OneFrameLink.Sent sent) {
            session.sendBinary(payload, callback(sent));
        }

        private static Callback callback(OneFrameLink.Sent sent) {
            return Callback.from(() -> sent.end(true), failure -> sent.end(false));
        }
    }
}
