package dev.mevsdk.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command `mev`: the options that all commands share. */
@Command(
        name = "mev",
        description = "Runs a fleet of MEV and arbitrage agents: jobs, control, models, queries, the live feed.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        subcommands = {
            ScrapeCommand.class,
            TrainCommand.class,
            JobsCommand.class,
            LogsCommand.class,
            ControlCommand.class,
            ModelsCommand.class,
            QueryCommand.class,
            WatchCommand.class,
            TokenCommand.class,
            GenerateCompletion.class
        })
public final class Mev implements Runnable {
    /** A busy feed is written in large pieces. */
    private static final int OUT_BUFFER_BYTES = 1 << 16;

    private static final int ERR_BUFFER_BYTES = 1 << 10;

    static final URI DEFAULT_SERVER = URI.create("http://127.0.0.1:8080");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--server",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            defaultValue = "${env:MEV_SERVER:-http://127.0.0.1:8080}",
            description = "Address of the control plane; also MEV_SERVER. Default: ${DEFAULT-VALUE}")
    private URI server = DEFAULT_SERVER;

    @Option(
            names = "--token",
            scope = ScopeType.INHERIT,
            paramLabel = "TOKEN",
            description = "Everybody who can list this machine's processes sees it: better MEV_TOKEN or --token-file.")
    private @Nullable String token;

    @Option(
            names = "--token-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "File that holds the token; also MEV_TOKEN_FILE. Read again when the token expired.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--cacert",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Certificates (PEM) that are trusted for https instead of those of the JVM.")
    private @Nullable Path caCert;

    @Option(
            names = "--cert",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Certificate (PEM) to show to a server that asks for one.")
    private @Nullable Path certificate;

    @Option(names = "--key", scope = ScopeType.INHERIT, paramLabel = "FILE", description = "Its key (PKCS#8).")
    private @Nullable Path key;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Results as JSON, one document a line.")
    private boolean json;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours; also NO_COLOR.")
    private boolean noColor;

    Mev() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine command = CommandLines.of(new Mev());
        return command.execute(arguments);
    }

    /** What a command works with; made once the command line was read. */
    Session session() {
        Console console = console();
        TokenSource tokens = TokenSource.of(token, tokenFile, console);
        return new Session(console, new Api(server, tokens, Connections.open(caCert, certificate, key), console));
    }

    Console console() {
        boolean colour = !noColor && System.getenv("NO_COLOR") == null && Terminal.isStdout();
        return new Console(
                stream(FileDescriptor.out, OUT_BUFFER_BYTES),
                stream(FileDescriptor.err, ERR_BUFFER_BYTES),
                json,
                colour);
    }

    boolean isJson() {
        return json;
    }

    /** Flushed by whoever wrote something whole. */
    private static PrintStream stream(FileDescriptor descriptor, int bytes) {
        BufferedOutputStream buffer = new BufferedOutputStream(new Output(new FileOutputStream(descriptor)), bytes);
        return new PrintStream(buffer, false, StandardCharsets.UTF_8);
    }

    /** Without a command. */
    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        throw new CommandLine.ParameterException(
                line,
                "name a command: " + String.join(", ", line.getSubcommands().keySet()));
    }
}
