package dev.mevsdk.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Connections that never read what they are sent, and say what they have to say as slowly as they like. */
final class HostileClients implements AutoCloseable {
    /** Of each client's socket: so small that the server's writes stall at once. */
    private static final int RECEIVE_BUFFER_BYTES = 4096;

    private static final long PAUSE_MILLIS = 20;

    private final List<Client> clients = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "hostile-clients");

    private static final class Client {
        private final SocketChannel channel;
        private final ByteBuffer text;
        private final int bytesAtOnce;

        Client(SocketChannel channel, ByteBuffer text, int bytesAtOnce) {
            this.channel = channel;
            this.text = text;
            this.bytesAtOnce = bytesAtOnce;
        }

        /** Starts over at the end, so that there is always more to say. */
        void say() {
            try {
                if (!text.hasRemaining()) {
                    text.rewind();
                }
                ByteBuffer next = text.slice(text.position(), Math.min(bytesAtOnce, text.remaining()));
                text.position(text.position() + Math.max(0, channel.write(next)));
            } catch (IOException e) {
                // The server had enough of it.
                closeQuietly(channel);
            }
        }
    }

    /**
     * @param first said at once
     * @param then said afterwards, over and over
     * @param bytesAtOnce of it, 50 times a second
     */
    static HostileClients open(int port, int count, String first, String then, int bytesAtOnce) throws IOException {
        HostileClients hostile = new HostileClients();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            ByteBuffer greeting = ByteBuffer.wrap(first.getBytes(StandardCharsets.ISO_8859_1));
            while (greeting.hasRemaining()) {
                channel.write(greeting);
            }
            channel.configureBlocking(false);
            hostile.clients.add(
                    new Client(channel, ByteBuffer.wrap(then.getBytes(StandardCharsets.ISO_8859_1)), bytesAtOnce));
        }
        hostile.thread.setDaemon(true);
        hostile.thread.start();
        return hostile;
    }

    /** Connections that the server did not end yet. */
    long connected() {
        return clients.stream().filter(client -> client.channel.isOpen()).count();
    }

    private void run() {
        try {
            while (!closed.get()) {
                clients.stream().filter(client -> client.channel.isOpen()).forEach(Client::say);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            closed.set(true);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed.set(true);
        thread.join();
        clients.forEach(client -> closeQuietly(client.channel));
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }
}
