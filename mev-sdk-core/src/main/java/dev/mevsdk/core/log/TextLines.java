package dev.mevsdk.core.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** For people: time, level, logger, message, and in brackets what the thread works for. */
final class TextLines extends Formatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    @Override
    public String format(LogRecord line) {
        StringBuilder text = new StringBuilder(200)
                .append(TIME.format(line.getInstant()))
                .append(' ')
                .append(LogFields.level(line).toUpperCase(Locale.ROOT))
                .append(' ')
                .append(LogFields.logger(line))
                .append(" - ");
        appendVisible(text, formatMessage(line));
        LogFields.context()
                .forEach((name, value) ->
                        text.append(" [").append(name).append('=').append(value).append(']'));
        text.append(System.lineSeparator());
        if (line.getThrown() != null) {
            StringWriter stack = new StringWriter();
            line.getThrown().printStackTrace(new PrintWriter(stack));
            text.append(stack);
        }
        return text.toString();
    }

    /** What others wrote into a message can neither begin a line of its own nor colour the terminal. */
    private static void appendVisible(StringBuilder text, String message) {
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (Character.isISOControl(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
    }
}
