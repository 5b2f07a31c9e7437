package dev.mevsdk.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;

/** Asks a person to type what is about to be hit, so that no single key does it. */
final class Confirmation {
    private Confirmation() {}

    /** @throws Failure when something else is typed, or nobody is there to type */
    static void require(Console console, String action, String target) {
        if (!Terminal.isStdin()) {
            throw Failure.usage(
                    "nobody is there to confirm: add --yes to " + action + " " + target + " without asking");
        }
        console.err().print("This will " + action + " " + target + ". Type " + target + " to go on: ");
        console.err().flush();
        try {
            String typed = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            if (typed == null || !typed.strip().equals(target)) {
                throw Failure.failed("not confirmed: nothing was sent");
            }
        } catch (IOException e) {
            throw Failure.failed("not confirmed: nothing was sent");
        }
    }
}
