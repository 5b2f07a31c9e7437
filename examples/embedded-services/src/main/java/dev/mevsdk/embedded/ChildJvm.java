package dev.mevsdk.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * In the child: says that it is ready, and returns when the parent asked it to stop or is gone.
     *
     * @return whether the parent asked, which means that the data is still wanted
     */
    static boolean serveUntilParentEnds() throws IOException {
        // Ctrl-C reaches the whole terminal group, but the parent decides the order of stopping.
        sun.misc.Signal.handle(new sun.misc.Signal("INT"), sun.misc.SignalHandler.SIG_IGN);
        System.out.println(READY);
        return System.in.read() >= 0;
    }
}
