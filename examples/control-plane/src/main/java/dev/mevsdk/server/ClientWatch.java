package dev.mevsdk.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Interrupts the thread that works on a request once its client has closed the connection. Jetty does not read from a
 * connection whose request is being answered, so nobody would notice. For a request whose body was read to its end; a
 * client that closes its side of the connection alone counts as gone.
 *
 * <p>A next request that is sent before this one's answer is not taken from such a connection: it ends with the answer,
 * and the client sends again, as RFC 9112 (9.3.2) lets it expect.
 */
final class ClientWatch implements AutoCloseable, Callback {
    private final Context request;
    private final Thread worker = Thread.currentThread();
    private final EndPoint connection;
    private boolean over;
    private boolean gone;
    private boolean sentMore;

    private ClientWatch(Context request, EndPoint connection) {
        this.request = request;
        this.connection = connection;
    }

    /** Until it is closed, by the same thread, before anything is answered. */
    static ClientWatch of(Context request) {
        EndPoint connection = ServletContextRequest.getServletContextRequest(request.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        ClientWatch watch = new ClientWatch(request, connection);
        connection.tryFillInterested(watch);
        return watch;
    }

    /** Whether the client left; the thread was interrupted then. */
    synchronized boolean isGone() {
        return gone;
    }

    /** There is something to read: the end, if the client keeps to its turn. */
    @Override
    public synchronized void succeeded() {
        if (over) {
            return;
        }
        try {
            ByteBuffer next = BufferUtil.allocate(1);
            int count = connection.fill(next);
            if (count == 0) {
                connection.tryFillInterested(this);
            } else if (count > 0) {
                sentMore = true;
            } else {
                leave();
            }
        } catch (IOException e) {
            leave();
        }
    }

    @Override
    public synchronized void failed(Throwable broken) {
        if (!over) {
            leave();
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    private void leave() {
        gone = true;
        worker.interrupt();
    }

    /** Gives the connection back to Jetty, and the thread without its interrupt. */
    @Override
    public synchronized void close() {
        over = true;
        if (connection instanceof AbstractEndPoint watched) {
            watched.getFillInterest().onFail(new IOException("the request has its answer"));
        }
        if (gone) {
            Thread.interrupted();
        }
        if (sentMore) {
            request.header("Connection", "close");
        }
    }
}
