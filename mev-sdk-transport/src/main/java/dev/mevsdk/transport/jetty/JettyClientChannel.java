package dev.mevsdk.transport.jetty;

import dev.mevsdk.transport.hub.Admission;
import dev.mevsdk.transport.hub.ClientChannel;
import dev.mevsdk.transport.hub.Completion;
import dev.mevsdk.transport.hub.FeedConnection;
import dev.mevsdk.transport.hub.Frame;
import dev.mevsdk.transport.hub.SendResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** A connection of a Jetty server. Its sending state belongs to the lane; Jetty calls back on threads of its own. */
public final class JettyClientChannel implements ClientChannel, Session.Listener.AutoDemanding {
    private final Admission.Admitted admitted;
    private final Executor lane;
    private final Set<JettyClientChannel> open;
    private volatile @Nullable Session session;
    private volatile @Nullable FeedConnection connection;
    private boolean inFlight;

    JettyClientChannel(Admission.Admitted admitted, Executor lane, Set<JettyClientChannel> open) {
        this.admitted = admitted;
        this.lane = lane;
        this.open = open;
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
        Callback sent = Callback.from(
                () -> onLane(() -> onSent(frame, completion, true)),
                failure -> onLane(() -> onSent(frame, completion, false)));
        if (frame.isText()) {
            target.sendText(frame.view(String.class, JettyClientChannel::text), sent);
        } else {
            target.sendBinary(frame.payload(), sent);
        }
        return SendResult.ACCEPTED;
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
        return lane;
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
        FeedConnection feed = admitted.open(this);
        connection = feed;
        // The first frame may have been written before the line above: nobody was told then.
        feed.onWritable();
    }

    @Override
    public void onWebSocketText(String message) {
        FeedConnection target = connection;
        if (target != null) {
            target.onText(message);
        }
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
        FeedConnection target = connection;
        if (target != null) {
            target.onBinary();
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        // Jetty closes the session after this, with the code that fits.
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        open.remove(this);
        FeedConnection target = connection;
        if (target != null) {
            target.onClosed();
        }
        callback.succeed();
    }

    private void onSent(Frame frame, Completion completion, boolean sent) {
        inFlight = false;
        completion.done(frame, sent);
        FeedConnection target = connection;
        if (sent && target != null) {
            target.onWritable();
        }
    }

    private void onLane(Runnable task) {
        try {
            lane.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    private static String text(Frame frame) {
        return StandardCharsets.UTF_8.decode(frame.payload()).toString();
    }
}
