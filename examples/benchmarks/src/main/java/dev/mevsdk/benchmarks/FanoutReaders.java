package dev.mevsdk.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mevsdk.transport.hub.RealtimeEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Many clients on one thread, which read everything and look at nothing; or, stalled, read nothing. */
final class FanoutReaders implements AutoCloseable {
    private static final int STALLED_RECEIVE_BUFFER = 4096;

    private final List<SocketChannel> sockets = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final AtomicLong bytes = new AtomicLong();
    private final Thread thread = new Thread(this::drain, "bench-readers");

    private FanoutReaders() throws IOException {
        thread.setDaemon(true);
    }

    /** @param query of the upgrade; null for a bare TCP connection */
    static FanoutReaders open(int port, int count, @org.jspecify.annotations.Nullable String query) throws IOException {
        FanoutReaders readers = new FanoutReaders();
        for (int i = 0; i < count; i++) {
            SocketChannel socket = connect(port, query, false);
            socket.configureBlocking(false);
            socket.register(readers.selector, SelectionKey.OP_READ);
            readers.sockets.add(socket);
        }
        readers.thread.start();
        return readers;
    }

    static FanoutReaders stalled(int port, int count, String query) throws IOException {
        FanoutReaders readers = new FanoutReaders();
        for (int i = 0; i < count; i++) {
            readers.sockets.add(connect(port, query, true));
        }
        return readers;
    }

    static SocketChannel connect(int port, @org.jspecify.annotations.Nullable String query, boolean smallBuffer)
            throws IOException {
        SocketChannel socket = SocketChannel.open();
        if (smallBuffer) {
            socket.setOption(StandardSocketOptions.SO_RCVBUF, STALLED_RECEIVE_BUFFER);
        }
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        if (query != null) {
            upgrade(socket, query);
        }
        return socket;
    }

    long bytes() {
        return bytes.get();
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        for (SocketChannel socket : sockets) {
            socket.close();
        }
    }

    private static void upgrade(SocketChannel socket, String query) throws IOException {
        socket.write(ByteBuffer.wrap(("GET " + RealtimeEndpoint.PATH + "?" + query
                        + " HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(ISO_8859_1)));
        StringBuilder head = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (head.indexOf("\r\n\r\n") < 0) {
            one.clear();
            if (socket.read(one) < 0) {
                throw new IOException("not upgraded: " + head);
            }
            head.append((char) one.get(0));
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("not upgraded: " + head);
        }
    }

    private void drain() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                selector.select(key -> read((SocketChannel) key.channel(), buffer));
            }
        } catch (IOException e) {
            System.err.println("readers ended: " + e.getMessage());
        }
    }

    private void read(SocketChannel socket, ByteBuffer buffer) {
        try {
            buffer.clear();
            int read = socket.read(buffer);
            if (read < 0) {
                socket.close();
            } else {
                bytes.addAndGet(read);
            }
        } catch (IOException e) {
            // The server is gone: the arm is over.
            close(socket);
        }
    }

    private static void close(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing left to free.
        }
    }
}
