package dev.mevsdk.benchmarks;

import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.TcpProxy;
import dev.mevsdk.transport.control.AgentObserver;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlListener;
import dev.mevsdk.transport.control.ControlRequest;
import dev.mevsdk.transport.control.ControlService;
import dev.mevsdk.transport.control.ControlServiceConfig;
import dev.mevsdk.transport.control.KafkaControlConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import dev.mevsdk.transport.control.PolicyGate;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** How long after its lease an agent still emits once it is cut off from the broker: by resets, and by silence. */
final class PartitionHalt {
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration HEARTBEAT = Duration.ofMillis(400);

    private PartitionHalt() {}

    static void measure(BenchmarkRun run) throws TimeoutException {
        int rounds = run.quick() ? 2 : 10;
        double[] over = new double[rounds];
        try (TcpProxy proxy = TcpProxy.listen();
                EmbeddedKafka kafka = EmbeddedKafka.behindProxy(proxy.port())) {
            kafka.start();
            proxy.to(kafka.proxiedPort());
            ListenerConfig config = ListenerConfig.of("agent-1", "mev").withLease(LEASE, HEARTBEAT);
            try (ControlChannel direct = ControlChannel.kafka(KafkaControlConfig.of(kafka.address(), "server"));
                    ControlService service = ControlService.open(direct, ControlServiceConfig.DEFAULT, ack -> {});
                    ControlChannel channel = ControlChannel.kafka(KafkaControlConfig.of(proxy.address(), "agent-1"));
                    ControlListener agent = ControlListener.start(channel, config, AgentObserver.NONE)) {
                KillLoad.until(service::isReady);
                service.control(ControlRequest.of("mev", "start", new byte[0]));
                for (int round = 0; round < rounds; round++) {
                    over[round] = cutOff(agent.gate(), proxy, round % 2 == 0);
                }
            }
        }
        run.figure("halt_after_partition_over_lease_s", "s", over);
        run.note("partition: lease " + LEASE.toSeconds() + " s, heartbeats each " + HEARTBEAT.toMillis()
                + " ms; by resets and by silence in turn; below zero: before the lease counted from the cut was over");
    }

    private static double cutOff(PolicyGate gate, TcpProxy proxy, boolean reset) throws TimeoutException {
        KillLoad.until(gate::mayEmit);
        long from = System.nanoTime();
        if (reset) {
            proxy.cut();
        } else {
            proxy.stall();
        }
        KillLoad.until(() -> !gate.mayEmit());
        double seconds = (System.nanoTime() - from) / 1e9;
        proxy.mend();
        return seconds - LEASE.toMillis() / 1e3;
    }
}
