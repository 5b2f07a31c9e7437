package dev.mevsdk.cli;

/** Text of others on a terminal: what could move the cursor, recolour or hide something is written as its number. */
final class Printable {
    private Printable() {}

    /** One line. */
    static String of(String text) {
        int at = 0;
        while (at < text.length() && isHarmless(text.charAt(at))) {
            at++;
        }
        return at == text.length() ? text : escaped(text);
    }

    private static String escaped(String text) {
        StringBuilder line = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHarmless(c)) {
                line.append(c);
            } else if (c == '\n' || c == '\t') {
                line.append(' ');
            } else {
                line.append(String.format("\\u%04x", (int) c));
            }
        }
        return line.toString();
    }

    /** Neither a control character nor one that turns the direction of the text. */
    private static boolean isHarmless(char c) {
        return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
    }
}
