package dev.mevsdk.transport.control;

import dev.mevsdk.core.Topics;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps an agent under control. It starts HALTED, reads the snapshot and then the log to its end, follows it on a
 * thread of its own, and answers with acks and heartbeats; nothing the agent does with market data can hold that up.
 *
 * <p>The lease is renewed only by a heartbeat that the broker acknowledged, followed by having read the log to the end
 * seen after it. Without that the agent halts after {@link ListenerConfig#lease()} by the monotonic clock, and goes on
 * by itself once Kafka is back. A kill is acknowledged as applied once nothing is in flight any more.
 *
 * <p>Needs mev-sdk-core, mev-sdk-transport, kafka-clients, protobuf-java, jackson-core and slf4j-api. Thread-safe.
 */
public final class ControlListener implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ControlListener.class.getName());

    private final ListenerConfig config;
    private final PolicyGate gate;
    private final CommandVisitor visitor;
    private final TopicFollower follower;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mev-control-watch");
        thread.setDaemon(true);
        return thread;
    });

    private ControlListener(ControlChannel channel, ListenerConfig config, AgentObserver observer) {
        this.config = config;
        this.gate = new PolicyGate(config.module(), System::nanoTime);
        this.visitor = new CommandVisitor(channel, config, gate, observer);
        this.follower = new TopicFollower(
                "mev-control-" + config.agentId(), () -> channel.reader(Topics.CONTROL_COMMANDS), visitor);
    }

    /** Returns at once, with the gate closed; it opens when the policy is known and says RUNNING. */
    public static ControlListener start(ControlChannel channel, ListenerConfig config, AgentObserver observer) {
        ControlListener listener = new ControlListener(channel, config, observer);
        long millis = config.watchInterval().toMillis();
        listener.look();
        listener.watch.scheduleWithFixedDelay(listener::look, millis, millis, TimeUnit.MILLISECONDS);
        listener.follower.start();
        return listener;
    }

    /** What decisions ask; the same object for the listener's whole life. */
    public PolicyGate gate() {
        return gate;
    }

    /**
     * Halts this agent from within, whatever the policy says, until its process is started again. Does not wait for what
     * is in flight. Heartbeats give the reason as {@link HaltReason#SIGNAL}.
     */
    public void halt() {
        if (gate.close(HaltReason.SIGNAL)) {
            LOG.log(Level.WARNING, "{0}: halted from within; only a restart of the process lifts it", config.agentId());
        }
    }

    /**
     * Has a signal to this process do what {@link #halt()} does: {@code kill -USR1 PID}. Works without Kafka, network and
     * disk. Several listeners of a process may share a signal.
     *
     * @param signal a name without SIG, best {@code USR1}. Not {@code USR2}: HotSpot sends it to itself while it is
     *     profiled with Flight Recorder
     * @throws dev.mevsdk.core.MevException BAD_INPUT when this runtime can't handle it
     */
    public void haltOnSignal(String signal) {
        KillSignal.handle(signal, this::halt);
    }

    private void look() {
        if (gate.closeIfLeaseIsOver()) {
            LOG.log(Level.WARNING, "{0}: halted, the lease is over: Kafka is away or slow", config.agentId());
        }
        Path file = config.killFile();
        if (file == null) {
            return;
        }
        boolean killed = gate.haltReasons().contains(HaltReason.KILL_FILE);
        // What can't be told counts as there, and so does a link to nothing.
        if (!Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            gate.close(HaltReason.KILL_FILE);
            if (!killed) {
                LOG.log(Level.WARNING, "{0}: halted by the local kill file", config.agentId());
            }
        } else if (killed) {
            gate.open(HaltReason.KILL_FILE);
            LOG.log(Level.INFO, "{0}: the local kill file is gone", config.agentId());
        }
    }

    /**
     * Closes the gate for good, then ends the threads, and says so in a last heartbeat with {@link HaltReason#CLOSED}.
     * Blocks until they have ended.
     */
    @Override
    public void close() {
        boolean first = gate.close(HaltReason.CLOSED);
        watch.shutdownNow();
        follower.close();
        if (first) {
            visitor.sayGoodbye();
        }
    }
}
