package dev.mevsdk.demo;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.core.log.ConsoleLog;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs the demo until it is stopped. */
public final class DemoMain {
    private DemoMain() {}

    public static void main(String[] args) throws InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.println(DemoOptions.USAGE);
            return;
        }
        Demo demo;
        try {
            ConsoleLog.configure(Settings.load(Path.of("")));
            DemoOptions options = DemoOptions.parse(args);
            demo = new Demo(options, DemoFolder.of(options), System.out);
        } catch (MevException e) {
            System.err.println("demo: " + e.getMessage() + "\n" + DemoOptions.USAGE);
            System.exit(2);
            return;
        }
        // Before the start: it takes some seconds, and Ctrl-C in them must leave nothing either.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(demo), "demo-stop"));
        try {
            run(demo);
        } catch (RuntimeException e) {
            // What fails because it is being stopped is no failure.
            if (!demo.isClosing()) {
                System.err.println("demo: " + e.getMessage());
                System.exit(1);
            }
        }
    }

    private static void run(Demo demo) throws InterruptedException {
        demo.start();
        welcome(demo);
        long rows = demo.replay();
        if (rows > 0) {
            System.out.println("Replay         " + rows + " rows published");
        }
        // Until the JVM is told to end.
        new CountDownLatch(1).await();
    }

    private static void welcome(Demo demo) {
        String page = "http://127.0.0.1:" + demo.port() + "/";
        System.out.println();
        System.out.println("Token (admin)  " + demo.token(Role.ADMIN));
        System.out.println("Token (viewer) " + demo.token(Role.VIEWER));
        System.out.println();
        System.out.println("Page           " + page + "#token=" + demo.token(Role.ADMIN));
        System.out.println();
        System.out.println("To paste in another terminal:");
        demo.commands().forEach(System.out::println);
        System.out.println();
        System.out.println("Ctrl-C ends everything.");
    }

    private static void stop(Demo demo) {
        System.out.println("stopping ...");
        demo.close();
        System.out.println("stopped");
    }
}
