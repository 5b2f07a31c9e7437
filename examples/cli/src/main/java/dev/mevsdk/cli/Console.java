package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;

/** Where a command writes: results on standard output, everything else on standard error. Thread-safe. */
final class Console {
    /** Colours of a terminal. */
    enum Style {
        FAINT("2"),
        BOLD("1"),
        GOOD("32"),
        WARNING("33"),
        BAD("31");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;
    private final boolean colour;

    Console(PrintStream out, PrintStream err, boolean json, boolean colour) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.colour = colour && !json;
    }

    /** Whether results are JSON, one document a line. */
    boolean isJson() {
        return json;
    }

    void print(String line) {
        out.println(line);
        endWhenNobodyReads();
    }

    void print(JsonNode document) {
        print(document.toString());
    }

    /** The result of a command: the document under `--json`, else what is for people. */
    void show(JsonNode document, Runnable forPeople) {
        if (json) {
            print(document);
        } else {
            forPeople.run();
        }
    }

    /** Bytes that end in a newline. */
    void write(byte[] lines) {
        out.write(lines, 0, lines.length);
    }

    /** After a run of writes. */
    void flush() {
        out.flush();
        endWhenNobodyReads();
    }

    /** A remark, on standard error. */
    void say(String line) {
        err.println(line);
        err.flush();
    }

    void warn(String line) {
        say(styled(Style.WARNING, "mev: " + line));
    }

    PrintStream err() {
        return err;
    }

    String styled(Style style, String text) {
        return colour ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    /** As when `head` has read enough. */
    private void endWhenNobodyReads() {
        if (out.checkError()) {
            throw new NobodyReads();
        }
    }

    /** The reader of our output has gone. */
    static final class NobodyReads extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NobodyReads() {
            super(null, null, false, false);
        }
    }
}
