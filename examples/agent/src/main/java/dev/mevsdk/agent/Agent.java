package dev.mevsdk.agent;

import dev.mevsdk.ml.features.FeatureSets;
import dev.mevsdk.transport.control.AgentObserver;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlListener;
import dev.mevsdk.transport.control.KafkaControlConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import dev.mevsdk.transport.control.PolicyGate;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One agent: market events in, decisions out, under control. It begins halted and decides when its module is started.
 * It builds, signs and sends no transaction. Thread-safe.
 */
public final class Agent implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Agent.class.getName());

    private final AgentConfig config;
    private final AgentFigures figures = new AgentFigures();
    private final ControlChannel channel;
    private final ControlListener listener;
    private final DecisionEmitter emitter;
    private final MarketReader reader;
    private final ScheduledExecutorService chores = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "agent-chores");
        thread.setDaemon(true);
        return thread;
    });

    private Agent(AgentConfig config) {
        this.config = config;
        ListenerConfig control = config.control();
        String id = control.agentId();
        Scoring scoring = scoring();
        this.channel = ControlChannel.kafka(KafkaControlConfig.of(config.kafka(), id));
        this.emitter = new DecisionEmitter(config.kafka(), id, control.module());
        this.listener = ControlListener.start(channel, control, new AgentObserver() {
            @Override
            public Map<String, Double> figures() {
                return figures.snapshot();
            }
        });
        Decider decider = new Decider(id, listener.gate(), scoring, emitter, figures);
        this.reader = new MarketReader(config.kafka(), id, decider, figures);
    }

    /**
     * Returns at once; Kafka may come later.
     *
     * @throws dev.mevsdk.core.MevException BAD_INPUT for an unknown feature set
     */
    public static Agent start(AgentConfig config) {
        Agent agent = new Agent(config);
        long report = config.reportInterval().toMillis();
        agent.chores.scheduleWithFixedDelay(agent::report, report, report, TimeUnit.MILLISECONDS);
        agent.reader.start();
        return agent;
    }

    private Scoring scoring() {
        Scoring heuristic = new HeuristicScoring();
        if (config.models().isEmpty()) {
            return heuristic;
        }
        String module = config.control().module();
        ModelScoring models = new ModelScoring(
                config.models().get().resolve(module),
                FeatureSets.standard().find(module, config.features()),
                heuristic);
        models.refresh();
        long interval = config.modelCheckInterval().toMillis();
        chores.scheduleWithFixedDelay(models::refresh, interval, interval, TimeUnit.MILLISECONDS);
        return models;
    }

    private void report() {
        LOG.log(Level.INFO, "{0}: {1}", config.control().agentId(), figures.snapshot());
    }

    /** Whether it may decide, and on which policy. */
    public PolicyGate gate() {
        return listener.gate();
    }

    /** See {@link ControlListener#haltOnSignal}. */
    void haltOnSignal(String signal) {
        listener.haltOnSignal(signal);
    }

    /** Counts since the start, and latencies in microseconds ({@code _us}) from a market event's append to the emit. */
    public Map<String, Double> figures() {
        return figures.snapshot();
    }

    /** Ends decisions first, then everything else. Blocks until its threads have ended, some seconds at most. */
    @Override
    public void close() {
        listener.close();
        reader.close();
        emitter.close();
        channel.close();
        chores.shutdownNow();
    }
}
