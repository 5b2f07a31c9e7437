package dev.mevsdk.cli;

/** A line whenever the message changes, or another tenth is done. */
final class ProgressLines implements Progress {
    private static final int TENTHS = 10;

    private final Console console;
    private final String task;
    private String lastMessage = "";
    private int lastTenth = -1;

    ProgressLines(Console console, String task) {
        this.console = console;
        this.task = Printable.of(task);
    }

    @Override
    public void update(double fraction, String message) {
        int tenth = (int) (fraction * TENTHS);
        if (tenth != lastTenth || !message.equals(lastMessage)) {
            console.say(task + " " + Math.round(fraction * 100) + " % " + Printable.of(message));
            lastTenth = tenth;
            lastMessage = message;
        }
    }

    @Override
    public void close() {}
}
