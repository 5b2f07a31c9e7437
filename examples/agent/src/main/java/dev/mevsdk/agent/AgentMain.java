package dev.mevsdk.agent;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.Settings;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * The command: one agent, configured by the environment (see {@link AgentConfig#from}); ends with the process. The signal
 * USR1 halts it until it is started again.
 */
public final class AgentMain {
    private static final String KILL_SIGNAL = "USR1";

    private AgentMain() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            runUntilStopped(AgentConfig.from(Settings.load(Path.of("."))));
        } catch (MevException e) {
            System.err.println("agent: " + e.getMessage());
            System.exit(2);
        }
    }

    private static void runUntilStopped(AgentConfig config) throws InterruptedException {
        Agent agent = Agent.start(config);
        agent.haltOnSignal(KILL_SIGNAL);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            agent.close();
            stopped.countDown();
        }));
        System.out.println("agent " + config.control().agentId() + " ("
                + config.control().module() + ") is on " + config.kafka() + ", halted until started; kill -USR1 "
                + ProcessHandle.current().pid() + " halts it for good, Ctrl-C ends it");
        stopped.await();
    }
}
