package dev.mevsdk.transport.hub;

import dev.mevsdk.proto.Batch;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads the feed from a socket on a thread of its own. */
public final class SocketFeedClient implements FeedContract.Client {
    private final RawWebSocket socket;
    private final FeedMode mode;
    private final List<Batch> batches = new CopyOnWriteArrayList<>();
    private final Thread reader = new Thread(this::read, "feed-reader");
    private volatile int closeCode;

    private SocketFeedClient(RawWebSocket socket, FeedMode mode) {
        this.socket = socket;
        this.mode = mode;
        reader.setDaemon(true);
        reader.start();
    }

    /** With a token that {@link TestTokens#VERIFIER} takes. */
    public static SocketFeedClient connect(int port, FeedQuery query) throws IOException {
        String parameters = "token=" + TestTokens.viewer() + "&mode="
                + query.mode().wireName() + "&compress=" + query.compression().wireName()
                + query.since().map(since -> "&since=" + since).orElse("");
        return new SocketFeedClient(RawWebSocket.open(port, parameters), query.mode());
    }

    @Override
    public List<Batch> batches() {
        return batches;
    }

    @Override
    public OptionalInt closeCode() {
        return closeCode == 0 ? OptionalInt.empty() : OptionalInt.of(closeCode);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void read() {
        try {
            while (closeCode == 0) {
                RawWebSocket.Message message = socket.read();
                switch (message.opcode()) {
                    case RawWebSocket.TEXT, RawWebSocket.BINARY ->
                        batches.add(InMemoryClient.decode(mode, message.payload()));
                    case RawWebSocket.CLOSE -> closeCode = message.closeCode();
                    default -> {
                        // Pings need no answer within a test.
                    }
                }
            }
        } catch (IOException e) {
            // The test closed the socket, or finds what is missing.
        }
    }
}
