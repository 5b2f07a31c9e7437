import dev.mevsdk.transport.control.AgentObserver;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlListener;
import dev.mevsdk.transport.control.ControlRequest;
import dev.mevsdk.transport.control.ControlService;
import dev.mevsdk.transport.control.ControlServiceConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import dev.mevsdk.transport.control.PolicyGate;

/** mev-sdk-transport: an operator starts an agent and kills it. ControlChannel.kafka(...) makes it two processes. */
class KillSwitch {
    public static void main(String[] args) {
        ListenerConfig me = ListenerConfig.of("me", "arbitrage");
        try (ControlChannel channel = ControlChannel.inMemory();
                ControlService operator = ControlService.open(channel, ControlServiceConfig.DEFAULT, ack -> {});
                ControlListener agent = ControlListener.start(channel, me, AgentObserver.NONE)) {
            PolicyGate gate = agent.gate();
            operator.control(ControlRequest.of("arbitrage", "start", new byte[0]));
            while (!gate.tryAdmit()) { // before each decision
                Thread.onSpinWait();
            }
            System.out.println("deciding, policy version " + gate.policy().version());
            gate.release(); // after it was sent, or given up
            operator.control(ControlRequest.of("arbitrage", "kill", new byte[0]));
            while (gate.mayEmit()) {
                Thread.onSpinWait();
            }
            System.out.println("killed: " + gate.haltReasons());
        }
    }
}
