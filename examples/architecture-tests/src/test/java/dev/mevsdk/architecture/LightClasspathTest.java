package dev.mevsdk.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each light use runs in a JVM of its own on the jars that the README lists for it, and on no other one. */
class LightClasspathTest {
    private static final List<String> ENTRIES =
            List.of(System.getProperty("java.class.path").split(File.pathSeparator));

    record Use(String name, Class<?> program, String says) {}

    static Stream<Use> uses() {
        return Stream.of(
                new Use("codecs only", CodecsOnlyMain.class, CodecsOnlyMain.DONE),
                new Use("tokens only", TokensOnlyMain.class, TokensOnlyMain.DONE),
                new Use("control listener only", ListenerOnlyMain.class, ListenerOnlyMain.DONE),
                new Use("scorer only", ScorerOnlyMain.class, ScorerOnlyMain.DONE));
    }

    @ParameterizedTest
    @MethodSource("uses")
    void runsOnWhatTheReadmeListsForIt(Use use) throws Exception {
        String output = run(use, Readme.artifactsFor(use.name()));
        assertThat(works(use, output)).as(output).isTrue();
    }

    @ParameterizedTest
    @MethodSource("uses")
    void needsEachOfThem(Use use) throws Exception {
        List<String> all = Readme.artifactsFor(use.name());
        for (String one : all) {
            List<String> others = all.stream().filter(name -> !name.equals(one)).toList();
            assertThat(works(use, run(use, others)))
                    .as(use.name() + " without " + one)
                    .isFalse();
        }
    }

    /** A thread of its own may miss a class while the rest goes on. */
    private static boolean works(Use use, String output) {
        return output.contains(use.says()) && !output.contains("NoClassDefFoundError");
    }

    private static String run(Use use, List<String> artifacts) throws Exception {
        String classPath = Stream.concat(
                        artifacts.stream().map(LightClasspathTest::entry), Stream.of(entryOf(use.program())))
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        use.program().getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    /** The jar of an artifact, or its classes while the build has not packaged them yet. */
    private static String entry(String artifact) {
        Pattern jar = Pattern.compile(".*/" + artifact + "-\\d[^/]*\\.jar");
        return ENTRIES.stream()
                .filter(entry -> jar.matcher(entry).matches() || entry.endsWith("/" + artifact + "/target/classes"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the README names " + artifact + ", which is no artifact here"));
    }

    private static String entryOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }
}
