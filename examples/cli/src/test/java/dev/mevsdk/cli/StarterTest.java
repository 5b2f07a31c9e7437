package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the starters of programs build: a project of two modules, with a builder that counts in place of Maven. */
class StarterTest {
    private static final String BUILDER = """
            #!/bin/sh
            echo "$*" >> builds
            [ ! -e broken ] || exit 7
            mkdir -p examples/app/target/lib
            touch examples/app/target/mev-sdk-app-1.0.jar examples/app/target/lib/mev-sdk-core-1.0.jar
            """;
    private static final String PROGRAM = """
            set -euo pipefail
            root=$PWD
            . examples/starter.sh
            ensure_built "the app" examples/app
            echo "runs $(jar_of examples/app)"
            """;

    @TempDir
    Path root;

    @BeforeEach
    void project() throws Exception {
        for (String file : List.of("pom.xml", "proto/a.proto", "examples/app/src/main/A.java", "mev-sdk-core/C.java")) {
            old(file);
        }
        Files.copy(Path.of("../starter.sh"), root.resolve("examples/starter.sh"));
        Path builder = Files.writeString(root.resolve("mvnw"), BUILDER);
        assertThat(builder.toFile().setExecutable(true)).isTrue();
    }

    private void old(String file) throws Exception {
        at(file, Instant.now().minusSeconds(1_000));
    }

    private void at(String file, Instant time) throws Exception {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "");
        Files.setLastModifiedTime(path, FileTime.from(time));
    }

    private Process start() throws Exception {
        return new ProcessBuilder("bash", "-c", PROGRAM)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static String end(Process program, int exit) throws Exception {
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).as(said).isEqualTo(exit);
        return said;
    }

    private int builds() throws Exception {
        return Files.readAllLines(root.resolve("builds")).size();
    }

    @Test
    void theFirstStartBuilds_theNextDoesNot() throws Exception {
        assertThat(end(start(), 0)).contains("building the app", "runs ", "mev-sdk-app-1.0.jar");
        assertThat(end(start(), 0)).doesNotContain("building");
        assertThat(builds()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "proto/b.proto", "examples/app/src/main/A.java", "mev-sdk-core/src/main/C.java"})
    void aNewerSourceIsBuilt_ofALibraryToo(String source) throws Exception {
        end(start(), 0);
        at(source, Instant.now().plusSeconds(1_000));
        assertThat(end(start(), 0)).contains("building the app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mev-sdk-core/src/test/T.java", "examples/app/README.md", "examples/app/node_modules/x.js"})
    void whatGoesIntoNoJarIsNotBuilt(String other) throws Exception {
        end(start(), 0);
        at(other, Instant.now().plusSeconds(1_000));
        assertThat(end(start(), 0)).doesNotContain("building");
    }

    @Test
    void ofProgramsThatAreStartedTogetherOneBuilds() throws Exception {
        Process one = start();
        Process two = start();
        assertThat(end(one, 0) + end(two, 0)).containsOnlyOnce("building");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aBuildThatFailsIsNotRunOver() throws Exception {
        end(start(), 0);
        at("broken", Instant.now());
        at("mev-sdk-core/C.java", Instant.now().plusSeconds(1_000));
        assertThat(end(start(), 7)).doesNotContain("runs ");
    }

    @Test
    void theJarOfTheNewestVersionRuns_andNeverOneOfSources() throws Exception {
        end(start(), 0);
        at("examples/app/target/mev-sdk-app-1.1.jar", Instant.now().plusSeconds(1_000));
        at("examples/app/target/mev-sdk-app-1.1-sources.jar", Instant.now().plusSeconds(2_000));
        assertThat(end(start(), 0)).contains("mev-sdk-app-1.1.jar");
    }
}
