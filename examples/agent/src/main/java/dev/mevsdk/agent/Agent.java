package dev.mevsdk.agent;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.features.Cutoff;
import dev.mevsdk.ml.features.FeatureSet;
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
import org.jspecify.annotations.Nullable;

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
    private final @Nullable LatencyLog latencyLog;
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
        this.latencyLog = config.histogramLog()
                .map(file -> LatencyLog.open(file, figures.latencies()))
                .orElse(null);
        this.channel = ControlChannel.kafka(KafkaControlConfig.of(config.kafka(), id));
        this.emitter = new DecisionEmitter(config.kafka(), id, control.module());
        this.listener = ControlListener.start(channel, control, observer());
        DecisionCore core = new DecisionCore(id, scoring, figures);
        Decider decider = new Decider(listener.gate(), core, emitter, figures);
        this.reader = new MarketReader(config.kafka(), id, decider, figures);
    }

    /**
     * Returns at once; Kafka may come later.
     *
     * @throws MevException BAD_INPUT for a feature set that is unknown or needs what is known only after the trade, and
     *     for a histogram log that can't be written
     */
    public static Agent start(AgentConfig config) {
        Agent agent = new Agent(config);
        long report = config.reportInterval().toMillis();
        agent.chores.scheduleWithFixedDelay(agent::report, report, report, TimeUnit.MILLISECONDS);
        agent.reader.start();
        return agent;
    }

    private AgentObserver observer() {
        HeartbeatLatencies latencies = new HeartbeatLatencies(figures.latencies());
        return new AgentObserver() {
            @Override
            public Map<String, Double> figures() {
                return figures.snapshot();
            }

            @Override
            public Map<String, String> histograms() {
                return latencies.take();
            }
        };
    }

    private Scoring scoring() {
        Scoring heuristic = new HeuristicScoring();
        if (config.models().isEmpty()) {
            return heuristic;
        }
        String module = config.control().module();
        ModelScoring models = new ModelScoring(config.models().get().resolve(module), features(module), heuristic);
        models.refresh();
        long interval = config.modelCheckInterval().toMillis();
        chores.scheduleWithFixedDelay(models::refresh, interval, interval, TimeUnit.MILLISECONDS);
        return models;
    }

    private FeatureSet features(String module) {
        FeatureSet features = FeatureSets.standard().find(module, config.features());
        if (features.cutoff() != Cutoff.PRE_TRADE) {
            throw MevException.badInput("features must be known before the trade; " + features.id() + " needs "
                    + String.join(", ", features.postTradeColumns()));
        }
        return features;
    }

    private void report() {
        LOG.log(Level.INFO, "{0}: {1}", config.control().agentId(), figures.snapshot());
        LatencyLog log = latencyLog;
        if (log != null) {
            log.write();
        }
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

    /**
     * Ends decisions first, then everything else; those that were handed to Kafka are waited for, and the histogram log
     * gets its last lines. Blocks until its threads have ended, some seconds at most.
     */
    @Override
    public void close() {
        listener.close();
        reader.close();
        emitter.close();
        channel.close();
        chores.shutdownNow();
        LatencyLog log = latencyLog;
        if (log != null) {
            log.close();
        }
    }
}
