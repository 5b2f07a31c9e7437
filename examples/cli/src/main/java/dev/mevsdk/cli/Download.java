package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Fetches one file. What arrived stands in `NAME.part` until it is whole and its hash is right; a later run, or the next
 * try after a cut, goes on behind it.
 */
final class Download {
    private static final int TRIES = 5;
    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * What the export's manifest says of it.
     *
     * @param sha256 lower-case hex
     */
    record File(String name, long bytes, String sha256) {
        static File of(JsonNode entry) {
            String name = entry.path("name").asText();
            if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}")) {
                throw Failure.failed("the manifest names a file that is no plain name: " + name);
            }
            return new File(
                    name, entry.path("bytes").asLong(), entry.path("sha256").asText());
        }
    }

    private final Session session;
    private final String path;
    private final File file;
    private final Path target;
    private final Path part;
    /** Of what stands in the part. */
    private Sha256 sum = new Sha256();

    Download(Session session, String path, File file, Path folder) {
        this.session = session;
        this.path = path;
        this.file = file;
        this.target = folder.resolve(file.name());
        this.part = folder.resolve(file.name() + ".part");
    }

    /** @throws Failure when the server can't be reached any more, or what came is not what the manifest says */
    void run() {
        try (Progress progress = Progress.on(session.console(), file.name());
                Interruption ignored = Interruption.then(() -> {
                    progress.close();
                    session.console().say("What arrived stays in " + part + "; the same command goes on behind it.");
                })) {
            Files.createDirectories(part.toAbsolutePath().getParent());
            if (Files.exists(target)) {
                requireSame();
                return;
            }
            fetchAll(progress);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Failure.cannotWrite(target, e);
        }
    }

    private void requireSame() throws IOException {
        if (!Sha256.of(target).hex().equals(file.sha256())) {
            throw Failure.failed(target + " is there already with other content: remove it, or take another folder");
        }
        session.console().say(target + " is there already");
    }

    private void fetchAll(Progress progress) throws IOException {
        sum = Files.exists(part) ? Sha256.of(part) : new Sha256();
        for (int tries = 1; sum.bytes() < file.bytes(); tries++) {
            try {
                fetch(progress);
            } catch (IOException e) {
                if (tries == TRIES) {
                    throw session.api().unreachable(e);
                }
                session.console()
                        .say(file.name() + ": cut at " + sum.bytes() + " of " + file.bytes() + " bytes, going on");
                JobFollower.pause();
            }
        }
        if (Files.notExists(part)) {
            Files.createFile(part);
        }
        if (!sum.hex().equals(file.sha256())) {
            Files.delete(part);
            throw Failure.failed(
                    file.name() + ": what arrived has another SHA-256 than the manifest says; thrown away");
        }
    }

    /** Goes on behind what is there, or begins again when the server gives the whole file. */
    private void fetch(Progress progress) throws IOException {
        Map<String, String> headers = sum.bytes() == 0
                ? Map.of()
                : Map.of("Range", "bytes=" + sum.bytes() + "-", "If-Range", '"' + file.sha256() + '"');
        HttpResponse<InputStream> answer = session.api().open(path, headers);
        try (InputStream body = answer.body()) {
            if (answer.statusCode() >= 300) {
                throw Problems.failure(answer.statusCode(), body.readAllBytes());
            }
            boolean goesOn = answer.statusCode() == 206;
            sum = goesOn ? sum : new Sha256();
            try (OutputStream out = goesOn
                    ? Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    : Files.newOutputStream(part)) {
                copy(body, out, progress);
            }
        }
    }

    private void copy(InputStream body, OutputStream out, Progress progress) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            out.write(buffer, 0, read);
            sum.add(buffer, read);
            if (sum.bytes() > file.bytes()) {
                throw Failure.failed(file.name() + ": more arrived than the manifest says");
            }
            progress.update((double) sum.bytes() / file.bytes(), "");
        }
    }
}
