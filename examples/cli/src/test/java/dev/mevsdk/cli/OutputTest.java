package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class OutputTest {
    @Test
    void outputThatIsLostIsAFailure_aReaderThatHasGoneIsNot() {
        assertThatThrownBy(() -> console("No space left on device").print("x"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exit()).isEqualTo(ExitCode.FAILED))
                .hasMessageContaining("cannot write the output: No space left on device");
        assertThatThrownBy(() -> console("Broken pipe").print("x")).isInstanceOf(Console.NobodyReads.class);
    }

    private static Console console(String fault) {
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(fault);
            }
        };
        PrintStream out = new PrintStream(new Output(failing), true);
        return new Console(out, System.err, false, false);
    }
}
