package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.transport.control.ControlVerifier.Finding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The verifier claims no more than it looked at. */
class VerifySaysTest {
    @Test
    void thatNothingIsMissing_isSaidWithTheAuditAlone() {
        assertThat(say(true, 0)).contains("proven: no record is missing or changed");
        assertThat(say(false, 0))
                .contains("proven: the log agrees with the snapshots and acks that are there;")
                .contains("not proven: the audit, nor that no record is missing or changed");
    }

    @Test
    void lengthOfTheLogIsNeverProven_onlyItsGoingOnFromAHashOfTheModule() {
        assertThat(say(true, 0)).contains("not proven: that the log was never longer: arbitrage, mev;");
        assertThat(say(true, 1))
                .contains("it goes on from the hashes given: mev\n")
                .contains("not proven: that the log was never longer after the hashes given: mev;")
                .contains("not proven: that the log was never longer: arbitrage;");
    }

    private static String say(boolean withAudit, int seenOfMev) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ControlVerifyMain.say(
                new ControlVerifyMain.Options(withAudit, Set.of(), null),
                true,
                List.of(new Finding("arbitrage", 1, 1, "a", 0, null), new Finding("mev", 1, 1, "b", seenOfMev, null)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
