package dev.mevsdk.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The two ends of a service that runs in a JVM of its own. */
final class ChildJvm {
    static final String READY = "mev-sdk-service-ready";

    private ChildJvm() {}

    /** The command that runs a main class on this JVM's class path. */
    static List<String> command(Class<?> main, List<String> jvmFlags, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:-UsePerfData", "-XX:+UseSerialGC"));
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** The arguments, and the three files of TLS after them. */
    static List<String> arguments(Optional<EmbeddedTls> tls, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        tls.ifPresent(files -> all.addAll(List.of(
                files.ca().toString(),
                files.certificate().toString(),
                files.key().toString())));
        return all;
    }

    /** In the child: the files of TLS, if there are any from that argument on. */
    static Optional<EmbeddedTls> tls(String[] arguments, int first) {
        return arguments.length == first
                ? Optional.empty()
                : Optional.of(new EmbeddedTls(
                        Path.of(arguments[first]), Path.of(arguments[first + 1]), Path.of(arguments[first + 2])));
    }

    /**
     * In the child: says that it is ready, and returns when the parent asks it to stop or is gone.
     *
     * @return true when asked
     */
    static boolean serveUntilParentEnds() throws IOException {
        // Ctrl-C reaches the whole terminal group, but the parent decides the order of stopping.
        sun.misc.Signal.handle(new sun.misc.Signal("INT"), sun.misc.SignalHandler.SIG_IGN);
        System.out.println(READY);
        return System.in.read() >= 0;
    }
}
