package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CursorFileTest {
    @TempDir
    Path folder;

    @Test
    void thePositionOutlivesTheProcess() {
        Path file = folder.resolve("cursor");
        CursorFile cursor = new CursorFile(file);
        assertThat(cursor.read().isNone()).isTrue();
        cursor.passed(Position.parse("e1:7"));
        cursor.passed(Position.parse("e1:8"));
        cursor.store();
        assertThat(new CursorFile(file).read()).isEqualTo(Position.parse("e1:8"));
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".next"));
    }

    @Test
    void aFileThatHoldsNoPositionIsNotTakenForABeginning() throws Exception {
        Path file = Files.writeString(folder.resolve("cursor"), "nonsense");
        assertThatThrownBy(() -> new CursorFile(file).read())
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exit()).isEqualTo(ExitCode.USAGE));
    }
}
