package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.core.Topics;
import org.junit.jupiter.api.Test;

class InMemoryControlTest extends ControlContract {
    private final InMemoryControlChannel memory = new InMemoryControlChannel();

    @Override
    ControlChannel openChannel() {
        memory.setReachable(true);
        return memory;
    }

    @Test
    void partitionHaltsTheAgent_andItsEndLetsItGoOn() {
        ControlService service = service();
        PolicyGate gate = agent("a").gate();
        post(service, "start", "");
        eventually(gate::mayEmit);
        memory.setReachable(false);
        eventually(() -> gate.haltReasons().contains(HaltReason.LEASE_EXPIRED));
        assertThat(gate.tryAdmit()).isFalse();
        memory.setReachable(true);
        eventually(gate::mayEmit);
    }

    @Test
    void killSentDuringAPartitionIsInForceBeforeTheAgentGoesOn() {
        ControlService service = service();
        PolicyGate gate = agent("a").gate();
        post(service, "start", "");
        eventually(gate::mayEmit);
        memory.setReachable(false);
        eventually(() -> !gate.mayEmit());
        memory.setReachable(true);
        post(service, "kill", "");
        eventually(() -> gate.policy().state() == Policy.State.KILLED);
        assertThat(gate.mayEmit()).isFalse();
    }

    @Test
    void agentHaltsWhenTheLogIsReplacedByAShorterOne() {
        ControlService service = service();
        PolicyGate gate = agent("a").gate();
        post(service, "start", "");
        eventually(gate::mayEmit);
        memory.wipe(Topics.CONTROL_COMMANDS);
        eventually(() -> gate.policy().state() == Policy.State.STOPPED);
        assertThat(gate.tryAdmit()).isFalse();
    }
}
