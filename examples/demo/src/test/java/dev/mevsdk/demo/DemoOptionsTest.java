package dev.mevsdk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {
    @Test
    void whatIsGivenReplacesTheDefault() {
        String[] args = {"--port", "0", "--slot-ms", "20", "--history-slots", "7", "--data", "d", "--replay", "r.csv"};
        DemoOptions options = DemoOptions.parse(args);

        assertThat(options.port()).isZero();
        assertThat(options.slotTime()).isEqualTo(Duration.ofMillis(20));
        assertThat(options.historySlots()).isEqualTo(7);
        assertThat(options.data()).contains(Path.of("d"));
        assertThat(options.replay()).contains(Path.of("r.csv"));
        assertThat(options.rate()).isEqualTo(DemoOptions.DEFAULT_RATE);
        assertThat(DemoOptions.parse(new String[0])).isEqualTo(DemoOptions.defaults());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port 70000     | --port: must be a number from 0 to 65535",
                "--slot-ms 0      | --slot-ms: must be a number from 1 to 60000",
                "--rate fast      | --rate: must be a number from 1 to 1000000",
                "--port           | --port: needs a value",
                "--prot 1         | unknown option --prot"
            })
    void whatCanNotBeIsRefused_withTheOptionAndWhatIsAllowed(String line, String message) {
        assertThatThrownBy(() -> DemoOptions.parse(line.split(" ")))
                .isInstanceOf(MevException.class)
                .hasMessage(message);
    }
}
