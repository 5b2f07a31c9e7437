package dev.mevsdk.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A certificate authority for tests, made with the `openssl` program. Its certificates are for `localhost` and
 * `127.0.0.1` and serve as server's and client's. Its keys lie unprotected in the folder: for nothing but tests.
 */
public final class EmbeddedAuthority {
    private static final String EXTENSIONS = """
            subjectAltName = DNS:localhost, IP:127.0.0.1
            extendedKeyUsage = serverAuth, clientAuth
            """;
    private static final int DAYS = 7;

    private final Path folder;

    private EmbeddedAuthority(Path folder) {
        this.folder = folder;
    }

    /** A new authority, whose files are in that folder. Blocks. */
    public static EmbeddedAuthority in(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("extensions"), EXTENSIONS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
        EmbeddedAuthority authority = new EmbeddedAuthority(folder);
        authority.openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.pem"
                + " -subj /CN=test-authority -days " + DAYS);
        return authority;
    }

    public Path ca() {
        return folder.resolve("ca.pem");
    }

    /** A certificate and its key under that name. Blocks. */
    public EmbeddedTls issue(String name) {
        return issue(name, DAYS);
    }

    /** One that expired yesterday. */
    public EmbeddedTls issueExpired(String name) {
        return issue(name, -1);
    }

    private EmbeddedTls issue(String name, int days) {
        openssl("req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout " + name + ".key -out " + name
                + ".csr -subj /CN=" + name);
        openssl("x509 -req -in " + name + ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile extensions -out "
                + name + ".pem -days " + days);
        return new EmbeddedTls(ca(), folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    }

    private void openssl(String arguments) {
        try {
            List<String> command = new java.util.ArrayList<>(List.of("openssl"));
            command.addAll(List.of(arguments.split(" ")));
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("openssl " + arguments + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run openssl: install it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while openssl ran", e);
        }
    }
}
