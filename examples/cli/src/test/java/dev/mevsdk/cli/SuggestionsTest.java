package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    private static final List<String> COMMANDS = List.of("scrape", "train", "jobs", "logs", "control", "watch");

    @ParameterizedTest
    @CsvSource({"contrl,control", "wacth,watch", "JOBS,jobs", "scrap,scrape", "trian,train", "co,control"})
    void aSlipIsRecognised(String typed, String meant) {
        assertThat(Suggestions.near(typed, COMMANDS)).first().isEqualTo(meant);
        assertThat(Suggestions.sentence(typed, COMMANDS)).startsWith(" Did you mean " + meant);
    }

    @Test
    void nothingIsMadeUpForAWordThatIsFarFromAll() {
        assertThat(Suggestions.sentence("banana", COMMANDS)).isEmpty();
        assertThat(Suggestions.sentence("", COMMANDS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a,a,0", "ab,ba,1", "abc,ac,1", "abc,abcd,1", "abc,xyz,3"})
    void distanceCountsSlips(String a, String b, int slips) {
        assertThat(Suggestions.distance(a, b)).isEqualTo(slips);
    }
}
