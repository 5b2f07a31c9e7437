package dev.mevsdk.transport.jakarta;

import dev.mevsdk.transport.hub.Admission;
import dev.mevsdk.transport.hub.ClientChannel;
import dev.mevsdk.transport.hub.CloseCode;
import dev.mevsdk.transport.hub.Completion;
import dev.mevsdk.transport.hub.FeedConnection;
import dev.mevsdk.transport.hub.Frame;
import dev.mevsdk.transport.hub.SendResult;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A connection of a Jakarta container. Its sending state belongs to the lane; the container calls back on its threads. */
public final class JakartaClientChannel extends Endpoint implements ClientChannel {
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);
    private static final System.Logger LOG = System.getLogger(JakartaClientChannel.class.getName());

    private final Admission.Admitted admitted;
    private final Lane lane;
    private final int maxMessageBytes;
    private volatile @Nullable Session session;
    private volatile @Nullable FeedConnection connection;
    private boolean inFlight;

    JakartaClientChannel(Admission.Admitted admitted, Lane lane, int maxMessageBytes) {
        this.admitted = admitted;
        this.lane = lane;
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public SendResult send(Frame frame, Completion completion) {
        Session target = session;
        if (target == null || !target.isOpen()) {
            return SendResult.CLOSED;
        }
        if (inFlight) {
            return SendResult.BUSY;
        }
        inFlight = true;
        SendHandler sent = result -> lane.executeAnyway(() -> onSent(frame, completion, result.isOK()));
        try {
            if (frame.isText()) {
                target.getAsyncRemote().sendText(frame.view(String.class, JakartaClientChannel::text), sent);
            } else {
                target.getAsyncRemote().sendBinary(frame.payload(), sent);
            }
        } catch (IllegalStateException e) {
            // Closed since it was asked: the frame was not taken.
            inFlight = false;
            return SendResult.CLOSED;
        }
        return SendResult.ACCEPTED;
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
        if (target != null && target.isOpen() && !inFlight) {
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
        FeedConnection feed = admitted.open(this);
        connection = feed;
        // The first frame may have been written before the line above: nobody was told then.
        feed.onWritable();
    }

    @Override
    public void onClose(Session closed, CloseReason reason) {
        lane.gone(this);
        FeedConnection target = connection;
        if (target != null) {
            target.onClosed();
        }
    }

    @Override
    public void onError(Session failed, Throwable cause) {
        // The container closes the session after this, with the code that fits.
    }

    private void onSent(Frame frame, Completion completion, boolean sent) {
        inFlight = false;
        completion.done(frame, sent);
        FeedConnection target = connection;
        if (sent && target != null) {
            target.onWritable();
        }
    }

    private static String text(Frame frame) {
        return StandardCharsets.UTF_8.decode(frame.payload()).toString();
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
            FeedConnection target = connection;
            if (!gathered.add(part)) {
                close(CloseCode.MESSAGE_TOO_BIG, "message too big");
            } else if (last && target != null) {
                target.onText(gathered.take());
            }
        }
    }

    private final class Binaries implements MessageHandler.Partial<ByteBuffer> {
        @Override
        public void onMessage(ByteBuffer part, boolean last) {
            FeedConnection target = connection;
            if (target != null) {
                target.onBinary();
            }
        }
    }
}
