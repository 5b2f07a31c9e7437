package dev.mevsdk.transport.control;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.event.EventPublisher;
import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What the agents say: their last heartbeat and ack. Two threads write, any may ask. */
final class Fleet implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Fleet.class.getName());
    /** Whoever may write heartbeats can invent agents; a few KB are kept of each. */
    static final int MAX_AGENTS = 10_000;

    private static final int MAX_TEXT = 256;
    /** Between two warnings about ids used twice: those can be invented as well. */
    private static final Duration WARN_INTERVAL = Duration.ofSeconds(10);

    /** Told of what is news, not of what was in the topics before. */
    interface Listener {
        /** Before it is published. */
        void onAck(ControlAck ack);

        default void onUnreadable(ControlObserver.Unreadable what) {}
    }

    /** @param seenNanos by the monotonic clock: ages must not change when the wall clock is set */
    private record Agent(
            String module,
            @Nullable Heartbeat heartbeat,
            AgentStatus.@Nullable LastAck ack,
            long seenNanos,
            @Nullable Long skewMillis,
            AgentInstances instances) {
        Agent withAckOf(Agent newer) {
            return new Agent(newer.module, heartbeat, newer.ack, later(newer), skewMillis, instances);
        }

        Agent withHeartbeatOf(Agent newer) {
            AgentInstances heard =
                    newer.heartbeat == null ? instances : instances.heard(newer.heartbeat.instance(), newer.seenNanos);
            return new Agent(newer.module, newer.heartbeat, ack, later(newer), newer.skewMillis, heard);
        }

        private long later(Agent newer) {
            return newer.seenNanos - seenNanos > 0 ? newer.seenNanos : seenNanos;
        }
    }

    private final Map<String, Agent> agents = new ConcurrentHashMap<>();
    private @Nullable Long warnedNanos;
    private final AtomicBoolean warnedOfBound = new AtomicBoolean();
    private final Clock wall;
    private final EventPublisher publisher;
    private final Listener listener;
    private final TopicFollower heartbeatFollower;
    private final TopicFollower ackFollower;

    Fleet(ControlChannel channel, EventPublisher publisher, Listener listener) {
        this(channel, publisher, listener, Clock.systemUTC());
    }

    Fleet(ControlChannel channel, EventPublisher publisher, Listener listener, Clock wall) {
        this.wall = wall;
        this.publisher = publisher;
        this.listener = listener;
        this.heartbeatFollower = new TopicFollower(
                "mev-control-heartbeats", () -> channel.reader(Topics.AGENT_HEARTBEATS), new Heartbeats());
        this.ackFollower = new TopicFollower("mev-control-acks", () -> channel.reader(Topics.CONTROL_ACKS), new Acks());
    }

    void start() {
        heartbeatFollower.start();
        ackFollower.start();
    }

    /** A topic read from its start, of which only what comes after the reading began is news. */
    private abstract class Reading implements TopicFollower.Visitor {
        private final ControlObserver.Unreadable unreadable;
        private long newsFrom;

        Reading(ControlObserver.Unreadable unreadable) {
            this.unreadable = unreadable;
        }

        @Override
        public void begin(LogReader reader) {
            newsFrom = reader.endOffset();
            reader.seek(reader.startOffset());
        }

        @Override
        public void visit(Incoming record) {
            boolean news = record.offset() >= newsFrom;
            // Of old records only their own timestamp tells when; of new ones our clock does, which can't be skewed.
            // Nor can an agent whose clock is ahead have been heard of in the future.
            long ageMillis = news ? 0 : Math.max(0, wall.millis() - Math.max(0, record.timestampMillis()));
            long seen = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(ageMillis);
            try {
                read(record, news, seen);
            } catch (MevException | InvalidProtocolBufferException e) {
                LOG.log(Level.DEBUG, "unreadable at offset {0}: {1}", record.offset(), unreadable);
                if (news) {
                    listener.onUnreadable(unreadable);
                }
            }
        }

        abstract void read(Incoming record, boolean news, long seen) throws InvalidProtocolBufferException;
    }

    private final class Heartbeats extends Reading {
        Heartbeats() {
            super(ControlObserver.Unreadable.HEARTBEAT);
        }

        @Override
        void read(Incoming record, boolean news, long seen) {
            Heartbeat beat = Heartbeat.parse(record.value()).withoutHistograms();
            // The record's time is the agent's: an old record tells nothing of its clock.
            Long skew = news ? record.timestampMillis() - wall.millis() : null;
            AgentInstances instances = AgentInstances.NONE.heard(beat.instance(), seen);
            Agent now = agents.merge(
                    beat.agentId(),
                    new Agent(beat.module(), beat, null, seen, skew, instances),
                    Agent::withHeartbeatOf);
            forgetBeyond(MAX_AGENTS);
            if (news && now != null && Objects.equals(now.instances().returnedNanos(), seen)) {
                warnOfDuplicate(beat, seen);
            }
        }

        private void warnOfDuplicate(Heartbeat beat, long seen) {
            Long warned = warnedNanos;
            if (warned == null || seen - warned >= WARN_INTERVAL.toNanos()) {
                warnedNanos = seen;
                LOG.log(
                        Level.WARNING,
                        "{0}: two processes or more run under this agent id; give each its own AGENT_ID",
                        beat.agentId());
            }
        }
    }

    private final class Acks extends Reading {
        Acks() {
            super(ControlObserver.Unreadable.ACK);
        }

        @Override
        void read(Incoming record, boolean news, long seen) throws InvalidProtocolBufferException {
            Envelope event = Envelope.parseFrom(record.value());
            if (!event.hasAck() || event.getAck().getAgentId().isEmpty()) {
                throw MevException.badInput("ack: required");
            }
            ControlAck ack = event.getAck();
            CommandText.requireAgent(ack.getAgentId());
            Agent agent = new Agent(
                    Modules.require(ack.getModule()), null, lastAck(ack, record), seen, null, AgentInstances.NONE);
            agents.merge(ack.getAgentId(), agent, Agent::withAckOf);
            forgetBeyond(MAX_AGENTS);
            if (news) {
                record.context().withModule(ack.getModule()).run(() -> {
                    listener.onAck(ack);
                    publisher.publish(event);
                });
            }
        }
    }

    private static AgentStatus.LastAck lastAck(ControlAck ack, Incoming record) {
        return new AgentStatus.LastAck(
                cut(ack.getRequestId()),
                ack.getStatus().name(),
                cut(ack.getReason()),
                ack.getPolicyVersion(),
                ack.getLatencyMicros(),
                record.timestampMillis());
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    private void forgetBeyond(int most) {
        if (agents.size() > most) {
            if (warnedOfBound.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "more than {0} agent ids: those not heard of for longest are forgotten", most);
            }
            long now = System.nanoTime();
            agents.entrySet().stream()
                    .max(Comparator.comparingLong(
                            entry -> now - entry.getValue().seenNanos()))
                    .ifPresent(oldest -> agents.remove(oldest.getKey(), oldest.getValue()));
        }
    }

    List<AgentStatus> agents(CommandLog log, ModuleHistory desired, Duration silentAfter) {
        String module = desired.policy().module();
        return agents.entrySet().stream()
                .filter(entry -> entry.getValue().module().equals(module))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> status(entry, log, desired.policyOf(entry.getKey()), silentAfter))
                .toList();
    }

    private AgentStatus status(Map.Entry<String, Agent> entry, CommandLog log, Policy desired, Duration silentAfter) {
        Agent agent = entry.getValue();
        Heartbeat beat = agent.heartbeat();
        Duration age = age(agent.seenNanos());
        boolean silent = age.compareTo(silentAfter) > 0;
        Heartbeat.Standing said = beat == null ? Heartbeat.Standing.UNKNOWN : beat.standing();
        boolean other = beat != null && log.isOtherHistory(desired.module(), said.position(), said.policyHash());
        boolean applied = said.policyVersion() == desired.version() && said.state() == desired.state();
        Long returned = agent.instances().returnedNanos();
        boolean duplicate = returned != null && age(returned).compareTo(silentAfter) <= 0;
        AgentNote note = new AgentNote(beat, agent.ack(), desired, silent, other, duplicate, agent.skewMillis());
        return new AgentStatus(
                entry.getKey(),
                said.state(),
                said.haltReasons(),
                said.policyVersion(),
                said.policyHash(),
                said.inFlight(),
                agent.ack(),
                wall.millis() - age.toMillis(),
                silent,
                other,
                duplicate,
                beat != null && applied && !silent && !other && !duplicate,
                beat == null ? Map.of() : beat.figures(),
                said.policyVersion() >= desired.version() ? null : log.changedAtMillis(desired.module()),
                agent.skewMillis(),
                note.text());
    }

    private static Duration age(long sinceNanos) {
        return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }

    @Override
    public void close() {
        heartbeatFollower.close();
        ackFollower.close();
    }
}
