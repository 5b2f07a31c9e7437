package dev.mevsdk.jobs.scrape;

import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps exports below the root. A request's text is held to plain names; on disk no step below the root may be a
 * symbolic link. Both are looked at when the request comes and again when its job writes and ends.
 */
final class OutputFolder {
    private static final int MAX_CHARS = 512;
    private static final int MAX_DEPTH = 8;

    /** No dot in front: that also keeps `.tmp` and `..` out. A percent sign, as of an encoded dot, never matches. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    private OutputFolder() {}

    /** The requested folder relative to the root; an absolute one is taken only if it lies below the root. */
    static String relative(Path root, @Nullable String output) {
        if (output == null || output.isBlank()) {
            return "";
        }
        if (output.length() > MAX_CHARS || output.indexOf('\0') >= 0) {
            throw refused();
        }
        String prefix = root + "/";
        String text = output.endsWith("/") ? output.substring(0, output.length() - 1) : output;
        if (text.equals(root.toString())) {
            return "";
        }
        String below = text.startsWith(prefix) ? text.substring(prefix.length()) : text;
        String[] names = below.split("/", -1);
        for (String name : names) {
            if (!NAME.matcher(name).matches() || names.length > MAX_DEPTH) {
                throw refused();
            }
        }
        noLinks(root, below);
        return below;
    }

    /** Makes the folder, step by step, and returns its real path. */
    static Path open(Path root, String relative) {
        try {
            Files.createDirectories(root);
            Path real = root.toRealPath();
            for (Path name : Path.of(relative)) {
                if (name.toString().isEmpty()) {
                    continue;
                }
                real = real.resolve(name);
                makeDirectory(real);
            }
            return real;
        } catch (IOException e) {
            throw MevException.retryable(
                    "the datasets folder can't be made: " + e.getClass().getSimpleName(), e);
        }
    }

    /** Throws unless the folder is still where it was, below the root and reached through no link. */
    static void check(Path root, Path folder) {
        try {
            if (!folder.toRealPath().equals(folder) || !folder.startsWith(root.toRealPath())) {
                throw refused();
            }
        } catch (IOException e) {
            throw MevException.retryable(
                    "the datasets folder is gone: " + e.getClass().getSimpleName(), e);
        }
    }

    private static void makeDirectory(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw refused();
            }
        }
    }

    private static void noLinks(Path root, String relative) {
        Path at = root;
        for (Path name : Path.of(relative)) {
            at = at.resolve(name);
            if (Files.exists(at, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                throw refused();
            }
        }
    }

    private static MevException refused() {
        return MevException.badInput("output: a folder below the datasets root, at most " + MAX_DEPTH
                + " names of letters, digits, - _ . (not first) separated by /, none of them a link");
    }
}
