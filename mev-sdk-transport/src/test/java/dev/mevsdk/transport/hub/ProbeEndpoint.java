package dev.mevsdk.transport.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets everyone in and gives the test what the adapter made of the connection. */
public final class ProbeEndpoint implements RealtimeEndpoint {
    /** One connection as its adapter presents it. */
    public static final class Probe implements FeedConnection {
        private final ClientChannel channel;
        private final List<String> texts = new ArrayList<>();
        private final AtomicInteger writable = new AtomicInteger();
        private volatile boolean closed;

        Probe(ClientChannel channel) {
            this.channel = channel;
        }

        public ClientChannel channel() {
            return channel;
        }

        public int timesWritable() {
            return writable.get();
        }

        public boolean isClosed() {
            return closed;
        }

        public synchronized List<String> texts() {
            return List.copyOf(texts);
        }

        @Override
        public synchronized void onText(String message) {
            texts.add(message);
        }

        @Override
        public synchronized void onBinary() {
            texts.add("(binary)");
        }

        @Override
        public void onWritable() {
            writable.incrementAndGet();
        }

        @Override
        public void onClosed() {
            closed = true;
        }
    }

    private final BlockingQueue<Probe> opened = new LinkedBlockingQueue<>();

    public Probe next() throws InterruptedException {
        Probe probe = opened.poll(20, TimeUnit.SECONDS);
        if (probe == null) {
            throw new IllegalStateException("no connection was opened");
        }
        return probe;
    }

    @Override
    public Admission admit(UpgradeRequest request) {
        return new Admission.Admitted() {
            @Override
            public Optional<String> subprotocol() {
                return request.acceptedSubprotocol();
            }

            @Override
            public FeedConnection open(ClientChannel channel) {
                Probe probe = new Probe(channel);
                opened.add(probe);
                return probe;
            }
        };
    }

    @Override
    public int maxMessageBytes() {
        return 1000;
    }

    @Override
    public void close() {}
}
