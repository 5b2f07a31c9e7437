package dev.mevsdk.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, closed in reverse; one that fails to close doesn't keep the others open. */
final class OpenParts implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(OpenParts.class.getName());

    private record Part(String name, AutoCloseable part) {}

    private final Deque<Part> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T add(String name, T part) {
        parts.push(new Part(name, part));
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            Part next = parts.pop();
            try {
                next.part().close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, next.name() + " did not close cleanly", e);
            }
        }
    }
}
