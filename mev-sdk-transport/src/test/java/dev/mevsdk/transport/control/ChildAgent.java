package dev.mevsdk.transport.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** An agent in a process of its own, for what only happens to processes: signals, and being stopped. */
final class ChildAgent implements AutoCloseable {
    private static final String EMISSION = "e";
    private static final long BETWEEN_DECISIONS_NANOS = 100_000;

    private final Process process;
    private final AtomicLong emitted = new AtomicLong();
    private final List<String> log = new ArrayList<>();

    private ChildAgent(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "child-agent-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param environment added to this process's own */
    static ChildAgent start(String kafka, ListenerConfig config, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                ChildAgent.class.getName(),
                kafka,
                config.agentId(),
                config.lease().toString(),
                config.heartbeatInterval().toString());
        builder.environment().putAll(environment);
        return new ChildAgent(builder.redirectErrorStream(true).start());
    }

    /** The child: decides all the time and says each emission. */
    public static void main(String[] args) {
        ListenerConfig config =
                ListenerConfig.of(args[1], "mev").withLease(Duration.parse(args[2]), Duration.parse(args[3]));
        ControlChannel channel = ControlChannel.kafka(KafkaControlConfig.of(args[0], args[1]));
        ControlListener listener = ControlListener.start(channel, config, AgentObserver.NONE);
        listener.haltOnSignal("USR1");
        PolicyGate gate = listener.gate();
        while (true) {
            LockSupport.parkNanos(BETWEEN_DECISIONS_NANOS);
            if (gate.tryAdmit()) {
                if (gate.mayEmit()) {
                    System.out.println(EMISSION);
                }
                gate.release();
            }
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(EMISSION)) {
                    emitted.incrementAndGet();
                } else {
                    say(line);
                }
            }
        } catch (IOException e) {
            say("its output ended: " + e.getMessage());
        }
    }

    private synchronized void say(String line) {
        log.add(line);
    }

    synchronized String log() {
        return String.join("\n", log);
    }

    long emitted() {
        return emitted.get();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void signal(String name) throws Exception {
        int ended = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (ended != 0) {
            throw new IllegalStateException("kill -" + name + " ended with " + ended);
        }
    }

    /** Whether the kernel has stopped it. */
    boolean isStopped() {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
