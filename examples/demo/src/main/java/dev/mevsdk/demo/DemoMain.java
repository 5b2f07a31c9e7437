package dev.mevsdk.demo;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.server.ConsoleLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Runs the demo until it is stopped. */
public final class DemoMain {
    private DemoMain() {}

    public static void main(String[] args) throws Exception {
        DemoOptions options;
        try {
            options = DemoOptions.parse(args);
        } catch (MevException e) {
            System.err.println("demo: " + e.getMessage() + "\n" + DemoOptions.USAGE);
            System.exit(2);
            return;
        }
        ConsoleLog.configure();
        boolean temporary = options.data().isEmpty();
        Path folder = temporary
                ? Files.createTempDirectory("mev-sdk-demo-")
                : options.data().get().toAbsolutePath();
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            Demo demo = new Demo(options, folder, System.out);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(demo, folder, temporary, stopped), "demo-stop"));
            welcome(demo);
            long rows = demo.replay();
            if (rows > 0) {
                System.out.println("Replay         " + rows + " rows published");
            }
            stopped.await();
        } catch (MevException e) {
            System.err.println("demo: " + e.getMessage());
            delete(folder, temporary);
            System.exit(1);
        }
    }

    private static void welcome(Demo demo) {
        String page = "http://127.0.0.1:" + demo.port() + "/";
        System.out.println();
        System.out.println("Token (admin)  " + demo.token(Role.ADMIN));
        System.out.println("Token (viewer) " + demo.token(Role.VIEWER));
        System.out.println();
        System.out.println("Page           " + page + "#token=" + demo.token(Role.ADMIN));
        System.out.println("Ctrl-C ends everything.");
    }

    private static void stop(Demo demo, Path folder, boolean temporary, CountDownLatch stopped) {
        System.out.println("stopping ...");
        demo.close();
        delete(folder, temporary);
        System.out.println("stopped");
        stopped.countDown();
    }

    private static void delete(Path folder, boolean temporary) {
        if (!temporary) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.out.println("could not remove " + folder);
        }
    }
}
