package dev.mevsdk.core.config;

import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a folder of credentials that are named as variables; files of other names, such as keys, are left. */
final class Credentials {
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");

    private Credentials() {}

    static Map<String, String> in(Path folder) {
        Map<String, String> values = new HashMap<>();
        for (Path file : files(folder)) {
            values.put(file.getFileName().toString(), read(file).strip());
        }
        return values;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            VARIABLE.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw unreadable("CREDENTIALS_DIRECTORY", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw unreadable(file.getFileName().toString(), e);
        }
    }

    private static MevException unreadable(String name, IOException error) {
        return MevException.badInput(name + ": the mounted credential must be readable text ("
                + error.getClass().getSimpleName() + ")");
    }
}
