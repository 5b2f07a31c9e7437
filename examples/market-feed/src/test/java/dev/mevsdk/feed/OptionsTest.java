package dev.mevsdk.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final Set<String> KNOWN = Set.of("kafka", "rate");

    private static Map<String, String> parse(String... args) {
        return Options.parse(args, KNOWN);
    }

    @Test
    void readsPairs() {
        assertThat(parse("--kafka", "localhost:9092", "--rate", "10"))
                .isEqualTo(Map.of("kafka", "localhost:9092", "rate", "10"));
        assertThat(parse()).isEmpty();
    }

    @Test
    void namesWhatItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--kafak", "x"))
                .withMessageContaining("--kafak");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("rate", "1"))
                .withMessageContaining("rate");
    }

    @Test
    void anOptionNeedsItsValue() {
        assertThatIllegalArgumentException().isThrownBy(() -> parse("--rate")).withMessageContaining("--rate needs");
    }

    @Test
    void numbersAreNumbers() {
        assertThat(Options.number(Map.of("rate", "2.5"), "rate", 1)).isEqualTo(2.5);
        assertThat(Options.number(Map.of(), "rate", 1)).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.number(Map.of("rate", "fast"), "rate", 1))
                .withMessageContaining("--rate")
                .withMessageContaining("fast");
    }
}
