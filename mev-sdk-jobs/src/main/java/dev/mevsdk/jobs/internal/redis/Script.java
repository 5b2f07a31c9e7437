package dev.mevsdk.jobs.internal.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The queue's Lua scripts. Their arguments are described in the files. */
enum Script {
    ENQUEUE,
    TAKE,
    RENEW,
    UPDATE,
    COMMIT,
    DONE,
    FAIL,
    CANCEL,
    RETRY,
    STATS;

    private final String text;
    private final String sha1;

    Script() {
        text = load("common") + load(name().toLowerCase(Locale.ROOT));
        sha1 = HexFormat.of().formatHex(sha1(text));
    }

    String text() {
        return text;
    }

    String sha1() {
        return sha1;
    }

    private static String load(String name) {
        String file = "/dev/mevsdk/jobs/internal/lua/" + name + ".lua";
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-1 because that is how Redis names scripts. */
    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
