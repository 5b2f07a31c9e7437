package dev.mevsdk.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void whatIsReadIsWrittenAgain() {
        String header = "00-" + TRACE + "-" + SPAN + "-01";
        assertThat(TraceContext.parse(header))
                .contains(new TraceContext(TRACE, SPAN, true))
                .get()
                .extracting(TraceContext::traceparent)
                .isEqualTo(header);
        assertThat(TraceContext.parse("00-" + TRACE + "-" + SPAN + "-02"))
                .contains(new TraceContext(TRACE, SPAN, false));
    }

    @Test
    void aLaterVersionMayHaveMoreFields() {
        assertThat(TraceContext.parse("cc-" + TRACE + "-" + SPAN + "-01-what-comes"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-" + TRACE + "-" + SPAN,
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-01\r\nX: y",
                "00-" + TRACE + "-" + SPAN + "-zz"
            })
    void aBadOneIsNone(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();
    }

    @Test
    void anEndlessOneIsNone() {
        assertThat(TraceContext.parse("cc-" + TRACE + "-" + SPAN + "-01-" + "x".repeat(10_000)))
                .isEmpty();
        assertThat(TraceContext.parse(null)).isEmpty();
    }

    @Test
    void idsOfAnotherFormAreRefused() {
        assertThatThrownBy(() -> new TraceContext("1", SPAN, true))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("traceId");
    }
}
