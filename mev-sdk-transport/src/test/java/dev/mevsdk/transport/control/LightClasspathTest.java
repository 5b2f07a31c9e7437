package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LightClasspathTest {
    @Test
    void listenerNeedsCoreTransportKafkaClientsProtobufJacksonCoreAndSlf4jAlone() throws Exception {
        String classPath = List.of(
                        dev.mevsdk.core.MevException.class,
                        ControlListener.class,
                        ListenerOnlyMain.class,
                        org.apache.kafka.clients.consumer.KafkaConsumer.class,
                        com.google.protobuf.Message.class,
                        com.fasterxml.jackson.core.JsonFactory.class,
                        org.slf4j.Logger.class)
                .stream()
                .map(LightClasspathTest::home)
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-cp", classPath, ListenerOnlyMain.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains(ListenerOnlyMain.DONE).doesNotContain("NoClassDefFoundError");
    }

    private static String home(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }
}
