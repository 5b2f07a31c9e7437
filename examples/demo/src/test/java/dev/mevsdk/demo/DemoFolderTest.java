package dev.mevsdk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    @Test
    void folderIsOneDemosAtATime(@TempDir Path data) {
        DemoOptions options = DemoOptions.parse(new String[] {"--data", data.toString()});
        try (DemoFolder first = DemoFolder.of(options)) {
            assertThat(first.path()).isEqualTo(data);
            assertThatThrownBy(() -> DemoFolder.of(options))
                    .isInstanceOf(MevException.class)
                    .hasMessageContaining("--data: another demo runs in " + data);
        }
        DemoFolder.of(options).close();
        assertThat(data).exists();
    }
}
