package dev.mevsdk.transport.hub;

import static java.util.stream.Collectors.joining;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.codec.EventKind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a client asked for when it connected. Immutable.
 *
 * @param since opaque position of an earlier connection ({@code epoch:seq}); empty for a fresh start
 */
public record FeedQuery(FeedMode mode, FeedCompression compression, FeedFilter filter, Optional<FeedPosition> since) {
    public static final FeedQuery JSON =
            new FeedQuery(FeedMode.JSON, FeedCompression.NONE, FeedFilter.ALL, Optional.empty());
    public static final FeedQuery PROTO =
            new FeedQuery(FeedMode.PROTO, FeedCompression.ZSTD, FeedFilter.ALL, Optional.empty());

    public FeedQuery {
        compression = mode == FeedMode.JSON ? FeedCompression.NONE : compression;
    }

    public FeedQuery withFilter(FeedFilter wanted) {
        return new FeedQuery(mode, compression, wanted, since);
    }

    public FeedQuery withCompression(FeedCompression wanted) {
        return new FeedQuery(mode, wanted, filter, since);
    }

    public FeedQuery withSince(FeedPosition position) {
        return new FeedQuery(mode, compression, filter, Optional.of(position));
    }

    /**
     * Reads {@code mode} (default json), {@code compress} (default zstd), {@code types} and {@code module} (comma
     * separated, repeatable, default all) and {@code since}. Other parameters are left alone.
     *
     * @throws MevException BAD_INPUT naming the parameter and what is allowed
     */
    public static FeedQuery parse(Map<String, List<String>> parameters) {
        FeedMode mode = choice(parameters, "mode", FeedMode.values(), FeedMode::wireName, FeedMode.JSON);
        FeedCompression compression = choice(
                parameters, "compress", FeedCompression.values(), FeedCompression::wireName, FeedCompression.ZSTD);
        if (values(parameters, "dict").anyMatch(v -> !"none".equals(v))) {
            throw MevException.badInput("dict: this server offers no dictionary; allowed: none");
        }
        return new FeedQuery(
                mode,
                compression,
                new FeedFilter(kinds(parameters), modules(parameters)),
                values(parameters, "since").findFirst().map(FeedPosition::parse));
    }

    private static Set<EventKind> kinds(Map<String, List<String>> parameters) {
        Set<EventKind> kinds = new HashSet<>();
        values(parameters, "types")
                .forEach(name -> kinds.add(pick("types", name, EventKind.values(), EventKind::jsonName)));
        return kinds;
    }

    private static Set<String> modules(Map<String, List<String>> parameters) {
        Set<String> modules = new HashSet<>();
        String[] allowed = FeedFilter.MODULES.stream().sorted().toArray(String[]::new);
        values(parameters, "module").forEach(name -> modules.add(pick("module", name, allowed, Function.identity())));
        return modules;
    }

    private static <T> T choice(
            Map<String, List<String>> parameters, String name, T[] allowed, Function<T, String> wireName, T fallback) {
        return values(parameters, name)
                .findFirst()
                .map(value -> pick(name, value, allowed, wireName))
                .orElse(fallback);
    }

    private static <T> T pick(String parameter, String value, T[] allowed, Function<T, String> wireName) {
        return Arrays.stream(allowed)
                .filter(candidate -> wireName.apply(candidate).equals(value))
                .findFirst()
                .orElseThrow(() -> MevException.badInput(parameter + ": unknown value; allowed: "
                        + Arrays.stream(allowed).map(wireName).collect(joining(", "))));
    }

    private static Stream<String> values(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::trim)
                .filter(value -> !value.isEmpty());
    }
}
