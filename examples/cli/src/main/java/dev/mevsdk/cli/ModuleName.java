package dev.mevsdk.cli;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The modules, as words of the command line. */
final class ModuleName {
    static final List<String> ALL = List.of("arbitrage", "mev");
    /** Stands for each of them. */
    static final String EVERY = "all";

    private ModuleName() {}

    /** One of them. */
    static final class One implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return require(text, ALL);
        }
    }

    /** One of them, or `all`. */
    static final class OneOrAll implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return require(text, List.of("arbitrage", "mev", EVERY));
        }
    }

    /** For the completion of shells. */
    static final class Candidates implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return List.of("arbitrage", "mev", EVERY).iterator();
        }
    }

    static List<String> expand(String module) {
        return module.equals(EVERY) ? ALL : List.of(module);
    }

    private static String require(String text, List<String> allowed) {
        if (!allowed.contains(text)) {
            throw new TypeConversionException("'" + text + "' is none of " + String.join(", ", allowed) + "."
                    + Suggestions.sentence(text, allowed));
        }
        return text;
    }
}
