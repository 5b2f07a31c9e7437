package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.core.context.CallContext;
import dev.mevsdk.core.context.TraceContext;
import dev.mevsdk.proto.ControlAck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The call that asked for a command is known to the agent that applies it, and to the server that hears of that. */
abstract class CallContextContract {
    private static final TraceContext TRACE =
            new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);

    abstract ControlChannel openChannel();

    @Test
    void aCallIsFollowedToTheAgentAndBack() {
        Map<Long, CallContext> atAgent = new ConcurrentHashMap<>();
        List<CallContext> acks = new CopyOnWriteArrayList<>();
        List<Optional<CommandAction>> actions = new CopyOnWriteArrayList<>();
        AgentObserver agentObserver = new AgentObserver() {
            @Override
            public void onPolicy(Policy policy) {
                atAgent.put(policy.version(), CallContext.current());
            }
        };
        ControlObserver observer = new ControlObserver() {
            @Override
            public void onAck(ControlAck ack, Optional<CommandAction> action) {
                if (ack.getStatus() == ControlAck.Status.APPLIED) {
                    acks.add(CallContext.current());
                    actions.add(action);
                }
            }
        };
        ListenerConfig config = ListenerConfig.of("a", "mev").withLease(Duration.ofSeconds(10), Duration.ofMillis(100));
        try (ControlChannel channel = openChannel();
                ControlService service =
                        ControlService.open(channel, ControlServiceConfig.DEFAULT, event -> {}, observer);
                ControlListener agent = ControlListener.start(channel, config, agentObserver)) {
            ControlContract.eventually(
                    () -> service.isReady() && !agent.gate().haltReasons().contains(HaltReason.LOG_NOT_READ));

            CallContext asked = CallContext.NONE.withRequestId("call-1").withTrace(Optional.of(TRACE));
            long[] versions = new long[2];
            asked.run(() ->
                    versions[0] = ControlContract.post(service, "start", "").policyVersion());
            versions[1] = ControlContract.post(service, "stop", "").policyVersion();

            ControlContract.eventually(() -> acks.size() == 2);
            CallContext seen = asked.withModule("mev");
            assertThat(atAgent)
                    .containsEntry(versions[0], seen)
                    .containsEntry(versions[1], CallContext.NONE.withModule("mev"));
            assertThat(acks).containsExactly(seen, CallContext.NONE.withModule("mev"));
            assertThat(actions).containsExactly(Optional.of(CommandAction.START), Optional.of(CommandAction.STOP));
        }
    }
}
