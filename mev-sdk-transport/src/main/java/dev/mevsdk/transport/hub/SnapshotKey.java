package dev.mevsdk.transport.hub;

import dev.mevsdk.core.codec.EventKind;
import dev.mevsdk.proto.Envelope;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line of the snapshot: the last value is kept per kind and module, so that each filter finds its own. */
record SnapshotKey(EventKind kind, String module) {

    /** The last value of each kind, oldest first. Not thread-safe. */
    static final class Values {
        private final Map<SnapshotKey, Envelope> last = new LinkedHashMap<>();

        void put(Envelope event) {
            EventKind.of(event).ifPresent(kind -> {
                SnapshotKey key = new SnapshotKey(kind, EventKind.moduleOf(event));
                last.remove(key);
                last.put(key, event);
            });
        }

        Values matching(FeedFilter filter) {
            Values copy = new Values();
            last.values().stream().filter(filter::matches).forEach(copy::put);
            return copy;
        }

        Iterable<Envelope> events() {
            return last.values();
        }

        int size() {
            return last.size();
        }
    }
}
