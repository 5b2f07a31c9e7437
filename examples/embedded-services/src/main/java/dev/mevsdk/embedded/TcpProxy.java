package dev.mevsdk.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way to a server that can break, for tests of partitions: {@link #stall()} lets nothing through while connections stay
 * open, as a network that swallows packets; {@link #cut()} resets them and refuses new ones. {@link #mend()} ends both.
 * On loopback, with a thread per direction. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private enum State {
        OPEN,
        STALLED,
        CUT
    }

    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private State state = State.OPEN;
    private volatile int targetPort;
    private volatile boolean closed;

    private TcpProxy(ServerSocket listener) {
        this.listener = listener;
    }

    /** On a free port; connections wait there until it is told where to. */
    public static TcpProxy listen() {
        try {
            return new TcpProxy(new ServerSocket(FreePort.choose(), 256, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String address() {
        return "127.0.0.1:" + port();
    }

    /** Begins to pass on what comes, to that port of loopback. */
    public TcpProxy to(int port) {
        targetPort = port;
        start(this::accept);
        return this;
    }

    public void stall() {
        become(State.STALLED);
    }

    public void cut() {
        become(State.CUT);
        sockets.forEach(TcpProxy::reset);
    }

    /** What was swallowed in a stall goes out now, late but in order, as TCP does it. */
    public void mend() {
        become(State.OPEN);
    }

    private synchronized void become(State next) {
        state = next;
        notifyAll();
    }

    /** Returns false when the connection is to end. */
    private synchronized boolean awaitPassage() {
        try {
            while (state == State.STALLED && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            return false;
        }
        return state == State.OPEN && !closed;
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                start(() -> connect(client));
            } catch (IOException e) {
                // Closed, which ends the loop, or a client that was gone again.
            }
        }
    }

    private void connect(Socket client) {
        if (!awaitPassage()) {
            reset(client);
            return;
        }
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            start(() -> pass(client, server));
            pass(server, client);
        } catch (IOException e) {
            reset(client);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0 && awaitPassage(); read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // Either end is gone, or the way was cut: so is the other end.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It was closed before.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        become(State.CUT);
        sockets.forEach(TcpProxy::reset);
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
