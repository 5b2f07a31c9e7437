package dev.mevsdk.server;

import dev.mevsdk.jobs.scrape.DatasetFile;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.eclipse.jetty.io.EofException;

/**
 * A file as an answer that can be taken up again where it was cut: it says its length, its SHA-256 is the `ETag`, and one
 * range is answered with 206. Written as it is, never compressed, so that length and hash are those of the file.
 */
final class FileAnswer {
    private static final System.Logger LOG = System.getLogger(FileAnswer.class.getName());
    private static final int BUFFER_BYTES = 1 << 16;

    private FileAnswer() {}

    /** Closes the file. Blocks until the client took it all, or left. */
    static void write(Context request, DatasetFile file) throws IOException {
        try (file) {
            Optional<ByteRange> asked = asked(request, file);
            ByteRange part = asked.orElseGet(() -> ByteRange.whole(file.bytes()));
            if (asked.isPresent() && !part.isInside()) {
                request.header("Content-Range", "bytes */" + file.bytes());
                throw new HttpProblem(
                        416,
                        "Range not satisfiable",
                        "The file has " + file.bytes() + " bytes; ask for less, or for all");
            }
            describe(request.res(), file, part);
            if (asked.isPresent()) {
                request.res().setStatus(206);
                request.res().setHeader("Content-Range", part.contentRange(file.bytes()));
            }
            if (request.method() != HandlerType.HEAD) {
                copy(file.content(part.from()), part.length(), request.res().getOutputStream());
            }
        } catch (EofException e) {
            LOG.log(System.Logger.Level.DEBUG, "a download was given up by its client");
        }
    }

    /** A range is heeded unless it is one of another content (`If-Range`). */
    private static Optional<ByteRange> asked(Context request, DatasetFile file) {
        String condition = request.header("If-Range");
        return condition == null || condition.equals(tag(file))
                ? Optional.ofNullable(request.header("Range")).flatMap(range -> ByteRange.parse(range, file.bytes()))
                : Optional.empty();
    }

    private static void describe(HttpServletResponse answer, DatasetFile file, ByteRange part) {
        answer.setContentType(file.mediaType());
        answer.setHeader("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
        answer.setHeader("Accept-Ranges", "bytes");
        if (!file.sha256().isEmpty()) {
            answer.setHeader("ETag", tag(file));
        }
        answer.setContentLengthLong(part.length());
    }

    private static String tag(DatasetFile file) {
        return '"' + file.sha256() + '"';
    }

    private static void copy(InputStream in, long bytes, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (long left = bytes; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                // Fewer bytes than announced: the server breaks the connection, and the client knows.
                return;
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }
}
