package dev.mevsdk.transport.jakarta;

import dev.mevsdk.transport.hub.Admission;
import dev.mevsdk.transport.hub.ClientChannel;
import dev.mevsdk.transport.hub.CloseCode;
import dev.mevsdk.transport.hub.Completion;
import dev.mevsdk.transport.hub.Frame;
import dev.mevsdk.transport.hub.SendResult;
import dev.mevsdk.transport.internal.OneFrameLink;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A connection of a Jakarta container. Its sending state belongs to the lane; the container calls back on its threads. */
public final class JakartaClientChannel extends Endpoint implements ClientChannel {
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);
    private static final System.Logger LOG = System.getLogger(JakartaClientChannel.class.getName());

    private final Admission.Admitted admitted;
    private final Lane lane;
    private final OneFrameLink link;
    private final int maxMessageBytes;
    private volatile @Nullable Session session;

    JakartaClientChannel(Admission.Admitted admitted, Lane lane, int maxMessageBytes) {
        this.admitted = admitted;
        this.lane = lane;
        this.link = new OneFrameLink(lane);
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public SendResult send(Frame frame, Completion completion) {
        return link.send(frame, completion);
    }

    @Override
    public void close(int code, String reason) {
        Session target = session;
        if (target != null) {
            CloseReason why = new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason);
            lane.executeBlocking(() -> attempt("close", () -> target.close(why)));
        }
    }

    @Override
    public Executor lane() {
        return lane;
    }

    /** On the lane. What is in flight tells as much as a ping would. */
    void ping() {
        Session target = session;
        if (target != null && link.isIdle()) {
            lane.executeBlocking(
                    () -> attempt("ping", () -> target.getBasicRemote().sendPing(ByteBuffer.allocate(0))));
        }
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        session = opened;
        opened.setMaxIdleTimeout(IDLE_TIMEOUT.toMillis());
        opened.addMessageHandler(new Texts());
        opened.addMessageHandler(new Binaries());
        lane.opened(this);
        link.open(new JakartaWire(opened), admitted, this);
    }

    @Override
    public void onClose(Session closed, CloseReason reason) {
        lane.gone(this);
        link.onClosed();
    }

    @Override
    public void onError(Session failed, Throwable cause) {
        // The container closes the session after this, with the code that fits.
    }

    private record JakartaWire(Session session) implements OneFrameLink.Wire {
        @Override
        public boolean isOpen() {
            return session.isOpen();
        }

        @Override
        public void sendText(String text, OneFrameLink.Sent sent) {
            session.getAsyncRemote().sendText(text, result -> sent.end(result.isOK()));
        }

        @Override
        public void sendBinary(ByteBuffer payload, OneFrameLink.Sent sent) {
            session.getAsyncRemote().sendBinary(payload, result -> sent.end(result.isOK()));
        }
    }

    /** What a container does on the wire. */
    private interface Act {
        void run() throws IOException;
    }

    private static void attempt(String what, Act act) {
        try {
            act.run();
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.DEBUG, "a {0} found the connection gone: {1}", what, e.getClass());
        }
    }

    /** Gathers messages itself: containers differ in what they do with one that is larger than their own buffers. */
    private final class Texts implements MessageHandler.Partial<String> {
        private final MessageText gathered = new MessageText(maxMessageBytes);

        @Override
        public void onMessage(String part, boolean last) {
            if (!gathered.add(part)) {
                close(CloseCode.MESSAGE_TOO_BIG, "message too big");
            } else if (last) {
                link.onText(gathered.take());
            }
        }
    }

    private final class Binaries implements MessageHandler.Partial<ByteBuffer> {
        @Override
        public void onMessage(ByteBuffer part, boolean last) {
            link.onBinary();
        }
    }
}
