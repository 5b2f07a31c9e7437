package dev.mevsdk.embedded.internal.clickhouse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Listens to the parent. The pipe from it closes when it dies, even by kill -9: then this process ends at once. */
final class ParentWatch {
    private final CountDownLatch stop = new CountDownLatch(1);

    private ParentWatch() {}

    /**
     * Starts watching.
     *
     * @param temporary whether the data folder is nobody's any more once the parent is gone
     */
    static ParentWatch start(Path data, boolean temporary) {
        ParentWatch watch = new ParentWatch();
        Thread thread = new Thread(() -> watch.listen(data, temporary), "parent-watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    void awaitStop() throws InterruptedException {
        stop.await();
    }

    private void listen(Path data, boolean temporary) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String line;
            while ((line = in.readLine()) != null) {
                if (line.equals(EngineMain.STOP)) {
                    stop.countDown();
                }
            }
        } catch (IOException e) {
            // As good as closed.
        }
        if (temporary) {
            Folders.delete(data);
        }
        Runtime.getRuntime().halt(1);
    }
}
