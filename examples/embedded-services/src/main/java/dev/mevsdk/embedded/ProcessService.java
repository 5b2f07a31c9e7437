package dev.mevsdk.embedded;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The life of a service that is one child process on one folder. */
abstract class ProcessService implements EmbeddedService {
    private final ServiceFolder folder;
    private final int port;
    private final Optional<EmbeddedTls> tls;
    private @Nullable ChildProcess child;
    private boolean closed;

    ProcessService(ServiceFolder folder, int port, Optional<EmbeddedTls> tls) {
        this.folder = folder;
        this.tls = tls;
        this.port = port == 0 ? FreePort.choose() : port;
    }

    /** Starts the process; returns when it answers. */
    abstract ChildProcess launch();

    ServiceFolder folder() {
        return folder;
    }

    Optional<EmbeddedTls> tls() {
        return tls;
    }

    /** Stays the same over restarts. */
    public int port() {
        return port;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException(getClass().getSimpleName() + " is closed");
        }
        if (!isRunning()) {
            child = launch();
        }
    }

    @Override
    public synchronized void stop() {
        if (child != null) {
            child.stop();
            child = null;
        }
    }

    @Override
    public synchronized void kill() {
        if (child != null) {
            child.kill();
            child = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return child != null && child.isAlive();
    }

    /** The process behind the service, for tests that stop it with a signal; -1 when it doesn't run. */
    public synchronized long pid() {
        return child == null ? -1 : child.pid();
    }

    /**
     * {@inheritDoc}
     *
     * <p>A host that ends without this leaves nothing behind either: the child sees its pipe end. Calling it in a
     * shutdown hook gives the host the order of stopping.
     */
    @Override
    public synchronized void close() {
        closed = true;
        if (folder.temporary()) {
            kill();
        } else {
            stop();
        }
        folder.removeIfTemporary();
    }
}
