package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Does something on a signal of the operating system; what handled it before is called as well. */
final class KillSignal implements SignalHandler {
    private final Runnable action;
    private volatile @Nullable SignalHandler before;

    private KillSignal(Runnable action) {
        this.action = action;
    }

    static void handle(String name, Runnable action) {
        KillSignal handler = new KillSignal(action);
        try {
            SignalHandler found = Signal.handle(new Signal(name), handler);
            // The default would end the process, and neither of the two may be called.
            handler.before = found == SIG_DFL || found == SIG_IGN ? null : found;
        } catch (IllegalArgumentException e) {
            throw MevException.badInput("signal: must be one that a Java program may handle, such as USR1");
        }
    }

    @Override
    public void handle(Signal signal) {
        action.run();
        SignalHandler next = before;
        if (next != null) {
            next.handle(signal);
        }
    }
}
