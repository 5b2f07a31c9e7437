package dev.mevsdk.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallContextTest {
    @Test
    void aScopeBringsBackWhatWasBoundBefore() {
        assertThat(CallContext.current()).isEqualTo(CallContext.NONE);
        try (CallContext.Scope outer = CallContext.NONE.withRequestId("r-1").open()) {
            try (CallContext.Scope inner =
                    CallContext.current().withJobId("train-1").open()) {
                assertThat(CallContext.current().requestId()).contains("r-1");
                assertThat(CallContext.current().jobId()).contains("train-1");
                assertThat(inner).isNotSameAs(outer);
            }
            assertThat(CallContext.current().jobId()).isEmpty();
        }
        assertThat(CallContext.current()).isEqualTo(CallContext.NONE);
    }

    @Test
    void anIdThatWouldBreakALogLineIsNotTaken() {
        for (String bad : new String[] {"", "a b", "a\nb", "\u001b[31m", "x".repeat(65), "{}", "é"}) {
            assertThat(CallContext.NONE.withRequestId(bad).requestId()).as(bad).isEmpty();
        }
        assertThat(CallContext.isRequestId("0f9a-b_c.D")).isTrue();
    }
}
