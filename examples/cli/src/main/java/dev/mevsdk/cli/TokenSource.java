package dev.mevsdk.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the token comes from. It is never printed. */
final class TokenSource {
    private static final String VARIABLE = "MEV_TOKEN";
    private static final String FILE_VARIABLE = "MEV_TOKEN_FILE";

    private final @Nullable String fixed;
    private final @Nullable Path file;

    private TokenSource(@Nullable String fixed, @Nullable Path file) {
        this.fixed = fixed;
        this.file = file;
    }

    /** The option, else the file, else the environment. */
    static TokenSource of(@Nullable String option, @Nullable Path file, Console console) {
        if (option != null) {
            console.warn("--token can be seen by everybody who lists this machine's processes;"
                    + " set MEV_TOKEN or use --token-file");
            return new TokenSource(option.strip(), null);
        }
        if (file != null) {
            return ofFile(file, console);
        }
        String variable = System.getenv(VARIABLE);
        String named = System.getenv(FILE_VARIABLE);
        return variable == null && named != null
                ? ofFile(Path.of(named), console)
                : new TokenSource(variable == null ? null : variable.strip(), null);
    }

    private static TokenSource ofFile(Path file, Console console) {
        if (isReadByOthers(file)) {
            console.warn(file + " can be read by others: chmod 600 " + file);
        }
        return new TokenSource(null, file);
    }

    private static boolean isReadByOthers(Path file) {
        try {
            Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
            return allowed.contains(PosixFilePermission.OTHERS_READ)
                    || allowed.contains(PosixFilePermission.GROUP_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Read anew with every call where it is in a file. Empty when none was given. */
    Optional<String> token() {
        Optional<String> token =
                Optional.ofNullable(file == null ? fixed : text(file)).filter(text -> !text.isEmpty());
        if (token.filter(text -> !text.matches("[\\x21-\\x7e]+")).isPresent()) {
            throw new Failure(
                    ExitCode.NOT_ALLOWED,
                    (file == null ? VARIABLE + " or --token" : "--token-file: " + file)
                            + ": holds no token, which is one line of printable ASCII without spaces");
        }
        return token;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw Failure.usage("--token-file: " + file + " can't be read");
        }
    }

    @Override
    public String toString() {
        return "TokenSource[" + (file == null ? "" : file) + "]";
    }
}
