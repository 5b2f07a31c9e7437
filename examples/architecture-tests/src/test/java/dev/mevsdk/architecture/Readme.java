package dev.mevsdk.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the README promises, for tests that hold it to that. */
final class Readme {
    private static final Path FILE = Path.of("../../README.md");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ARTIFACT = Pattern.compile("`([a-z0-9-]+)`");

    private Readme() {}

    /** The examples in Java; the first one opens the page. */
    static List<String> examples() {
        return JAVA.matcher(text()).results().map(block -> block.group(1)).toList();
    }

    /** The artifacts of one row of the table of uses: the module, then what it needs beside it. */
    static List<String> artifactsFor(String use) {
        String row = text().lines()
                .filter(line -> line.matches("\\| `[a-z-]+` \\| " + Pattern.quote(use) + "\\b.*"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the README's table has no row for: " + use));
        List<String> artifacts = new ArrayList<>();
        Matcher names = ARTIFACT.matcher(row);
        while (names.find()) {
            artifacts.add(names.group(1));
        }
        return artifacts;
    }

    private static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException("the README is not where it was", e);
        }
    }
}
