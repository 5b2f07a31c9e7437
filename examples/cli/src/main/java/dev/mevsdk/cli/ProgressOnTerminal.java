package dev.mevsdk.cli;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that is drawn over itself. */
final class ProgressOnTerminal implements Progress {
    private static final long STEPS = 100;
    private static final int REDRAW_MILLIS = 200;
    /** Share of the line that a message takes at most: the bar shrinks by as much. */
    private static final int MESSAGE_SHARE = 3;

    private final ProgressBar bar;
    private final Console console;
    private boolean closed;

    ProgressOnTerminal(Console console, String task) {
        this.console = console;
        this.bar = new ProgressBarBuilder()
                .setTaskName(Printable.of(task))
                .setInitialMax(STEPS)
                .setUnit(" %", 1)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, Terminal.columns() - 1))
                .build();
    }

    private void draw(String line) {
        console.err().print("\r" + line);
        console.err().flush();
    }

    @Override
    public void update(double fraction, String message) {
        bar.stepTo(Math.round(fraction * STEPS));
        bar.setExtraMessage(cut(Printable.of(message), Terminal.columns() / MESSAGE_SHARE));
    }

    private static String cut(String message, int most) {
        return message.length() <= most ? message : message.substring(0, most - 1) + "\u2026";
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            bar.close();
            console.say("");
        }
    }
}
