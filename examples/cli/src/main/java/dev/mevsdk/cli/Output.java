package dev.mevsdk.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Tells a reader that has gone, which ends a command well, from output that is lost, which does not: a print stream
 * keeps both to itself.
 */
final class Output extends FilterOutputStream {
    Output(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (why.toLowerCase(Locale.ROOT).contains("broken pipe")) {
                throw e;
            }
            throw Failure.failed("cannot write the output: " + why);
        }
    }
}
