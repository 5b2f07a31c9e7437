package dev.mevsdk.ml.registry;

import dev.mevsdk.core.MevException;
import java.util.regex.Pattern;

/** Names that become path elements: none of them can leave its folder or clash with the registry's own entries. */
final class Names {
    private static final Pattern MODULE = Pattern.compile("[a-z][a-z0-9_]{0,31}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
    static final String LATEST = "latest";
    static final String MANIFEST = "manifest.json";

    private Names() {}

    static String module(String name) {
        return require(MODULE, name, "module must start with a lower-case letter and have at most 32 of a-z 0-9 _");
    }

    static String version(String name) {
        if (LATEST.equals(name)) {
            throw MevException.badInput("version must be a version's name; latest is a link");
        }
        return require(VERSION, name, "version must have 1 to 64 of letters, digits, _ and -");
    }

    static String file(String name) {
        if (MANIFEST.equals(name)) {
            throw MevException.badInput("file must not be manifest.json");
        }
        return require(FILE, name, "file must have 1 to 128 of letters, digits, . _ and -, not starting with a dot");
    }

    private static String require(Pattern pattern, String name, String rule) {
        if (!pattern.matcher(name).matches()) {
            throw MevException.badInput(rule);
        }
        return name;
    }
}
