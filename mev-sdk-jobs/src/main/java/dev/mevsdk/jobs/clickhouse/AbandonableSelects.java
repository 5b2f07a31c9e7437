package dev.mevsdk.jobs.clickhouse;

import dev.mevsdk.core.MevException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs selects on threads of their own, since a thread that waits for ClickHouse can't be interrupted: the caller's can,
 * and its query then ends on the server.
 */
final class AbandonableSelects implements AutoCloseable {
    private static final Duration BETWEEN_KILLS = Duration.ofMillis(100);
    /** After these, a query that goes on ends by its own limits. */
    private static final int KILLS = 50;

    /** A select under a query id. */
    @FunctionalInterface
    interface Select {
        SelectResult run(String queryId) throws Exception;
    }

    private final HttpClickHouse server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "clickhouse-select");
        thread.setDaemon(true);
        return thread;
    });

    AbandonableSelects(HttpClickHouse server) {
        this.server = server;
    }

    SelectResult run(Select select) throws Exception {
        String queryId = "mev-" + UUID.randomUUID();
        Future<SelectResult> answer = threads.submit(() -> select.run(queryId));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            end(queryId, answer);
            Thread.currentThread().interrupt();
            throw MevException.retryable("interrupted: nobody waits for the query any more", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error fatal) {
                throw fatal;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Again and again, for the first kill may come before the server knows of the query. */
    private void end(String queryId, Future<?> answer) {
        for (int kills = 0; kills < KILLS && !answer.isDone(); kills++) {
            server.kill(queryId);
            try {
                answer.get(BETWEEN_KILLS.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue;
            } catch (ExecutionException e) {
                return;
            } catch (InterruptedException e) {
                // By someone who does not want to wait for the end either.
                return;
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
