package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The server's reading of the log, always from its start. Written by one thread; its lock guards what is asked. */
final class CommandLog implements TopicFollower.Visitor, AutoCloseable {
    private static final int REMEMBERED = 4096;

    /** A command and what the fold made of it. */
    record Folded(ControlCommand command, long offset, PolicyFold.Verdict verdict, String reason, long versionBefore) {}

    private final ControlChannel channel;
    private final ControlServiceConfig config;
    private final TopicFollower follower;
    private final SnapshotWriter snapshots;
    private final LogFold fold;
    /** By module: position -> hash of the history up to there. */
    private final Map<String, NavigableMap<Long, String>> hashes = new HashMap<>();

    /** By module: when the record that made the present version was appended, ms since the epoch. */
    private final Map<String, Long> changedAtMillis = new HashMap<>();

    private final Map<String, Folded> byRequest = bounded();
    private final Map<Long, Folded> byOffset = bounded();
    private long position;
    private boolean caughtUp;
    private volatile boolean topicsReady;

    CommandLog(ControlChannel channel, ControlServiceConfig config) {
        this.channel = channel;
        this.config = config;
        this.fold = new LogFold(config.trust().keys());
        this.snapshots = new SnapshotWriter(channel, config);
        this.follower = new TopicFollower("mev-control-log", () -> channel.reader(Topics.CONTROL_COMMANDS), this);
        reset(0, Map.of());
    }

    void start() {
        follower.start();
    }

    @Override
    public void begin(LogReader reader) {
        requireTopics();
        long start = reader.startOffset();
        reset(start, LogBeginning.of(reader, channel, config.trust().keys()));
        reader.seek(start);
    }

    /** Blocking when the topics were not checked yet. @throws MevException RETRYABLE when Kafka is away */
    void requireTopics() {
        if (!topicsReady) {
            channel.ensureTopics();
            topicsReady = true;
        }
    }

    private synchronized void reset(long start, Map<String, ModuleHistory> known) {
        caughtUp = false;
        position = start;
        byRequest.clear();
        byOffset.clear();
        changedAtMillis.clear();
        fold.reset(known);
        for (String module : Modules.ALL) {
            ModuleHistory first = fold.history(module);
            hashes.put(
                    module,
                    new TreeMap<>(Map.of(first.position(), first.policy().hash())));
        }
    }

    @Override
    public synchronized void visit(Incoming record) {
        for (LogFold.Change change : fold.visit(record)) {
            if (change.step().verdict() == PolicyFold.Verdict.ACCEPTED) {
                changedAtMillis.put(change.module(), record.timestampMillis());
            }
            remember(change.step(), record.offset(), change.before().policy().version());
        }
        position = record.offset() + 1;
        notifyAll();
    }

    private void remember(PolicyFold.Step step, long offset, long versionBefore) {
        Policy policy = step.history().policy();
        NavigableMap<Long, String> chain = hashes.getOrDefault(policy.module(), new TreeMap<>());
        chain.put(offset + 1, policy.hash());
        if (chain.size() > REMEMBERED) {
            chain.pollFirstEntry();
        }
        ControlCommand command = step.command();
        if (command != null) {
            Folded folded = new Folded(command, offset, step.verdict(), step.reason(), versionBefore);
            byOffset.put(offset, folded);
            if (step.verdict() != PolicyFold.Verdict.UNTRUSTED) {
                byRequest.putIfAbsent(command.requestId(), folded);
            }
        }
    }

    @Override
    public void tick(LogReader reader) {
        if (!isCaughtUp()) {
            long end = reader.endOffset();
            synchronized (this) {
                caughtUp = position >= end;
            }
        }
        if (isCaughtUp()) {
            for (String module : Modules.ALL) {
                snapshots.offer(history(module));
            }
        }
    }

    @Override
    public void lost() {
        topicsReady = false;
        reset(0, Map.of());
    }

    synchronized boolean isCaughtUp() {
        return caughtUp;
    }

    /** @throws MevException RETRYABLE until the log was read to its end once */
    synchronized ModuleHistory history(String module) {
        if (!caughtUp) {
            throw MevException.retryable("control-commands: not read to the end yet; is Kafka there?", null);
        }
        return fold.history(module);
    }

    /** Records of the log that were folded. @throws MevException RETRYABLE until it was read to its end once */
    synchronized long position() {
        return history(Modules.ALL.get(0)).position();
    }

    /** When the module's present version was appended, ms since the epoch; null before the first command. */
    synchronized @Nullable Long changedAtMillis(String module) {
        return changedAtMillis.get(module);
    }

    synchronized @Nullable Folded find(String requestId) {
        return byRequest.get(requestId);
    }

    /** Whether a start was accepted that completes the proposed one. */
    synchronized boolean isCompleted(String proposal) {
        return byRequest.values().stream()
                .anyMatch(folded -> folded.verdict() == PolicyFold.Verdict.ACCEPTED
                        && proposal.equals(folded.command().notes().approves()));
    }

    /** Blocks until the command at the offset was folded here. */
    synchronized Folded awaitFolded(long offset) {
        long deadline = System.nanoTime() + config.answerTimeout().toNanos();
        try {
            while (position <= offset) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw MevException.retryable("The command is in the log but was not read back in time", null);
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MevException.retryable("Interrupted before the command was read back", e);
        }
        Folded folded = byOffset.get(offset);
        if (folded == null) {
            throw MevException.retryable("The log was replaced while the command was read back", null);
        }
        return folded;
    }

    /** Whether an agent that read the module's history up to the position should have another hash than this. */
    synchronized boolean isOtherHistory(String module, long agentPosition, String hash) {
        NavigableMap<Long, String> chain = hashes.get(module);
        if (chain == null || agentPosition > position) {
            return false;
        }
        Map.Entry<Long, String> known = chain.floorEntry(agentPosition);
        return known != null && !known.getValue().equals(hash);
    }

    @Override
    public void close() {
        follower.close();
    }

    private static <K> Map<K, Folded> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Folded> eldest) {
                return size() > REMEMBERED;
            }
        };
    }
}
