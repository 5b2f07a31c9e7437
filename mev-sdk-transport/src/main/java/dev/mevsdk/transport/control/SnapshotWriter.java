package dev.mevsdk.transport.control;

import dev.mevsdk.core.Topics;
import dev.mevsdk.transport.control.ControlChannel.Outgoing;
import java.util.HashMap;
import java.util.Map;

/** Writes snapshots behind the log and waits for none: one that is lost costs an agent some reading. One thread. */
final class SnapshotWriter {
    private record Written(long position, long atNanos) {}

    private final ControlChannel channel;
    private final ControlTrust trust;
    private final long intervalNanos;
    private final Map<String, Written> written = new HashMap<>();

    SnapshotWriter(ControlChannel channel, ControlServiceConfig config) {
        this.channel = channel;
        this.trust = config.trust();
        this.intervalNanos = config.snapshotInterval().toNanos();
    }

    void offer(ModuleHistory history) {
        String module = history.policy().module();
        Written last = written.get(module);
        long now = System.nanoTime();
        boolean known = last != null && last.position() == history.position();
        boolean soon = last != null && now - last.atNanos() < intervalNanos;
        if (known || soon || history.position() == 0) {
            return;
        }
        written.put(module, new Written(history.position(), now));
        byte[] snapshot = SnapshotJson.write(history, trust.keys().fingerprint());
        channel.append(Outgoing.json(Topics.CONTROL_STATE, module, snapshot).signed(trust.sign(snapshot)))
                .exceptionally(error -> -1L);
    }
}
