package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorFileTest {
    private static final String ALL = "types=all module=all";

    @TempDir
    Path folder;

    @Test
    void thePositionOutlivesTheProcess() {
        Path file = folder.resolve("cursor");
        CursorFile cursor = new CursorFile(file, ALL);
        assertThat(cursor.read().isNone()).isTrue();
        cursor.passed(Position.parse("e1:7"));
        cursor.passed(Position.parse("e1:8"));
        cursor.store();
        assertThat(new CursorFile(file, ALL).read()).isEqualTo(Position.parse("e1:8"));
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".next"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", ":7", "e1:", "e1:-7"})
    void aFileThatHoldsNoPositionIsNamed_andNotTakenForABeginning(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("cursor"), text);
        assertThatThrownBy(() -> new CursorFile(file, ALL).read())
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exit()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("--cursor-file: " + file + " holds no position");
    }

    @Test
    void aPositionOfAnotherSelectionIsRefused_oneWithoutAnyIsNot() throws Exception {
        Path file = folder.resolve("cursor");
        CursorFile cursor = new CursorFile(file, "types=arb_opportunity module=all");
        cursor.passed(Position.parse("e1:7"));
        cursor.store();
        assertThatThrownBy(() -> new CursorFile(file, ALL).read())
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exit()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("arb_opportunity");
        Files.writeString(file, "e1:7\n");
        assertThat(new CursorFile(file, ALL).read()).isEqualTo(Position.parse("e1:7"));
    }
}
