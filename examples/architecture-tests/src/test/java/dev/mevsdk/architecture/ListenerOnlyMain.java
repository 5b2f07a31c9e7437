package dev.mevsdk.architecture;

import dev.mevsdk.transport.control.AgentObserver;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlListener;
import dev.mevsdk.transport.control.ControlRequest;
import dev.mevsdk.transport.control.ControlService;
import dev.mevsdk.transport.control.ControlServiceConfig;
import dev.mevsdk.transport.control.KafkaControlConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import java.util.concurrent.locks.LockSupport;

/** An agent that listens to control and does nothing else, for a class path of its own. */
public final class ListenerOnlyMain {
    static final String DONE = "listener obeyed";

    private ListenerOnlyMain() {}

    public static void main(String[] args) {
        try (ControlChannel kafka = ControlChannel.kafka(KafkaControlConfig.of("127.0.0.1:1", "light"));
                ControlListener away =
                        ControlListener.start(kafka, ListenerConfig.of("light", "mev"), AgentObserver.NONE);
                ControlChannel memory = ControlChannel.inMemory();
                ControlService operator = ControlService.open(memory, ControlServiceConfig.DEFAULT, event -> {});
                ControlListener here =
                        ControlListener.start(memory, ListenerConfig.of("light", "mev"), AgentObserver.NONE)) {
            operator.control(ControlRequest.of("mev", "start", new byte[0]));
            while (!here.gate().mayEmit()) {
                LockSupport.parkNanos(1_000_000);
            }
            System.out.println(DONE + " " + away.gate().haltReasons());
        }
    }
}
