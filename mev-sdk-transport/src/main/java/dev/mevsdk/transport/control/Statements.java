package dev.mevsdk.transport.control;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mevsdk.core.MevException;
import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What servers and agents said of the log: snapshots and acks. What can't be read says nothing. */
final class Statements {
    private record Said(String by, long version, String hash) {}

    /** By module and position. */
    private final Map<String, TreeMap<Long, List<SnapshotJson>>> snapshots = new HashMap<>();
    /** By module. */
    private final Map<String, List<Said>> acks = new HashMap<>();

    void addSnapshot(Incoming record) {
        try {
            SnapshotJson snapshot = SnapshotJson.read(record.value());
            ModuleHistory history = snapshot.history();
            snapshots
                    .computeIfAbsent(history.policy().module(), module -> new TreeMap<>())
                    .computeIfAbsent(history.position(), position -> new ArrayList<>())
                    .add(snapshot);
        } catch (MevException e) {
            // An agent passes it over as well.
        }
    }

    void addAck(Incoming record) {
        try {
            ControlAck ack = Envelope.parseFrom(record.value()).getAck();
            if (!ack.getPolicyHash().isEmpty()) {
                acks.computeIfAbsent(ack.getModule(), module -> new ArrayList<>())
                        .add(new Said(ack.getAgentId(), ack.getPolicyVersion(), ack.getPolicyHash()));
            }
        } catch (InvalidProtocolBufferException e) {
            // As above.
        }
    }

    /** What a snapshot says otherwise of the history at its position; null when none does. */
    @Nullable
    String problemOfSnapshots(ModuleHistory history, String keys) {
        List<SnapshotJson> said = snapshots
                .getOrDefault(history.policy().module(), new TreeMap<>())
                .getOrDefault(history.position(), List.of());
        for (SnapshotJson snapshot : said) {
            boolean sameHash =
                    snapshot.history().policy().hash().equals(history.policy().hash());
            // Folded with other public keys, the policy may be another; the hash may not.
            if (!sameHash
                    || (snapshot.keys().equals(keys) && !snapshot.history().equals(history))) {
                return "the snapshot of position " + history.position() + " is of another history";
            }
        }
        return null;
    }

    /** What is said of records that are not in the log, or of others in their place; null when nothing is. */
    @Nullable
    String problemAtEnd(ModuleHistory end, Map<String, Long> positionsByHash) {
        String module = end.policy().module();
        Long last = snapshots.getOrDefault(module, new TreeMap<>()).isEmpty()
                ? null
                : (Long) snapshots.getOrDefault(module, new TreeMap<>()).lastKey();
        if (last != null && last > end.position()) {
            return "a snapshot knows " + last + " records, the log has " + end.position();
        }
        for (Said ack : acks.getOrDefault(module, List.of())) {
            Long position = positionsByHash.get(ack.hash());
            if (position == null || position < ack.version()) {
                return "agent " + CommandText.printable(ack.by()) + " acknowledged version " + ack.version()
                        + " of another history";
            }
        }
        return null;
    }
}
