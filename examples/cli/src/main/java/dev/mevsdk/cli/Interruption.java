package dev.mevsdk.cli;

import java.util.concurrent.atomic.AtomicBoolean;

/** What is done on Ctrl-C before the process ends, unless {@link #close} came first. */
final class Interruption implements AutoCloseable {
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Interruption() {}

    /** @param last runs on a thread of its own while the process ends */
    static Interruption then(Runnable last) {
        Interruption interruption = new Interruption();
        Thread hook = new Thread(
                () -> {
                    if (interruption.open.getAndSet(false)) {
                        last.run();
                    }
                },
                "mev-interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        return interruption;
    }

    @Override
    public void close() {
        open.set(false);
    }
}
