package dev.mevsdk.transport.internal;

import dev.mevsdk.transport.hub.Admission;
import dev.mevsdk.transport.hub.ClientChannel;
import dev.mevsdk.transport.hub.Completion;
import dev.mevsdk.transport.hub.FeedConnection;
import dev.mevsdk.transport.hub.Frame;
import dev.mevsdk.transport.hub.SendResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Between the hub and a server that takes one message at a time and frames it itself. The sending belongs to the lane;
 * the server calls the rest on threads of its own.
 */
public final class OneFrameLink {
    /** Is told once how a message ended, on any thread. */
    @FunctionalInterface
    public interface Sent {
        void end(boolean ok);
    }

    /**
     * The server's side of a connection. Never blocks; an {@link IllegalStateException} of a send means that the
     * connection has closed, and that {@link Sent} is not told.
     */
    public interface Wire {
        boolean isOpen();

        void sendText(String text, Sent sent);

        void sendBinary(ByteBuffer payload, Sent sent);
    }

    private final Executor lane;
    private volatile @Nullable Wire wire;
    private volatile @Nullable FeedConnection connection;
    private boolean inFlight;

    public OneFrameLink(Executor lane) {
        this.lane = lane;
    }

    public Executor lane() {
        return lane;
    }

    /** After the upgrade. */
    public void open(Wire opened, Admission.Admitted admitted, ClientChannel channel) {
        wire = opened;
        FeedConnection feed = admitted.open(channel);
        connection = feed;
        // The first frame may have been written before the line above: nobody was told then.
        feed.onWritable();
    }

    /** On the lane. */
    public SendResult send(Frame frame, Completion completion) {
        Wire target = wire;
        if (target == null || !target.isOpen()) {
            return SendResult.CLOSED;
        }
        if (inFlight) {
            return SendResult.BUSY;
        }
        inFlight = true;
        Sent sent = ok -> onLane(() -> onSent(frame, completion, ok));
        try {
            if (frame.isText()) {
                target.sendText(frame.view(String.class, OneFrameLink::text), sent);
            } else {
                target.sendBinary(frame.payload(), sent);
            }
        } catch (IllegalStateException e) {
            // Closed since it was asked: the frame was not taken.
            inFlight = false;
            return SendResult.CLOSED;
        }
        return SendResult.ACCEPTED;
    }

    /** On the lane: whether it is open, with nothing under way. */
    public boolean isIdle() {
        Wire target = wire;
        return target != null && target.isOpen() && !inFlight;
    }

    public void onText(String message) {
        FeedConnection target = connection;
        if (target != null) {
            target.onText(message);
        }
    }

    public void onBinary() {
        FeedConnection target = connection;
        if (target != null) {
            target.onBinary();
        }
    }

    public void onClosed() {
        FeedConnection target = connection;
        if (target != null) {
            target.onClosed();
        }
    }

    private void onSent(Frame frame, Completion completion, boolean ok) {
        inFlight = false;
        completion.done(frame, ok);
        FeedConnection target = connection;
        if (ok && target != null) {
            target.onWritable();
        }
    }

    /** Or here, once the lane is closed: what must be released is released. */
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
