package dev.mevsdk.embedded.internal.clickhouse;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A SELECT whose rows flow from the engine to the socket through a pipe, in bounded memory and as one continuous
 * document. (The engine's own chunk calls repeat the format's header in each chunk.)
 */
final class StreamedSelect {
    /** Held back until here, so that a query that fails at once still gets a status, and a small one its counts. */
    private static final int HEAD_BYTES = 1 << 16;

    private final Session session;
    private final ClickHouseRequest request;
    private final RunningQueries.Running query;

    StreamedSelect(Session session, ClickHouseRequest request, RunningQueries.Running query) {
        this.session = session;
        this.request = request;
        this.query = query;
    }

    void answer(HttpExchange exchange) throws IOException, EngineException {
        AnonymousPipe pipe = new AnonymousPipe();
        CompletableFuture<Session.Answer> end = new CompletableFuture<>();
        Thread reader = EngineThreads.start("select", () -> run(pipe, end));
        try (InputStream rows = pipe.reader()) {
            byte[] head = rows.readNBytes(HEAD_BYTES);
            if (head.length < HEAD_BYTES) {
                ClickHouseHttp.summarize(exchange.getResponseHeaders(), await(end));
            }
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = ClickHouseHttp.responseBody(exchange, request.compressed());
            out.write(head);
            byte[] buffer = new byte[HEAD_BYTES];
            int length;
            while ((length = rows.read(buffer)) >= 0) {
                out.write(buffer, 0, length);
            }
            endOrBreakOff(end);
            out.close();
            exchange.close();
        } finally {
            join(reader);
        }
    }

    private void run(AnonymousPipe pipe, CompletableFuture<Session.Answer> end) {
        try {
            String sql = request.statement().text() + "\nINTO OUTFILE '" + pipe.writeEndPath()
                    + "' TRUNCATE COMPRESSION 'none' FORMAT " + request.format();
            end.complete(session.query(query.mark(sql), request.format(), request.parameters()));
        } catch (EngineException | RuntimeException e) {
            end.completeExceptionally(e);
        } finally {
            pipe.closeWriteEnd();
        }
    }

    /** The client must not take a part for the whole: without its last chunk the answer is broken. */
    private void endOrBreakOff(CompletableFuture<Session.Answer> end) throws IOException {
        try {
            await(end);
        } catch (EngineException e) {
            throw new IOException("query broke off: " + e.code(), e);
        }
    }

    private Session.Answer await(CompletableFuture<Session.Answer> end) throws EngineException, IOException {
        try {
            Session.Answer answer = end.get();
            if (query.isCancelled()) {
                throw cancelled();
            }
            return answer;
        } catch (ExecutionException e) {
            if (query.isCancelled()) {
                throw cancelled();
            }
            if (e.getCause() instanceof EngineException engineError) {
                throw engineError;
            }
            throw new IOException("query failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static EngineException cancelled() {
        return EngineException.of(EngineException.QUERY_WAS_CANCELLED, "QUERY_WAS_CANCELLED", "Query was cancelled");
    }

    private static void join(Thread reader) throws IOException {
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
