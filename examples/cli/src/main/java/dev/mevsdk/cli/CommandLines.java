package dev.mevsdk.cli;

import dev.mevsdk.core.MevException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How the command line is read, and how what goes wrong becomes a message and an exit code. */
final class CommandLines {
    private CommandLines() {}

    static CommandLine of(Mev root) {
        CommandLine line = new CommandLine(root);
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setAbbreviatedOptionsAllowed(false);
        line.setParameterExceptionHandler((wrong, arguments) -> usage(root, wrong));
        line.setExecutionExceptionHandler((thrown, command, parsed) -> failed(root, thrown));
        // Not in the annotation: its scope would hand the heading on without the list.
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes());
        return line;
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        Arrays.stream(ExitCode.values()).forEach(exit -> codes.put(" " + exit.code(), exit.meaning()));
        return codes;
    }

    private static int usage(Mev root, ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = wrong instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched)
                : String.valueOf(wrong.getMessage());
        return report(root, ExitCode.USAGE, message + " (" + name + " --help)");
    }

    private static String unmatched(UnmatchedArgumentException wrong) {
        String unknown = wrong.getUnmatched().get(0);
        CommandLine command = wrong.getCommandLine();
        boolean option = unknown.startsWith("-");
        Collection<String> known =
                option ? options(command) : command.getSubcommands().keySet();
        String name = unknown.contains("=") ? unknown.substring(0, unknown.indexOf('=')) : unknown;
        String kind = option ? "option" : known.isEmpty() ? "argument" : "command";
        return "unknown " + kind + " " + Printable.of(name) + "." + Suggestions.sentence(name, known);
    }

    private static Set<String> options(CommandLine command) {
        Set<String> names = new TreeSet<>();
        command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .forEach(names::add);
        return names;
    }

    private static int failed(Mev root, Exception thrown) {
        if (thrown instanceof Console.NobodyReads) {
            return ExitCode.OK.code();
        }
        if (thrown instanceof Failure failure) {
            return report(root, failure.exit(), failure.text());
        }
        if (thrown instanceof MevException ours) {
            ExitCode exit = ours.category() == MevException.Category.BAD_INPUT ? ExitCode.USAGE : ExitCode.FAILED;
            return report(root, exit, String.valueOf(ours.getMessage()));
        }
        if (System.getenv("MEV_DEBUG") != null) {
            thrown.printStackTrace();
        }
        return report(root, ExitCode.FAILED, "internal error: " + thrown + " (MEV_DEBUG=1 shows where)");
    }

    private static int report(Mev root, ExitCode exit, String message) {
        Console console = root.console();
        if (console.isJson()) {
            console.say(
                    Json.object().put("error", message).put("exit", exit.code()).toString());
        } else {
            console.say("mev: " + Printable.of(message));
        }
        return exit.code();
    }
}
