package dev.mevsdk.core.auth.jwks;

import dev.mevsdk.core.MevException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One GET with limits: no redirect, a bound on bytes, and one on the time of the whole. */
final class JwksFetch {
    private final HttpClient client;
    private final JwksConfig config;

    JwksFetch(JwksConfig config) {
        this.config = config;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.timeout())
                .build();
    }

    byte[] get() {
        HttpRequest request = HttpRequest.newBuilder(config.address())
                .header("Accept", "application/jwk-set+json, application/json")
                .timeout(config.timeout())
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, info -> new LimitedBody(config.maxBytes()));
        try {
            // The request's own timeout ends with the headers: a slow body is bounded here.
            HttpResponse<byte[]> response = answer.get(config.timeout().toNanos(), TimeUnit.NANOSECONDS);
            if (response.statusCode() != 200) {
                throw MevException.retryable("status " + response.statusCode() + " instead of 200", null);
            }
            return response.body();
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw MevException.retryable(
                    "no complete answer within " + config.timeout().toMillis() + " ms", null);
        } catch (ExecutionException e) {
            throw MevException.retryable("not reachable, or more than " + config.maxBytes() + " bytes", e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw MevException.retryable("interrupted", null);
        }
    }
}
