package dev.mevsdk.transport.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.codec.EventKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedQueryTest {
    @Test
    void defaultsAreThoseOfTheOldestClients() {
        assertThat(FeedQuery.parse(Map.of())).isEqualTo(FeedQuery.JSON);
        assertThat(FeedQuery.parse(Map.of("mode", List.of("proto")))).isEqualTo(FeedQuery.PROTO);
    }

    @Test
    void filtersAreCanonical() {
        FeedQuery one = FeedQuery.parse(Map.of("types", List.of("bundle_outcome,arb_opportunity")));
        FeedQuery other = FeedQuery.parse(Map.of("types", List.of("arb_opportunity", "bundle_outcome")));
        FeedQuery all = FeedQuery.parse(Map.of("module", List.of("mev,arbitrage")));

        assertThat(one).isEqualTo(other);
        assertThat(one.filter().kinds()).isEqualTo(Set.of(EventKind.ARB, EventKind.OUTCOME));
        assertThat(all.filter()).isEqualTo(FeedFilter.ALL);
    }

    @Test
    void theModuleFilterLetsEventsOfNoModuleThrough() {
        FeedFilter mev = new FeedFilter(Set.of(), Set.of("mev"));

        assertThat(mev.matches(SampleFeed.mev(1))).isTrue();
        assertThat(mev.matches(SampleFeed.arb(1))).isFalse();
        assertThat(mev.matches(SampleFeed.metrics("a", 1))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode|xml|json, proto",
                "compress|gzip|zstd, auto, none",
                "types|arb|arb_opportunity, mev_opportunity",
                "module|foo|arbitrage, mev",
                "since|yesterday|epoch:seq",
                "dict|v1|none"
            })
    void anUnknownValueIsRefusedWithTheAllowedOnes(String parameter, String value, String allowed) {
        assertThatThrownBy(() -> FeedQuery.parse(Map.of(parameter, List.of(value))))
                .isInstanceOfSatisfying(MevException.class, e -> {
                    assertThat(e.category()).isEqualTo(MevException.Category.BAD_INPUT);
                    assertThat(e.getMessage())
                            .startsWith(parameter)
                            .contains(allowed)
                            .doesNotContain("<");
                });
    }
}
