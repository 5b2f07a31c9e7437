package dev.mevsdk.cli;

/** Shows how far something is. One thread. */
interface Progress extends AutoCloseable {
    /** A bar on a terminal, else plain lines; both on standard error. */
    static Progress on(Console console, String task) {
        return Terminal.isStderr() ? new ProgressOnTerminal(console, task) : new ProgressLines(console, task);
    }

    /**
     * @param fraction 0..1
     * @param message what is done now; may be empty
     */
    void update(double fraction, String message);

    /** Leaves what is shown, ready for other output. May be called again. */
    @Override
    void close();
}
