package dev.mevsdk.transport.control;

import dev.mevsdk.embedded.EmbeddedKafka;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class KafkaCallContextIT extends CallContextContract {
    private static final EmbeddedKafka KAFKA = EmbeddedKafka.create();

    @BeforeAll
    static void startKafka() {
        KAFKA.start();
    }

    @AfterAll
    static void stopKafka() {
        KAFKA.close();
    }

    @Override
    ControlChannel openChannel() {
        return ControlChannel.kafka(KafkaControlConfig.of(KAFKA.address(), "call"));
    }
}
