package dev.mevsdk.cli;

import dev.mevsdk.core.codec.EventKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** `mev watch` */
@Command(
        name = "watch",
        description = {
            "The live feed, an event a line, each with its id EPOCH:SEQ first. Goes on until Ctrl-C, --count or --for.",
            "A lost connection is taken up again behind the last event; the exit code is 6 if any event was missed."
        },
        footer = {"", "Example:", "  mev watch --types arb,ack --module arbitrage --cursor-file ./cursor --json"})
final class WatchCommand extends MevCommand {
    @Option(
            names = "--types",
            split = ",",
            paramLabel = "TYPE",
            completionCandidates = Types.class,
            description = "Of these only: arb, mev, outcome, metrics, training, dataset, ack. Default: all")
    private List<String> types = List.of();

    @Option(
            names = "--module",
            paramLabel = "MODULE",
            converter = ModuleName.OneOrAll.class,
            completionCandidates = ModuleName.Candidates.class,
            defaultValue = ModuleName.EVERY,
            description = "Of this module, and what belongs to none. Default: all")
    private String module = ModuleName.EVERY;

    @Option(
            names = "--transport",
            paramLabel = "TRANSPORT",
            defaultValue = "proto",
            description = "proto (protobuf and zstd; also proves that nothing is missing) or json. Default: proto")
    private Transport transport = Transport.PROTO;

    @Option(
            names = "--since",
            paramLabel = "EPOCH:SEQ",
            description = "Go on behind this event, with the --types and --module of the run that showed it.")
    private @Nullable String since;

    @Option(
            names = "--cursor-file",
            paramLabel = "FILE",
            description = "Go on where the last run with this file ended, and keep the position there.")
    private @Nullable Path cursorFile;

    @Option(names = "--snapshot", description = "Begin with the last value of each kind.")
    private boolean snapshot;

    @Option(names = "--count", paramLabel = "N", description = "End after that many events.")
    private @Nullable Long count;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "End after that time: 30s, 5m.")
    private @Nullable Duration limit;

    @Option(names = "--fail-on-gap", description = "End at the first gap, with exit code 6.")
    private boolean failOnGap;

    @Option(names = "--no-reconnect", description = "End with the connection, with exit code 3.")
    private boolean noReconnect;

    /** How events travel. */
    enum Transport {
        PROTO,
        JSON
    }

    /** For the completion of shells. */
    static final class Types implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return names().iterator();
        }
    }

    @Override
    ExitCode run(Session session) {
        CursorFile cursor = new CursorFile(cursorFile, selection());
        Position start = since == null ? cursor.read() : Position.parse(since);
        WatchOptions options = new WatchOptions(
                query(),
                snapshot,
                count == null ? Long.MAX_VALUE : count,
                limit == null ? Duration.ofDays(36_500) : limit,
                failOnGap,
                !noReconnect);
        return new Watch(session, options, cursor, start).run();
    }

    private String query() {
        List<String> query = new ArrayList<>(List.of("mode=" + transport.name().toLowerCase(Locale.ROOT)));
        if (!types.isEmpty()) {
            query.add("types=" + typeNames());
        }
        if (!module.equals(ModuleName.EVERY)) {
            query.add("module=" + module);
        }
        return String.join("&", query);
    }

    /** As it stands in the cursor file: the server keeps events per selection. */
    private String selection() {
        return "types=" + (types.isEmpty() ? ModuleName.EVERY : typeNames()) + " module=" + module + " transport="
                + transport.name().toLowerCase(Locale.ROOT);
    }

    private String typeNames() {
        return types.stream().map(WatchCommand::type).distinct().sorted().collect(Collectors.joining(","));
    }

    private static String type(String text) {
        return Arrays.stream(EventKind.values())
                .filter(kind -> kind.jsonName().equals(text) || shortName(kind).equals(text))
                .findFirst()
                .map(EventKind::jsonName)
                .orElseThrow(() -> Failure.usage("--types: " + text + " is none of " + String.join(", ", names()) + "."
                        + Suggestions.sentence(text, names())));
    }

    private static List<String> names() {
        return Stream.of(EventKind.values()).map(WatchCommand::shortName).toList();
    }

    private static String shortName(EventKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
