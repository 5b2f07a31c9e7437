package dev.mevsdk.architecture;

import dev.mevsdk.core.Topics;
import dev.mevsdk.transport.control.AgentObserver;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlListener;
import dev.mevsdk.transport.control.KafkaControlConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import java.nio.charset.StandardCharsets;
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
                ControlListener here =
                        ControlListener.start(memory, ListenerConfig.of("light", "mev"), AgentObserver.NONE)) {
            byte[] start =
                    "{\"module\":\"mev\",\"action\":\"start\",\"request_id\":\"a\"}".getBytes(StandardCharsets.UTF_8);
            memory.append(ControlChannel.Outgoing.json(Topics.CONTROL_COMMANDS, "mev", start));
            while (!here.gate().mayEmit()) {
                LockSupport.parkNanos(1_000_000);
            }
            System.out.println(DONE + " " + away.gate().haltReasons());
        }
    }
}
