package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The body of a request, never more of it than any request has to say. */
final class RequestBody {
    /** 1 MiB. */
    private static final int MAX_BYTES = 1 << 20;
    /** 64 MiB. */
    private static final int MAX_DRAINED_BYTES = 64 << 20;
    /** A thread waits no longer for what nobody wants. */
    private static final Duration MAX_DRAIN_TIME = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(RequestBody.class.getName());
    private static final String ATTRIBUTE = RequestBody.class.getName();

    private RequestBody() {}

    /**
     * Reads it, whether or not its length was declared.
     *
     * @throws HttpProblem 413 when it is too large
     */
    static void receive(Context request) {
        try {
            // Not the request's own type: it may be asynchronous.
            InputStream in = request.req().getInputStream();
            byte[] body = in.readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw new HttpProblem(
                        413,
                        "Body too large",
                        "A body may have at most " + MAX_BYTES + " bytes: nothing was done, send a smaller one");
            }
            request.attribute(ATTRIBUTE, body);
        } catch (IOException e) {
            throw MevException.badInput("body: broke off; send it again");
        }
    }

    /** Empty when there is none. */
    static byte[] of(Context request) {
        byte[] body = request.attribute(ATTRIBUTE);
        return body == null ? new byte[0] : body;
    }

    /**
     * Reads what is left and throws it away: else the connection ends while the client still writes, and it may never get
     * to see the answer.
     */
    static void drain(Context request) {
        try {
            InputStream in = request.req().getInputStream();
            byte[] buffer = new byte[1 << 14];
            long left = MAX_DRAINED_BYTES;
            long end = System.nanoTime() + MAX_DRAIN_TIME.toNanos();
            for (int read = 0; read >= 0 && left > 0 && System.nanoTime() - end < 0; left -= read) {
                read = in.read(buffer);
            }
        } catch (IOException | IllegalStateException e) {
            // Nobody writes any more, or somebody else reads: the answer goes out all the same.
            LOG.log(System.Logger.Level.DEBUG, "a body was not read to its end: {0}", e.getClass());
        }
    }
}
