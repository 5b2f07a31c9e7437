package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Does something on a signal of the operating system; what handled it before is called as well. */
final class KillSignal implements SignalHandler {
    private final Runnable action;
    private volatile SignalHandler before = SIG_IGN;

    private KillSignal(Runnable action) {
        this.action = action;
    }

    static void handle(String name, Runnable action) {
        KillSignal handler = new KillSignal(action);
        try {
            SignalHandler found = Signal.handle(new Signal(name), handler);
            // The default would end the process.
            handler.before = found == SIG_DFL ? SIG_IGN : found;
        } catch (IllegalArgumentException e) {
            throw MevException.badInput("signal: must be one that a Java program may handle, such as USR1");
        }
    }

    @Override
    public void handle(Signal signal) {
        action.run();
        before.handle(signal);
    }
}
