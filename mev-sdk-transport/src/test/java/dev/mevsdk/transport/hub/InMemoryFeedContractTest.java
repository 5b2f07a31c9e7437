package dev.mevsdk.transport.hub;

import dev.mevsdk.proto.Batch;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

class InMemoryFeedContractTest extends FeedContract {
    private @Nullable Hub hub;

    @Override
    protected void start(Hub served) {
        hub = served;
    }

    @Override
    protected Client connect(FeedQuery query) {
        if (hub == null) {
            throw new IllegalStateException("not started");
        }
        InMemoryClient client = InMemoryClient.connect(hub, query);
        return new Client() {
            @Override
            public List<Batch> batches() {
                return client.batches();
            }

            @Override
            public OptionalInt closeCode() {
                return client.closeCode();
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }

    @Override
    protected void stop() {}
}
